internal import Findings
internal import GitStore
internal import Paths
internal import Reading
internal import Rules
internal import SignOffs
internal import WorkflowModel

extension LandingJudge {
  /// Whether those agree to a change of policy whom the old one names.
  func policyAgreement(from old: Policy?, to new: Policy?) throws -> [Finding] {
    guard standIn == nil, !policyPaths.isEmpty, let old, let new, !new.isSameText(as: old),
      let consent = old.workflow.policyChanges
    else { return changedPaths.contains(PolicyFiles.signOffs) ? try policySignOffs().findings : [] }
    let reading = try policySignOffs()
    let signOffs = reading.model ?? []
    let tracing = RecordTracing(policyOf: repository, parent: parent, landed: landed)
    let origins = consent.strength > .named ? try tracing.origins(of: Set(signOffs)) : RecordOrigins()
    return reading.findings
      + PolicyConsent(changing: old, to: new, signOffs: signOffs, keyMoment: keyMoment, origins: origins)
      .findings(today: Day(epochSeconds: now))
  }

  private func policySignOffs() throws -> Reading<[SignOff]> {
    switch try after.content(of: PolicyFiles.signOffs, atMost: PolicyFiles.sizeLimit) {
    case nil: Reading(model: [], findings: [])
    case .unfit(let finding): Reading(model: nil, findings: [finding])
    case .bytes(let bytes): readPolicySignOffs(SourceFile(path: PolicyFiles.signOffs, bytes: bytes))
    }
  }
}
