internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import SignOffs
internal import WorkflowModel

extension LandingJudge {
  /// Whether those agree to a change of policy whom the old one names, and whether all that was said before is kept.
  func policyAgreement(from old: Policy?, to new: Policy?) throws -> [Finding] {
    let isTouched = changedPaths.contains(PolicyFiles.signOffs)
    guard standIn == nil, isTouched || !policyPaths.isEmpty else { return [] }
    let records = try PolicySignOffs(in: after)
    guard let old, let consent = old.workflow.policyChanges else { return isTouched ? records.findings : [] }
    var findings = records.findings
    if isTouched, let now = records.list, let parent {
      let before = try PolicySignOffs(in: CommitSnapshot(repository, tree: parent.tree))
      findings += PolicyConsent.lost(from: before.list ?? [], in: before.source, to: now)
    }
    guard !policyPaths.isEmpty, let new, !new.isSameText(as: old) else { return findings }
    let signOffs = records.list ?? []
    let tracing = RecordTracing(
      policyOf: repository, parent: parent, landed: landed, signatures: signatures,
      verifying: SignatureTerms(policy: old, moment: keyMoment))
    let signed = consent.strength == .signed ? Set(signOffs) : []
    let origins = consent.strength > .named ? try tracing.origins(of: Set(signOffs), asking: signed) : RecordOrigins()
    return findings
      + PolicyConsent(changing: old, to: new, signOffs: signOffs, keyMoment: keyMoment, origins: origins)
      .findings(today: Day(epochSeconds: now))
  }
}
