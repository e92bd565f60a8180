internal import Findings
internal import ManifestText
internal import Paths
internal import WorkflowModel

extension Node {
  /// What stands here, in a reader's words.
  var shape: String {
    switch kind {
    case .mapping: "a map"
    case .sequence: "a list"
    case .scalar: isEmpty ? "nothing" : "a text"
    }
  }

  /// The place of the value, or of a byte before it where there is nothing to point to.
  var visiblePlace: Place {
    range.isEmpty && range.lowerBound > 0
      ? Place(source: place.source, range: (range.lowerBound - 1)..<range.lowerBound) : place
  }

  /// The place of a map's first key: the map itself may be many lines.
  var headPlace: Place {
    kind == .mapping ? entries.first { _ in true }?.key.place ?? place : place
  }

  /// The node of a key.
  func key(_ name: String) -> Node? { entry(name)?.key }

  /// Whether this is a text; anything else is a finding.
  ///
  /// Titles are made only for a finding, here and below: there are few.
  func isText(
    _ title: @autoclosure () -> String, as form: String = "a text", into findings: inout [Finding]
  ) -> Bool {
    if kind == .scalar { return true }
    findings.append(Finding(ReadingRules.wrongShape, "\(title()) is \(form), not \(shape)", at: headPlace))
    return false
  }

  func readText(
    _ title: @autoclosure () -> String, as form: String = "a text", into findings: inout [Finding]
  ) -> Located<String>? {
    isText(title(), as: form, into: &findings) ? Located(text, at: range) : nil
  }

  func readName(_ title: @autoclosure () -> String, into findings: inout [Finding]) -> Located<String>? {
    guard let name = readText(title(), into: &findings) else { return nil }
    if let flaw = name.value.firstInvisible {
      findings.append(
        Finding(
          ReadingRules.identifier, "\(title()) holds the invisible character `\(escaped(String(flaw)))`", at: place,
          help: ["as it is: `\(escaped(name.value))`"]))
      return nil
    }
    return name
  }

  func readNames(_ title: @autoclosure () -> String, into findings: inout [Finding]) -> [Located<String>] {
    guard kind == .sequence else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "\(title()) is a list, not \(shape)", at: headPlace,
          help: kind == .scalar && !isEmpty ? ["write `[\(escaped(text))]`"] : []))
      return []
    }
    return items.compactMap { $0.readName("an item of \(title())", into: &findings) }
  }

  /// The value behind a path of keys; nil where it is absent or empty.
  func value(at path: FieldPath) -> Node? {
    guard let node = value(behind: path.keys), !node.isEmpty else { return nil }
    return node
  }

  /// The value for the model; empty values inside lists and maps count as empty texts.
  var fieldValue: FieldValue {
    switch kind {
    case .scalar: .text(text)
    case .sequence: .list(items.map(\.fieldValue))
    case .mapping:
      .map(Dictionary(entries.map { ($0.key.text, $0.value.fieldValue) }, uniquingKeysWith: { first, _ in first }))
    }
  }
}
