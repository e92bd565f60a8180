internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// Which manifests are read besides those that a landing touches.
enum LandingReach {
  /// All of them: what was there before is told as a note.
  case all
  /// None, unless the policy changes: the cost grows with the change, and not with the repository.
  case touched
}

/// Judges one landing: what changed between the first parent's files and those of `after`, by the first parent's policy.
///
/// The tree that comes of it is judged by its own policy, always.
struct LandingJudge<After: Snapshot> {
  let repository: Repository
  let policies: PolicyStore
  let histories: FeatureHistories
  let signatures: CommitSignatures
  /// The first parent; nil for a root commit, or the first commit of a branch.
  let parent: CommitHead?
  let after: After
  /// The paths that `after` and the first parent hold differently, as far as they are manifests or policy.
  let changedPaths: Set<RepositoryPath>
  /// What stands at some of these paths on both sides, where that is known already.
  var known: [RepositoryPath: ChangedFile] = [:]
  /// When it lands, in seconds since 1970.
  let now: Int
  /// When the keys that signed have to be valid, in seconds since 1970.
  let keyMoment: Int
  /// Where the records are looked for that it brings.
  let landed: LandedCommits
  /// A policy that stands in for the repository's own in both trees.
  let standIn: Policy?
  let reach: LandingReach

  func judge(_ subject: Judgement.Subject, notices: [String]) throws -> Judgement {
    let stateBefore = try parent.map { try state(of: $0) } ?? .absent
    let stateAfter = try standIn.map(PolicyState.readable) ?? stateOfAfter()
    let judging = try judgingPolicy(stateBefore)
    var findings =
      PolicyLanding(before: stateBefore, last: judging, after: stateAfter, changedPaths: policyPaths).findings
    findings += try policyAgreement(from: judging, to: stateAfter.policy)
    findings += try acknowledgementFindings()
    var notices = notices
    guard let treePolicy = stateAfter.policy ?? judging else {
      if findings.isEmpty, case .absent = stateAfter { throw Trouble.noWorkflow }
      let landed = Landed(features: [], policy: policyChange(from: judging, to: stateAfter))
      return Judgement(
        subject: subject, findings: findings.inReadingOrder(), landed: [landed], manifests: 0, notices: notices)
    }
    let files = try manifestFiles(by: treePolicy)
    findings += treeFindings(files, by: treePolicy, judging: judging)
    var features: [FeatureLanding] = []
    if let judging {
      features = try featureLandings(judging: judging, treePolicy: treePolicy)
      findings = Catalogue.settled(findings + features.flatMap(Catalogue.judge), of: features)
    } else {
      notices.append("there was no policy before this landing, so no change of stage is judged: from now on they are")
    }
    let landed = Landed(features: features, policy: policyChange(from: judging, to: stateAfter))
    var judgement = Judgement(
      subject: subject, findings: findings.inReadingOrder(), landed: [landed], manifests: files.count, notices: notices)
    judgement.treePolicy = treePolicy
    return judgement
  }

  var policyPaths: [RepositoryPath] {
    standIn == nil ? PolicyFiles.all.filter(changedPaths.contains) : []
  }

  /// What is wrong with the form of a changed list of acknowledgements: it changes no judgement here, but an audit fails.
  private func acknowledgementFindings() throws -> [Finding] {
    if !changedPaths.contains(PolicyFiles.acknowledged) { return [] }
    return try Acknowledgements(in: after).flaws.map { $0.at(min($0.severity, .warning)) }
  }

  private func policyChange(from before: Policy?, to after: PolicyState) -> Landed.PolicyChange? {
    policyPaths.isEmpty
      ? nil
      : Landed.PolicyChange(paths: policyPaths, before: before?.workflow, after: after.policy?.workflow)
  }

  private func stateOfAfter() throws -> PolicyState {
    if let committed = after.committed { return try policies.state(in: committed.tree) }
    return try PolicyState(of: after)
  }

