package import Findings
internal import ManifestText
package import WorkflowModel

/// Reads `schemas/policy-sign-offs.yaml`: `sign-offs:` with a list of records.
package func readPolicySignOffs(_ source: SourceFile) -> Reading<[SignOff]> {
  let text = Document.parse(source, limits: .large)
  guard let document = text.document else { return Reading(model: nil, findings: text.findings) }
  var findings: [Finding] = []
  guard let map = ClosedMap(document.root, "the file of policy sign-offs", keys: ["sign-offs"], into: &findings) else {
    return Reading(model: nil, findings: findings)
  }
  var reader = SignOffReader(help: "`slipway sign-off --policy --export` prints the complete line")
  let signOffs = reader.readList(map["sign-offs"])
  findings += reader.findings + reader.unfinished
  return Reading(model: findings.errors == 0 ? signOffs : nil, findings: findings.inReadingOrder())
}
