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
    guard
      let map = ClosedMap(
        value, "the stage `\(escaped(name.value))`", keys: Self.stageKeys, refusingEmpty: true, into: &findings)
    else {
      return nil
    }
    stage.about = map.text("about", into: &findings)?.value
    stage.audience = map.text("audience", into: &findings)?.value
    stage.engage = map.names("engage", into: &findings)
    stage.optional = readSkip(map)
    stage.backTo = map.names("back-to", into: &findings)
    stage.requires = paths("requires", of: map)
    stage.gate = readGate(map["gate"], of: name.value)
    stage.isFinal = map.truth("final", into: &findings) ?? false
    stage.from = readOrigins(map)
    return stage
  }

  /// A map with the teams that agree to passing the stage over.
  private mutating func readSkip(_ map: ClosedMap) -> Stage.Skip? {
    guard let node = map["optional"] else { return nil }
    if node.kind != .mapping {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`optional` is a map, not \(node.shape)", at: node.headPlace,
          help: ["write `optional: {skip-sign-offs: [TEAM]}`, or `optional: {}` where nobody needs to agree"]))
      return nil
    }
    guard
      let skip = ClosedMap(
        node, "`optional`", keys: ["skip-sign-offs", "strength"], refusingEmpty: true, into: &findings)
    else { return nil }
    return Stage.Skip(
      signOffs: readSlots(skip["skip-sign-offs"], "`skip-sign-offs`"), strength: readStrength(of: skip))
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

  private mutating func readGate(_ node: Node?, of stage: String) -> Gate {
    var gate = Gate()
    let keys = ["criteria", "sign-offs", "strength", "soak", "due"]
    guard let node,
      let map = ClosedMap(node, "the gate of `\(escaped(stage))`", keys: keys, refusingEmpty: true, into: &findings)
    else {
      return gate
    }
    gate.criteria = readCriteria(map["criteria"])
    gate.signOffs = readSlots(map["sign-offs"], "`sign-offs`")
    gate.strength = readStrength(of: map)
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
  mutating func readSlots(_ node: Node?, _ title: String) -> [Slot] {
    guard let node else { return [] }
    guard node.kind == .sequence else {
      _ = node.readNames(title, into: &findings)
      return []
    }
    return node.items.compactMap { readSlot($0, "an item of \(title)") }
  }

  mutating func readSlot(_ item: Node, _ title: String) -> Slot? {
    if item.kind == .scalar {
      return item.readName(title, into: &findings).map {
        Slot(teams: [$0.value], count: 1, range: item.range)
      }
    }
    guard item.kind == .mapping, item.count == 1, let entry = item.entries.first(where: { _ in true }) else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "\(title) is a team, `{TEAM: NUMBER}` or `{any: [TEAM, TEAM]}`",
          at: item.headPlace))
      return nil
    }
    if entry.key.hasText("any") {
      let teams = entry.value.readNames("`any`", into: &findings)
      if !teams.isEmpty { return Slot(teams: teams.map(\.value), count: 1, range: item.range) }
      if entry.value.kind == .sequence, entry.value.count == 0 {
        findings.append(
          Finding(
            ReadingRules.missingKey, "`any` names no team, so nobody would be asked", at: entry.value.place,
            help: ["write `{any: [TEAM, TEAM]}`"]))
      }
      return nil
    }
    guard let count = Int(entry.value.text), (1...50).contains(count), String(count) == entry.value.text else {
      findings.append(
        Finding(
          ReadingRules.badValue, "how many people `\(escaped(entry.key.text))` takes is a number from 1 to 50",
          at: entry.value.visiblePlace, help: ["write `{\(escaped(entry.key.text)): 2}`, say"]))
      return nil
    }
    if entry.key.hasText("owner"), count > 1 {
      findings.append(
        Finding(
          ReadingRules.badValue, "`owner` is one person, so \(count) of them can never sign off",
          at: entry.value.place, help: ["write `owner`"]))
      return nil
    }
    return Slot(teams: [entry.key.text], count: count, range: item.range)
  }
}
