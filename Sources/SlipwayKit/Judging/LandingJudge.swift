internal import Findings
internal import GitStore
internal import Paths
internal import Reading
internal import Rules
internal import WorkflowModel

/// Judges one landing: what changed between the first parent's files and those of `after`, by the first parent's policy.
///
/// (DESIGN: a landing is judged once, by the policy of its first parent; its tree by its own.)
struct LandingJudge<After: Snapshot> {
  let repository: Repository
  let policies: PolicyStore
  let histories: FeatureHistories
  /// The first parent; nil for a root commit, or the first commit of a branch.
  let parent: Commit?
  let after: After
  /// The paths that `after` and the first parent hold differently, as far as they are manifests or policy.
  let changedPaths: Set<RepositoryPath>
  /// When it lands, in seconds since 1970.
  let now: Int
  /// A policy that stands in for the repository's own in both trees.
  let standIn: Policy?

  func judge(_ subject: Judgement.Subject, notices: [String]) throws -> Judgement {
    let stateBefore = try parent.map { try state(of: $0) } ?? .absent
    let stateAfter = try standIn.map(PolicyState.readable) ?? PolicyState(of: after)
    let judging = try judgingPolicy(stateBefore)
    var findings =
      PolicyLanding(before: stateBefore, last: judging, after: stateAfter, changedPaths: policyPaths).findings
    var notices = notices
    guard let treePolicy = stateAfter.policy ?? judging else {
      if findings.isEmpty, case .absent = stateAfter { throw Trouble.noWorkflow }
      return Judgement(
        subject: subject, findings: findings.inReadingOrder(), transitions: [], manifests: 0,
        isPolicyChanged: !policyPaths.isEmpty, notices: notices)
    }
    let files = try ManifestFiles(policy: treePolicy).readAll(of: after)
    findings += treeFindings(files, by: treePolicy, judging: judging)
    var transitions: [Transition] = []
    if let judging {
      for landing in try featureLandings(judging: judging, treePolicy: treePolicy) {
        // A stage that no workflow knows is the tree's finding already, and there is no move to judge.
        if let stage = landing.feature?.stage.value, treePolicy.workflow.stage(stage) == nil { continue }
        findings += Catalogue.judge(landing)
        if let transition = Transition(landing) { transitions.append(transition) }
      }
    } else {
      notices.append("there was no policy before this landing, so no change of stage is judged: from now on they are")
    }
    return Judgement(
      subject: subject, findings: findings.inReadingOrder(), transitions: transitions, manifests: files.count,
      isPolicyChanged: !policyPaths.isEmpty, notices: notices)
  }

  private var policyPaths: [RepositoryPath] {
    standIn == nil ? PolicyFiles.all.filter(changedPaths.contains) : []
  }

  func state(of commit: Commit) throws -> PolicyState {
    try standIn.map(PolicyState.readable) ?? policies.state(in: commit.tree)
  }

  /// The policy that judges: the first parent's, or the last readable one on the line until that is mended; nil where
  /// there was none yet.
  func judgingPolicy(_ before: PolicyState) throws -> Policy? {
    if let policy = before.policy { return policy }
    return try parent.flatMap { try policies.lastReadable(at: $0.id) }
  }

  // MARK: The tree

