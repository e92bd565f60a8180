package import Findings
internal import GitStore
internal import ManifestText
internal import Paths
internal import Reading
internal import Rules
internal import SignOffs
internal import WorkflowModel

extension Desk {
  /// Records a person's sign-off of the change of policy that stands in the working tree, or on this branch.
  package func signOffPolicy(_ request: SignOffRequest, dryRun: Bool = false) throws -> WriteOutcome {
    try onNewTips {
      let change = try policyChange()
      return try commit(try signOff(on: change, request), of: change, dryRun: dryRun)
    }
  }

  package func exportPolicySignOff(_ request: SignOffRequest) throws -> String {
    try signOff(on: try policyChange(), request).line
  }

  package func importPolicySignOff(_ record: SourceFile, dryRun: Bool = false) throws -> WriteOutcome {
    let signOff = try imported(record)
    return try onNewTips {
      let change = try policyChange()
      try refuseImported(signOff, change.signOffs)
      return try commit(signOff, of: change, dryRun: dryRun)
    }
  }

  /// A change of policy that somebody can agree to.
  private struct PolicyChange {
    let head: Commit
    let old: Policy
    let new: Policy
    let signOffs: JudgedSignOffs
    /// `schemas/policy-sign-offs.yaml` as HEAD has it; nil where there is none.
    let file: SourceFile?
  }

  /// The change from the line's policy to the one in the working tree, or to HEAD's on a branch beside the line.
  private func policyChange() throws -> PolicyChange {
    guard let head = try headCommit() else { throw Trouble.noWorkflow }
    try requireWholeHistory()
    let base = try offTheLine.map { try tip(of: $0.line) } ?? head
    guard let old = try policies.lastReadable(at: base.id) else { throw Trouble.noWorkflow }
    let new: Policy
    switch repository.isBare ? try policies.state(in: head.tree) : try PolicyState(of: WorkingSnapshot(repository)) {
    case .readable(let policy): new = policy
    case .absent: throw Trouble.lostWorkflow
    case .unreadable(let findings): throw PolicyTrouble(findings: findings)
    }
    if new.isSameText(as: old) {
      throw Trouble(
        .usage, "the policy is not changed",
        help: ["edit `\(PolicyFiles.folder)/` first; its sign-offs cover what stands there"])
    }
    let snapshot = CommitSnapshot(repository, tree: head.tree)
    var file: SourceFile?
    if case .bytes(let bytes) = try snapshot.content(of: PolicyFiles.signOffs, atMost: PolicyFiles.sizeLimit) {
      file = SourceFile(path: PolicyFiles.signOffs, bytes: bytes)
    }
    let consent = PolicyConsent(
      changing: old, to: new, signOffs: file.flatMap { readPolicySignOffs($0).model } ?? [], keyMoment: now,
      origins: RecordOrigins())
    guard let signOffs = consent.signOffs else {
      throw Trouble(
        .usage, "the workflow asks for no sign-off of a change of policy",
        help: ["`policy: {changed-by: TEAM}` in `\(PolicyFiles.workflow)` would"])
    }
    let expected = old.workflow.version.value + 1
    if new.workflow.version.value != expected {
      throw Trouble(
        .usage, "a sign-off covers the new `version`, and it is \(new.workflow.version.value) instead of \(expected)",
        help: ["write `version: \(expected)` in `\(PolicyFiles.workflow)` first"])
    }
    return PolicyChange(head: head, old: old, new: new, signOffs: signOffs, file: file)
  }

  private func signOff(on change: PolicyChange, _ request: SignOffRequest) throws -> SignOff {
    let person = try person(request.by, by: change.old)
    let asked = change.signOffs.slots.flatMap(\.slot.teams)
    guard let team = request.team ?? asked.first(where: { change.old.teams.isMember(person.handle, of: $0) }) else {
      throw Trouble(
        .usage, "`\(person.handle)` is in none of the teams that agree to a change of policy",
        help: ["they are \(list(asked, joining: "and"))"])
    }
    let isGiven = change.signOffs.entries.contains {
      $0.standing.holds && $0.signOff.by.value == person.handle && $0.signOff.team.value == team
    }
    if isGiven { throw Trouble(.usage, "`\(person.handle)` has signed off this change already, and it holds") }
    if let reason = change.signOffs.obstacle(to: person.handle, for: team) {
      throw Trouble(
        .usage, "a sign-off by `\(person.handle)` for `\(escaped(team))` would not hold",
        help: reason.explained(of: person.handle).map { [$0] } ?? [])
    }
    return try record(
      by: person, for: team, among: change.signOffs, covering: change.new.sources.map(\.path.description), request)
  }

  private func commit(_ signOff: SignOff, of change: PolicyChange, dryRun: Bool) throws -> WriteOutcome {
    let before =
      change.file?.bytes
      ?? Array("# Who agreed to the changes of this policy: records, the newest last.\nsign-offs:\n".utf8)
    let text = Document.parse(SourceFile(path: PolicyFiles.signOffs, bytes: before), limits: .large)
    guard let document = text.document else { throw ManifestTrouble(findings: text.findings) }
    let bytes = try edited(document, [.append(["sign-offs"], signOff.value, layout: .flowItems)])
    let person = try person(signOff.by.value, by: change.old)
    let (team, version) = (signOff.team.value, change.new.workflow.version.value)
    let message = CommitMessage(
      subject: "sign-off(policy): \(team) by \(signOff.by.value)",
      paragraphs: [["\(person.name) agrees for \(team) to version \(version) of the policy."]],
      trailers: [("Policy-Version", "\(version)"), ("Approved-by", change.old.approver(signOff))]
    ).text
    if dryRun {
      let diff = unifiedDiff(PolicyFiles.signOffs, from: change.file?.bytes ?? [], to: bytes)
      return .preview(.init(message: message, diff: diff, findings: []))
    }
    let written = try commit(
      [FileChange(path: PolicyFiles.signOffs, content: bytes)], message: message, parent: change.head.id)
    return .committed(
      .init(
        commit: written.commit, branch: written.branch, message: message, paths: [PolicyFiles.signOffs],
        findings: []))
  }
}