  func state(of commit: CommitHead) throws -> PolicyState {
    try standIn.map(PolicyState.readable) ?? policies.state(in: commit.tree)
  }

  /// The policy that judges: the first parent's, or the last readable one on the line until that is mended; nil where
  /// there was none yet.
  func judgingPolicy(_ before: PolicyState) throws -> Policy? {
    if let policy = before.policy { return policy }
    return try parent.flatMap { try policies.lastReadable(at: $0.id) }
  }

  // MARK: The tree

  private func manifestFiles(by policy: Policy) throws -> [ManifestFile] {
    let reader = ManifestFiles(policy: policy)
    let layout = policy.workflow.layout
    if reach == .all || !policyPaths.isEmpty { return try reader.judgeAll(of: after) }
    // An identity that stands in the file is known only to whoever reads it.
    if case .field = layout.identity { return try reader.judgeAll(of: after) }
    let touched = try changedPaths.filter { layout.selects($0) || layout.keepsManifestsBelow($0) }.sorted().compactMap {
      path in try read(path, by: reader)
    }
    // Only a path that is new can meet another one.
    let isNew = try touched.contains { file in
      try entryBefore(at: file.path) == nil
    }
    if !isNew { return touched }
    let others = try after.manifests(layout).filter { !changedPaths.contains($0.path) }
    return others.map { ManifestFile(unread: $0.path, id: $0.id, layout) } + touched
  }

  private func read(_ path: RepositoryPath, by reader: ManifestFiles) throws -> ManifestFile? {
    let file = try after.content(of: path, atMost: manifestSizeLimit).map { reader.read(path, id: nil, $0) }
    if let file, let entry = try after.committed?.entry(at: path) {
      histories.versions.remember(file.feature, entry, at: path, by: reader.policy.workflow)
    }
    return file
  }

  /// What the first parent holds at a path; nil where there is nothing.
  func entryBefore(at path: RepositoryPath) throws -> TreeEntry? {
    if let change = known[path] { return change.before }
    return try parent.flatMap { try repository.entry(at: path, in: $0.tree) }
  }

  /// A change answers for what it touches; what was there before is a note, what a new policy brings a warning.
  private func treeFindings(_ files: [ManifestFile], by policy: Policy, judging: Policy?) -> [Finding] {
    let reader = ManifestFiles(policy: policy)
    let tree = TreeJudgement(files: files, touched: changedPaths) { reader.stagePlace(of: $0, in: after) }
    let all = files.flatMap(\.findings) + tree.findings
    return all.map { finding in
      if let path = finding.path, changedPaths.contains(path) { return finding }
      if standIn == nil, judging == nil, parent != nil { return finding.at(min(finding.severity, .warning)) }
      let isNew = !policyPaths.isEmpty && !stood(finding, judging: judging)
      return finding.at(min(finding.severity, isNew ? .warning : .note))
    }
  }

  /// Whether an untouched file had the finding by the old policy already.
  private func stood(_ finding: Finding, judging: Policy?) -> Bool {
    guard let judging, let source = finding.place?.source else { return false }
    guard judging.workflow.layout.selects(source.path) else { return false }
    let before = ManifestFiles(policy: judging).read(source.path, id: nil, .bytes(source.bytes))
    return before.findings.contains { $0.rule == finding.rule && $0.place?.range == finding.place?.range }
  }
}

extension Trouble {
  static let noWorkflow = Trouble(
    .usage, "this repository has no workflow: there is no `schemas/workflow.yaml`",
    help: [
      "`slipway init` writes one and commits it; `slipway init --help` shows the templates",
      "where manifests have a past, `slipway discover` proposes one from it",
      "`check`, `log` and `audit` judge by one from elsewhere: `--workflow FILE`",
    ])
  static let lostWorkflow = Trouble(
    .usage, "the workflow is gone: HEAD has no `\(PolicyFiles.workflow)` any more", help: [restoringLostPolicy])
}