  /// A change answers for what it touches; what was there before is a note, what a new policy brings a warning.
  private func treeFindings(_ files: [ManifestFile], by policy: Policy, judging: Policy?) -> [Finding] {
    let tree = TreeJudgement(policy: policy, files: files, touched: changedPaths).findings
    let all = files.flatMap(\.findings) + tree
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

  // MARK: Features

  /// What the landing does to each feature that it touches.
  ///
  /// - Parameter only: The identity of the one feature that is wanted; nil for all.
  func featureLandings(judging: Policy, treePolicy: Policy, only: String? = nil) throws -> [FeatureLanding] {
    let workflow = judging.workflow
    let layout = treePolicy.workflow.layout
    let readsAfter = ManifestFiles(policy: judging.reading(by: layout))
    let history = histories.judged(by: workflow, isFixed: standIn != nil)
    var touched: [String: TouchedFeature] = [:]
    for path in try touchedPaths(judging: workflow.layout, after: layout) {
      let versionBefore = try version(at: path, workflow.layout)
      let before = try versionBefore.flatMap(history.feature)
      let content = layout.selects(path) ? try after.content(of: path, atMost: manifestSizeLimit) : nil
      let now = content.map { readsAfter.read(path, id: nil, $0) }
      let idAfter = layout.identity(of: path) ?? now?.feature?.id
      var idBefore = workflow.layout.identity(of: path) ?? before?.id
      if idBefore == nil, versionBefore != nil, let parent {
        // The identity stands in a file that cannot be read: it is the one that it had before.
        idBefore = try history.lastIdentity(of: path, at: parent.id) ?? idAfter
      }
      if versionBefore != nil, let id = idBefore {
        touched[id, default: TouchedFeature(path: path)].before = before
        touched[id]?.wasThere = true
      }
      if let now, let id = idAfter ?? idBefore {
        touched[id, default: TouchedFeature(path: path)].after = now.feature.map { .feature($0) } ?? .unreadable
        touched[id]?.path = path
      }
    }
    return try touched.filter { only == nil || $0.key == only }.sorted { $0.key < $1.key }.map { id, feature in
      try landing(of: id, feature, judging: judging, adopting: treePolicy, history)
    }
  }

  /// The manifest that the first parent holds at a path; nil where there is none.
  private func version(at path: RepositoryPath, _ layout: ManifestLayout) throws -> ManifestVersion? {
    guard let parent, layout.selects(path), let entry = try repository.entry(at: path, in: parent.tree) else {
      return nil
    }
    return ManifestVersion(entry: entry, path: path, layout: layout)
  }

  private struct TouchedFeature {
    var path: RepositoryPath
    var before: Feature?
    var after = FeatureLanding.After.absent
    var wasThere = false

    init(path: RepositoryPath) {
      self.path = path
    }
  }

  /// The changed paths that either layout selects; with a changed layout also those that only one of them does.
  private func touchedPaths(judging: ManifestLayout, after layout: ManifestLayout) throws -> [RepositoryPath] {
    var paths = changedPaths.filter { judging.selects($0) || layout.selects($0) }
    if judging != layout {
      let before = try parent.map { try CommitSnapshot(repository, tree: $0.tree).manifests(judging) } ?? []
      let now = try after.manifests(layout)
      paths.formUnion(Set(before.map(\.path)).symmetricDifference(now.map(\.path)))
    }
    return paths.sorted()
  }

  private func landing(
    of id: String, _ touched: TouchedFeature, judging: Policy, adopting: Policy, _ history: FeatureHistory
  ) throws -> FeatureLanding {
    var before = touched.before
    let isKnown = before.map { judging.workflow.stage($0.stage.value) != nil } ?? false
    if !isKnown, let parent, let last = try history.lastReadable(id, at: parent.id) { before = last }
    var policy = judging
    if !touched.wasThere, before == nil, !changedPaths.contains(touched.path) {
      // The file stood there before it was a manifest: the landing adopts it, by the baseline that it brings.
      policy = Policy(workflow: judging.workflow, teams: judging.teams, baseline: adopting.baseline)
    }
    var feature: Feature?
    if case .feature(let read) = touched.after { feature = read }
    var entry: StageEntry?
    // What is not there in the first parent has no move that could be undone: coming back is not undoing.
    if let before, let feature, let parent, touched.wasThere,
      before.stage != feature.stage || before.pass != feature.pass
    {
      entry = try history.entry(of: before, at: parent.id)
    }
    return FeatureLanding(
      id: id, path: touched.path, before: before, after: touched.after, entry: entry, policy: policy, now: now,
      knownCommits: feature.map { repository.knownCommits(namedBy: $0, workflow: judging.workflow) } ?? [])
  }
}

extension Policy {
  /// This policy over manifests that are laid out in another way.
  func reading(by layout: ManifestLayout) -> Policy {
    if layout == workflow.layout { return self }
    return Policy(workflow: workflow.reading(by: layout), teams: teams, baseline: baseline)
  }
}

extension Repository {
  /// Those commits that a feature names as evidence and that are here.
  func knownCommits(namedBy feature: Feature, workflow: Workflow) -> Set<String> {
    var known: Set<String> = []
    for record in feature.gates {
      for evidence in record.criteria {
        let criterion = workflow.stage(record.stage.value)?.gate.criterion(evidence.criterion.value)
        guard criterion?.evidence == .commit, let id = ObjectID(hex: evidence.shown.value) else { continue }
        if contains(id) { known.insert(evidence.shown.value) }
      }
    }
    return known
  }
}

extension Transition {
  /// The change of stage that a landing makes; nil where it makes none.
  init?(_ landing: FeatureLanding) {
    guard let feature = landing.feature else { return nil }
    let kind: Kind
    switch landing.move {
    case .none, .stays: return nil
    case .created: kind = .created
    case .forward: kind = .forward
    case .back: kind = .back
    case .aside: kind = .aside
    case .undone: kind = .undone
    case .impossible: kind = .refused
    }
    self.init(
      feature: landing.id, path: landing.path, from: landing.stageBefore, to: feature.stage.value, kind: kind)
  }
}

extension Trouble {
  static let noWorkflow = Trouble(
    .usage, "this repository has no workflow: there is no `schemas/workflow.yaml`",
    help: [
      "`slipway init` writes one and commits it; `slipway init --help` shows the templates",
      "`--workflow FILE` judges by a workflow from elsewhere",
    ])
  static let lostWorkflow = Trouble(
    .usage, "the workflow is gone: HEAD has no `\(PolicyFiles.workflow)` any more", help: [restoringLostPolicy])
}
