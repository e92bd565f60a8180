internal import Findings
internal import ManifestText
internal import Paths
internal import WorkflowModel

extension WorkflowReader {
  static let stageKeys = ["about", "audience", "engage", "optional", "back-to", "requires", "gate", "final", "from"]

  mutating func readStages(_ node: Node?) -> [Stage] {
    guard let node else { return [] }
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`stages` is a map from a stage's name to what it asks for, not \(node.shape)",
          at: node.headPlace, help: ["write `development: {}` below it, say"]))
      return []
    }
    return node.entries.compactMap { readStage($0.key, $0.value) }
  }

  private mutating func readStage(_ key: Node, _ value: Node) -> Stage? {
    guard let name = key.readName("a stage's name", into: &findings) else { return nil }
    if name.value.isEmpty || name.value.unicodeScalars.contains(where: \.properties.isWhitespace) {
      findings.append(
        Finding(
          ReadingRules.identifier, "a stage's name has no white space: `\(escaped(name.value))`", at: key.place))
      return nil
    }
    var stage = Stage(name: name)
    if value.isEmpty { return stage }
    guard let map = ClosedMap(value, "the stage `\(escaped(name.value))`", keys: Self.stageKeys, into: &findings) else {
      return nil
    }
    stage.about = map.text("about", into: &findings)?.value
    stage.audience = map.text("audience", into: &findings)?.value
    stage.engage = map.names("engage", into: &findings)
    stage.optional = readSkip(map)
    stage.backTo = map.names("back-to", into: &findings)
    stage.requires = paths("requires", of: map)
    stage.gate = readGate(map["gate"], of: name.value)
    stage.isFinal = isTrue("final", map)
    stage.from = readOrigins(map)
    return stage
  }

  /// `optional: true`, or a map with the teams that agree to passing the stage over.
  private mutating func readSkip(_ map: ClosedMap) -> Stage.Skip? {
    guard let node = map["optional"] else {
      if let key = map.node.key("optional") {
        findings.append(
          Finding(
            ReadingRules.missingKey, "`optional` has nothing behind it", at: key.place,
            help: ["write `optional: {skip-sign-offs: [TEAM]}`, or `optional: {}` where nobody needs to agree"]))
      }
      return nil
    }
    guard let skip = ClosedMap(node, "`optional`", keys: ["skip-sign-offs"], into: &findings) else { return nil }
    return Stage.Skip(signOffs: readSlots(skip["skip-sign-offs"], "`skip-sign-offs`"))
  }

  private mutating func readOrigins(_ map: ClosedMap) -> Stage.Origins? {
    guard let node = map["from"] else { return nil }
    if node.hasText("any") { return .any }
    if node.kind == .sequence { return .stages(node.readNames("`from`", into: &findings)) }
    findings.append(
      Finding(
        ReadingRules.badValue, "`from` is `any` or a list of stages", at: node.headPlace,
        help: node.kind == .scalar ? ["write `from: [\(escaped(node.text))]`"] : []))
    return nil
  }

  private mutating func isTrue(_ key: String, _ map: ClosedMap) -> Bool {
    guard let text = map.text(key, into: &findings) else { return false }
    if text.value == "true" || text.value == "false" { return text.value == "true" }
    findings.append(
      Finding(
        ReadingRules.badValue, "`\(key)` is `true` or `false`, not `\(escaped(text.value))`",
        at: Place(source: map.node.place.source, range: text.range)))
    return false
  }

  private mutating func readGate(_ node: Node?, of stage: String) -> Gate {
    var gate = Gate()
    let keys = ["criteria", "sign-offs", "soak", "due"]
    guard let node, let map = ClosedMap(node, "the gate of `\(escaped(stage))`", keys: keys, into: &findings) else {
      return gate
    }
    gate.criteria = readCriteria(map["criteria"])
    gate.signOffs = readSlots(map["sign-offs"], "`sign-offs`")
    gate.soak = map.span("soak", into: &findings)
    gate.due = map.span("due", into: &findings)
    return gate
  }

  private mutating func readCriteria(_ node: Node?) -> [Criterion] {
    guard let node else { return [] }
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`criteria` is a map from a criterion's name to what it says, not \(node.shape)",
          at: node.headPlace,
          help: ["write `no-major-bugs: {says: No major bugs are open., evidence: link}` below it, say"]))
      return []
    }
    return node.entries.compactMap { entry in
      guard let name = entry.key.readName("a criterion's name", into: &findings),
        let map = ClosedMap(
          entry.value, "the criterion `\(name.value)`", keys: ["says", "evidence"], requiring: ["says", "evidence"],
          into: &findings),
        let says = map.text("says", into: &findings),
        let evidence = map.choice("evidence", Criterion.Evidence.self, into: &findings)
      else { return nil }
      return Criterion(name: name, says: says.value, evidence: evidence)
    }
  }

  /// A list of `team`, `{team: count}` and `{any: [team, team]}`.
  private mutating func readSlots(_ node: Node?, _ title: String) -> [Slot] {
    guard let node else { return [] }
    guard node.kind == .sequence else {
      _ = node.readNames(title, into: &findings)
      return []
    }
    return node.items.compactMap { item in
      if item.kind == .scalar {
        return item.readName("an item of \(title)", into: &findings).map {
          Slot(teams: [$0.value], count: 1, range: item.range)
        }
      }
      guard item.kind == .mapping, item.count == 1, let entry = item.entries.first(where: { _ in true }) else {
        findings.append(
          Finding(
            ReadingRules.wrongShape, "an item of \(title) is a team, `{TEAM: NUMBER}` or `{any: [TEAM, TEAM]}`",
            at: item.headPlace))
        return nil
      }
      if entry.key.hasText("any") {
        let teams = entry.value.readNames("`any`", into: &findings)
        return teams.isEmpty ? nil : Slot(teams: teams.map(\.value), count: 1, range: item.range)
      }
      guard let count = Int(entry.value.text), (1...50).contains(count) else {
        findings.append(
          Finding(
            ReadingRules.badValue, "how many people `\(escaped(entry.key.text))` takes is a number from 1 to 50",
            at: entry.value.headPlace))
        return nil
      }
      return Slot(teams: [entry.key.text], count: count, range: item.range)
    }
  }
}
