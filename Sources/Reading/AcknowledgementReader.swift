package import Findings
internal import ManifestText
internal import Paths
package import WorkflowModel

/// Reads `schemas/acknowledged.yaml`: `acknowledged:` with a list of landings, rules and reasons.
package func readAcknowledgements(_ source: SourceFile) -> Reading<[Acknowledgement]> {
  let text = Document.parse(source, limits: .large)
  guard let document = text.document else { return Reading(model: nil, findings: text.findings) }
  var findings: [Finding] = []
  guard
    let map = ClosedMap(document.root, "the list of acknowledgements", keys: ["acknowledged"], into: &findings)
  else { return Reading(model: nil, findings: findings) }
  var found: [Acknowledgement] = []
  if let node = map["acknowledged"] {
    if node.kind == .sequence {
      found = node.items.compactMap { readAcknowledgement($0, into: &findings) }
    } else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`acknowledged` is a list, not \(node.shape)", at: node.headPlace,
          help: ["write `- {landing: …, rule: …, because: …, by: …}` below it"]))
    }
  }
  return Reading(model: findings.errors == 0 ? found : nil, findings: findings.inReadingOrder())
}

private func readAcknowledgement(_ node: Node, into findings: inout [Finding]) -> Acknowledgement? {
  let required = ["landing", "rule", "because", "by"]
  guard
    let map = ClosedMap(node, "an acknowledgement", keys: required + ["feature"], requiring: required, into: &findings),
    let landing = map.name("landing", into: &findings), let rule = map.name("rule", into: &findings),
    let because = map.reason("because", into: &findings), let by = map.name("by", into: &findings)
  else { return nil }
  let digits = landing.value.utf8
  guard digits.count == 40, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }) else {
    findings.append(
      Finding(
        ReadingRules.badValue, "`landing` is the full identifier of a commit (40 hexadecimal digits)",
        at: Place(source: node.place.source, range: landing.range), help: ["`slipway audit --format json` prints it"]))
    return nil
  }
  return Acknowledgement(
    landing: landing, rule: rule, feature: map.name("feature", into: &findings), because: because, by: by,
    place: node.headPlace)
}
