internal import Findings
internal import ManifestText
internal import Paths
internal import WorkflowModel

/// A mapping of which every key is known: others are findings, with the near name.
struct ClosedMap {
  let node: Node

  /// Nil where no mapping stands, which is a finding.
  ///
  /// - Parameter title: What it is, in a reader's words: "a stage". Made only for a finding.
  init?(
    _ node: Node, _ title: @autoclosure () -> String, keys: [String], requiring required: [String] = [],
    refusingEmpty: Bool = false, into findings: inout [Finding]
  ) {
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "\(title()) is a map, not \(node.shape)", at: node.visiblePlace,
          help: [Self.closedList(keys)]))
      return nil
    }
    self.node = node
    if !node.hasOnlyKeys(keys) {
      for key in node.entries.lazy.map(\.key) where !keys.contains(where: key.hasText) {
        let near = nearest(to: key.text, among: keys).map { ["did you mean `\($0)`?"] } ?? []
        findings.append(
          Finding(
            ReadingRules.unknownKey, "`\(escaped(key.text))` is not a key of \(title())", at: key.place,
            help: near + [Self.closedList(keys)]))
      }
    }
    for key in required where self[key] == nil {
      findings.append(
        Finding(
          ReadingRules.missingKey, "\(title()) needs `\(key)`", at: node.key(key)?.place ?? node.headPlace,
          help: [node.key(key) == nil ? "add `\(key): …`" : "write something behind `\(key):`"]))
    }
    guard refusingEmpty else { return }
    for entry in node.entries where entry.value.isEmpty && keys.contains(entry.key.text) {
      let key = entry.key.text
      if required.contains(key) { continue }
      findings.append(
        Finding(
          ReadingRules.missingKey, "`\(escaped(key))` has nothing behind it", at: entry.key.place,
          help: ["write its value, or remove the key"]))
    }
  }

  private static func closedList(_ keys: [String]) -> String {
    keys.count == 1 ? "its only key is `\(keys[0])`" : "its keys are \(list(keys, joining: "and"))"
  }

  /// The value of a key; nil where the key is absent or has nothing behind it.
  subscript(key: String) -> Node? {
    guard let value = node[key], !value.isEmpty else { return nil }
    return value
  }

  /// - Parameter form: What is asked for, in a reader's words.
  func text(_ key: String, as form: String = "a text", into findings: inout [Finding]) -> Located<String>? {
    self[key].flatMap { $0.readText("`\(key)`", as: form, into: &findings) }
  }

  func truth(_ key: String, into findings: inout [Finding]) -> Bool? {
    guard let text = text(key, as: "`true` or `false`", into: &findings) else { return nil }
    if text.value == "true" || text.value == "false" { return text.value == "true" }
    findings.append(
      Finding(
        ReadingRules.badValue, "`\(key)` is `true` or `false`, not `\(escaped(text.value))`",
        at: Place(source: node.place.source, range: text.range)))
    return nil
  }

  /// A text that says something.
  func reason(_ key: String, into findings: inout [Finding]) -> Located<String>? {
    guard let text = text(key, into: &findings) else { return nil }
    if !FieldValue.text(text.value).isBlank { return text }
    findings.append(
      Finding(
        ReadingRules.missingKey, "`\(key)` needs a few words", at: Place(source: node.place.source, range: text.range)))
    return nil
  }

  /// A text of visible characters.
  func name(_ key: String, into findings: inout [Finding]) -> Located<String>? {
    self[key].flatMap { $0.readName("`\(key)`", into: &findings) }
  }

  func names(_ key: String, into findings: inout [Finding]) -> [Located<String>] {
    self[key]?.readNames("`\(key)`", into: &findings) ?? []
  }

  func number(_ key: String, into findings: inout [Finding]) -> Located<Int>? {
    guard let text = text(key, as: "a whole number", into: &findings) else { return nil }
    // What is counted on from has room left.
    let limit = 1_000_000_000
    if let number = Int(text.value), (0...limit).contains(number), String(number) == text.value {
      return Located(number, at: text.range)
    }
    findings.append(
      Finding(
        ReadingRules.badValue,
        Int(text.value) ?? 0 > limit
          ? "`\(key)` is at most \(limit), not `\(escaped(text.value))`"
          : "`\(key)` is a whole number, not `\(escaped(text.value))`",
        at: Place(source: node.place.source, range: text.range)))
    return nil
  }

  func day(_ key: String, into findings: inout [Finding]) -> Located<Day>? {
    guard let text = text(key, as: "a day", into: &findings) else { return nil }
    if let day = Day(text.value) { return Located(day, at: text.range) }
    findings.append(
      Finding(
        ReadingRules.badValue, "`\(key)` is a day of the calendar like `2026-11-02`, not `\(escaped(text.value))`",
        at: Place(source: node.place.source, range: text.range)))
    return nil
  }

  func span(_ key: String, into findings: inout [Finding]) -> TimeSpan? {
    guard let text = text(key, as: "a span", into: &findings) else { return nil }
    if let span = TimeSpan(text.value) { return span }
    findings.append(
      Finding(
        ReadingRules.badValue, "`\(key)` is a span like \(TimeSpan.forms), not `\(escaped(text.value))`",
        at: Place(source: node.place.source, range: text.range)))
    return nil
  }

  /// One of a closed list.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _: Choice.Type, into findings: inout [Finding]
  ) -> Choice? where Choice.RawValue == String {
    let choices = Choice.allCases.map(\.rawValue)
    guard let text = text(key, as: list(choices), into: &findings) else { return nil }
    if let choice = Choice(rawValue: text.value) { return choice }
    let near = nearest(to: text.value, among: choices).map { ["did you mean `\($0)`?"] } ?? []
    findings.append(
      Finding(
        ReadingRules.badValue, "`\(key)` is \(list(choices)), not `\(escaped(text.value))`",
        at: Place(source: node.place.source, range: text.range), help: near))
    return nil
  }
}
