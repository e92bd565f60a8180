internal import Findings
internal import ManifestText
internal import Paths
internal import WorkflowModel

extension ManifestReader {
  mutating func readGates(_ node: Node?) -> [GateRecord] {
    guard let node, !node.isEmpty else { return [] }
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`gates` is a map from a stage to its records, not \(node.shape)", at: node.headPlace
        ))
      return []
    }
    return node.entries.compactMap { readGate($0.key, $0.value) }
  }

  private mutating func readGate(_ key: Node, _ value: Node) -> GateRecord? {
    guard let stage = key.readName("a stage", into: &findings) else { return nil }
    let keys = ["criteria", "skipped", "sign-offs", "waived"]
    guard !value.isEmpty,
      let map = ClosedMap(value, "the record of `\(escaped(stage.value))`", keys: keys, into: &findings)
    else { return value.isEmpty ? GateRecord(stage: stage, criteria: [], skipped: nil, signOffs: []) : nil }
    if let skipped = map.node.key("skipped"), map["skipped"] == nil {
      findings.append(
        Finding(ReadingRules.missingKey, "`skipped` needs its reason", at: skipped.place, help: ["write `skipped: …`"]))
    }
    return GateRecord(
      stage: stage, criteria: readCriteria(map["criteria"]), skipped: map.reason("skipped", into: &findings),
      signOffs: readSignOffs(map["sign-offs"]), waivers: readWaivers(map["waived"]))
  }

  private mutating func readCriteria(_ node: Node?) -> [GateRecord.Evidence] {
    guard let node else { return [] }
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`criteria` is a map from a criterion to its evidence, not \(node.shape)",
          at: node.headPlace))
      return []
    }
    var criteria: [GateRecord.Evidence] = []
    criteria.reserveCapacity(node.count)
    for entry in node.entries {
      guard let name = entry.key.readName("a criterion", into: &findings), !entry.value.isEmpty,
        let shown = entry.value.readText("the evidence for `\(escaped(name.value))`", into: &findings)
      else { continue }
      criteria.append(GateRecord.Evidence(criterion: name, shown: shown))
    }
    return criteria
  }

  private mutating func readSignOffs(_ node: Node?) -> [SignOff] {
    guard let node else { return [] }
    return withSignOffReader { $0.readList(node) }
  }

  private mutating func readWaivers(_ node: Node?) -> [Waiver] {
    guard let node else { return [] }
    guard node.kind == .sequence else {
      findings.append(
        Finding(ReadingRules.wrongShape, "`waived` is a list of records, not \(node.shape)", at: node.headPlace))
      return []
    }
    return node.items.compactMap { readWaiver($0) }
  }

  private mutating func readWaiver(_ node: Node) -> Waiver? {
    let own = ["waives", "because", "until"]
    guard
      let map = ClosedMap(
        node, "a waiver", keys: own + SignOffReader.keys, requiring: own + ["team", "by", "on"], into: &findings)
    else { return nil }
    let (waives, because) = (map.name("waives", into: &findings), map.reason("because", into: &findings))
    let until = map.day("until", into: &findings)
    let signOff = withSignOffReader { $0.read(map) }
    if let waives, Requirement(waives.value) == nil {
      findings.append(
        Finding(
          ReadingRules.badValue, "`waives` is \(Requirement.forms), not `\(escaped(waives.value))`",
          at: Place(source: source, range: waives.range)))
      return nil
    }
    guard let waives, let because, let until, let signOff else { return nil }
    return Waiver(waives: waives, because: because, until: until, signOff: signOff)
  }

  private mutating func withSignOffReader<Record>(_ read: (inout SignOffReader) -> Record) -> Record {
    let path = source.path
    var reader = SignOffReader(help: "`slipway plan \(escaped(path.stem))` prints the complete line")
    let record = read(&reader)
    findings += reader.findings
    unfinished += reader.unfinished
    return record
  }

  mutating func readReturned(_ node: Node?) -> [ReturnRecord] {
    guard let node, !node.isEmpty else { return [] }
    guard node.kind == .sequence else {
      findings.append(
        Finding(ReadingRules.wrongShape, "`returned` is a list of records, not \(node.shape)", at: node.headPlace))
      return []
    }
    return node.items.compactMap { item in
      let keys = ["from", "to", "because", "by", "on"]
      guard let map = ClosedMap(item, "an entry of `returned`", keys: keys, requiring: keys, into: &findings) else {
        return nil
      }
      // All of them before any is missed, so that every finding is there at once.
      let (from, to) = (map.name("from", into: &findings), map.name("to", into: &findings))
      let (because, by) = (map.reason("because", into: &findings), map.name("by", into: &findings))
      let on = map.day("on", into: &findings)
      guard let from, let to, let because, let by, let on else { return nil }
      return ReturnRecord(from: from, to: to, because: because, by: by, on: on, range: item.range)
    }
  }

  mutating func readWithdrawal(_ node: Node) -> WithdrawalRecord? {
    let keys = ["from", "because", "by", "on"]
    guard let map = ClosedMap(node, "`withdrawn`", keys: keys, requiring: keys, into: &findings) else { return nil }
    let (from, because) = (map.name("from", into: &findings), map.reason("because", into: &findings))
    let (by, on) = (map.name("by", into: &findings), map.day("on", into: &findings))
    guard let from, let because, let by, let on else { return nil }
    return WithdrawalRecord(from: from, because: because, by: by, on: on, range: node.range)
  }
}
