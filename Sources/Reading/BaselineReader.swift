package import Findings
internal import ManifestText
internal import Paths
package import WorkflowModel

/// Reads `schemas/baseline.yaml`: `features:` with a stage for each identity.
package func readBaseline(_ source: SourceFile) -> Reading<Baseline> {
  let text = Document.parse(source, limits: .large)
  guard let document = text.document else { return Reading(model: nil, findings: text.findings) }
  var findings: [Finding] = []
  guard let map = ClosedMap(document.root, "the baseline", keys: ["features"], into: &findings) else {
    return Reading(model: nil, findings: findings)
  }
  var stages: [String: Located<String>] = [:]
  if let node = map["features"] {
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`features` is a map from an identity to a stage, not \(node.shape)",
          at: node.headPlace))
      return Reading(model: nil, findings: findings)
    }
    for entry in node.entries {
      stages[entry.key.text] = entry.value.readName("the stage of `\(escaped(entry.key.text))`", into: &findings)
    }
  }
  return Reading(
    model: findings.errors == 0 ? Baseline(source: source, stages: stages) : nil,
    findings: findings.inReadingOrder())
}
