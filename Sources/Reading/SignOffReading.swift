package import Findings
internal import ManifestText
internal import Paths
package import WorkflowModel

/// Reads sign-offs, wherever they stand.
struct SignOffReader {
  static let keys = ["team", "by", "on", "covers", "signed", "retracted"]

  /// What prints the complete record, as advice; put into words only for a finding.
  let help: () -> String
  var findings: [Finding] = []
  /// Findings about sign-offs that only lack their fingerprint: whatever stands around them can be read.
  var unfinished: [Finding] = []

  init(help: @autoclosure @escaping () -> String) {
    self.help = help
  }

  mutating func readList(_ node: Node?) -> [SignOff] {
    guard let node else { return [] }
    guard node.kind == .sequence else {
      findings.append(
        Finding(ReadingRules.wrongShape, "`sign-offs` is a list of records, not \(node.shape)", at: node.headPlace))
      return []
    }
    return node.items.compactMap { read($0) }
  }

  mutating func read(_ node: Node) -> SignOff? {
    let required = ["team", "by", "on"]
    return ClosedMap(node, "a sign-off", keys: Self.keys, requiring: required, into: &findings).flatMap { read($0) }
  }

  /// Reads the sign-off in a map that may hold more.
  mutating func read(_ map: ClosedMap) -> SignOff? {
    let (team, by) = (map.name("team", into: &findings), map.name("by", into: &findings))
    let on = map.day("on", into: &findings)
    guard let team, let by, let on else { return nil }
    let covers = map.text("covers", into: &findings)
    let signed = map.text("signed", into: &findings)
    let retracted = map.reason("retracted", into: &findings)
    if map.node.key("retracted") != nil, retracted == nil {
      if map["retracted"] == nil {
        findings.append(
          Finding(
            ReadingRules.missingKey, "`retracted` needs its reason",
            at: map.node.key("retracted")?.place ?? map.node.place, help: ["write `retracted: …`"]))
      }
      return nil
    }
    if covers == nil, retracted == nil {
      if map["covers"] != nil { return nil }
      unfinished.append(
        Finding(
          ReadingRules.missingKey, "a sign-off says what it `covers`", at: map.node.headPlace, help: [help()]))
      return nil
    }
    if let covers, !isFingerprint(covers.value) {
      let finding = Finding(
        ReadingRules.badValue, "`covers` is a fingerprint of 64 lower-case hexadecimal digits",
        at: Place(source: map.node.place.source, range: covers.range), help: [help()])
      // Without its retraction the list would say the opposite, so then there is nothing to read.
      if retracted == nil { unfinished.append(finding) } else { findings.append(finding) }
      return nil
    }
    return SignOff(
      team: team, by: by, on: on, covers: covers, signed: signed, retracted: retracted, range: map.node.range)
  }

  private func isFingerprint(_ text: String) -> Bool {
    let isDigit: (UInt8) -> Bool = { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
    return text.utf8.count == 64
      && text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isDigit) } ?? text.utf8.allSatisfy(isDigit)
  }
}

/// Reads the one record in a text that came by some other way: `{team: …}`, as a list's item or alone.
package func readSignOff(_ source: SourceFile) -> Reading<SignOff> {
  var bytes = source.bytes.drop { $0 <= 0x20 }
  if bytes.starts(with: "- ".utf8) { bytes = bytes.dropFirst(2) }
  let text = Document.parse(SourceFile(path: source.path, bytes: Array(bytes)))
  guard let document = text.document else { return Reading(model: nil, findings: text.findings) }
  var reader = SignOffReader(help: "`slipway sign-off … --export` prints a complete record")
  let signOff = reader.read(document.root)
  let findings = reader.findings + reader.unfinished
  return Reading(model: findings.errors == 0 ? signOff : nil, findings: findings)
}
