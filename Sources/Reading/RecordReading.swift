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
    let keys = ["criteria", "skipped", "sign-offs"]
    guard !value.isEmpty,
      let map = ClosedMap(value, "the record of `\(escaped(stage.value))`", keys: keys, into: &findings)
    else { return value.isEmpty ? GateRecord(stage: stage, criteria: [], skipped: nil, signOffs: []) : nil }
    if let skipped = map.node.key("skipped"), map["skipped"] == nil {
      findings.append(
        Finding(ReadingRules.missingKey, "`skipped` needs its reason", at: skipped.place, help: ["write `skipped: …`"]))
    }
    return GateRecord(
      stage: stage, criteria: readCriteria(map["criteria"]), skipped: map.reason("skipped", into: &findings),
      signOffs: readSignOffs(map["sign-offs"]))
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
    return node.entries.compactMap { entry in
      guard let name = entry.key.readName("a criterion", into: &findings) else { return nil }
      if entry.value.isEmpty { return nil }
      guard let shown = entry.value.readText("the evidence for `\(escaped(name.value))`", into: &findings) else {
        return nil
      }
      return GateRecord.Evidence(criterion: name, shown: shown)
    }
  }

  private mutating func readSignOffs(_ node: Node?) -> [SignOff] {
    guard let node else { return [] }
    guard node.kind == .sequence else {
      findings.append(
        Finding(ReadingRules.wrongShape, "`sign-offs` is a list of records, not \(node.shape)", at: node.headPlace))
      return []
    }
    return node.items.compactMap { readSignOff($0) }
  }

  private mutating func readSignOff(_ node: Node) -> SignOff? {
    let keys = ["team", "by", "on", "covers", "retracted"]
    guard let map = ClosedMap(node, "a sign-off", keys: keys, requiring: ["team", "by", "on"], into: &findings) else {
      return nil
    }
    let (team, by) = (map.name("team", into: &findings), map.name("by", into: &findings))
    let on = map.day("on", into: &findings)
    guard let team, let by, let on else { return nil }
    let covers = map.text("covers", into: &findings)
    let retracted = map.reason("retracted", into: &findings)
    if map.node.key("retracted") != nil, retracted == nil {
      if map["retracted"] == nil {
        findings.append(
          Finding(
            ReadingRules.missingKey, "`retracted` needs its reason", at: map.node.key("retracted")?.place ?? node.place,
            help: ["write `retracted: …`"]))
      }
      return nil
    }
    if covers == nil, retracted == nil {
      if map["covers"] != nil { return nil }
      unfinished.append(
        Finding(
          ReadingRules.missingKey, "a sign-off says what it `covers`", at: node.headPlace,
          help: ["`slipway plan \(escaped(source.path.stem))` prints the complete line"]))
      return nil
    }
    if let covers, !isFingerprint(covers.value) {
      let finding = Finding(
        ReadingRules.badValue, "`covers` is a fingerprint of 64 lower-case hexadecimal digits",
        at: Place(source: source, range: covers.range),
        help: ["`slipway plan \(escaped(source.path.stem))` prints the complete line"])
      // Without its retraction the list would say the opposite, so then there is nothing to read.
      if retracted == nil { unfinished.append(finding) } else { findings.append(finding) }
      return nil
    }
    return SignOff(team: team, by: by, on: on, covers: covers, retracted: retracted, range: node.range)
  }

  private func isFingerprint(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
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
