package import Findings
package import GitStore
internal import Paths
internal import Rules
package import WorkflowModel

extension Desk {
  /// A policy with a workflow from outside the repository; what is not given with it is HEAD's own.
  package func policy(workflow: SourceFile, teams: SourceFile?, baseline: SourceFile?) throws -> Policy {
    let own = try headCommit().map { CommitSnapshot(repository, tree: $0.tree) }
    func ours(_ path: RepositoryPath) throws -> SourceFile? {
      guard case .bytes(let bytes) = try own?.content(of: path, atMost: PolicyFiles.sizeLimit) else { return nil }
      return SourceFile(path: path, bytes: bytes)
    }
    let state = PolicyState(
      workflow: workflow, teams: try teams ?? ours(PolicyFiles.teams), signers: try ours(PolicyFiles.signers),
      openPGPKeys: try ours(PolicyFiles.openPGPKeys), baseline: try baseline ?? ours(PolicyFiles.baseline),
      isTried: true)
    switch state {
    case .readable(let policy): return policy
    case .unreadable(let findings): throw PolicyTrouble(findings: findings)
    case .absent: throw Trouble.noWorkflow
    }
  }

  /// Judges the working tree as a landing on HEAD; where nothing changed, HEAD's own landing.
  package func checkWorkingTree(standIn: Policy? = nil) throws -> Judgement {
    try requireWholeHistory()
    let after = try WorkingSnapshot(repository)
    let layouts = try layouts(standIn: standIn, after: after)
    let changes = try repository.workingChanges(below: folders(of: layouts))
    try refuseConflicts(changes)
    let changed = manifestOrPolicy(changes, layouts)
    let head = try headCommit()
    let judged = changes.filter { changed.contains($0.path) }
    if !judged.isEmpty, let judgement = try checkOffTheLine(committing: judged, of: after, standIn: standIn) {
      return judgement
    }
    if changed.isEmpty, let head {
      if let judgement = try checkOffTheLine(standIn: standIn) { return judgement }
      return try check(
        commit: head, standIn: standIn,
        notices: ["no manifest and no policy changed since HEAD, so HEAD's own landing was judged"])
    }
    let judge = LandingJudge(
      repository: repository, policies: policies, histories: histories, signatures: signatures,
      parent: head?.head, after: after, changedPaths: changed, now: now, keyMoment: now, landed: uncommitted,
      standIn: standIn, reach: .all)
    return try judge.judge(.workingTree, notices: [])
  }

  /// Judges the index as a landing on HEAD.
  package func checkIndex(standIn: Policy? = nil) throws -> Judgement {
    try requireWholeHistory()
    let after = try IndexSnapshot(repository)
    let layouts = try layouts(standIn: standIn, after: after)
    let changes = try repository.workingChanges(below: folders(of: layouts))
    try refuseConflicts(changes)
    let changed = manifestOrPolicy(changes.filter(\.isStaged), layouts)
    let judge = LandingJudge(
      repository: repository, policies: policies, histories: histories, signatures: signatures,
      parent: try headCommit()?.head, after: after, changedPaths: changed, now: now, keyMoment: now,
      landed: uncommitted, standIn: standIn, reach: .all)
    return try judge.judge(
      .index, notices: (changed.isEmpty ? ["nothing is staged that is judged"] : []) + (try offTheLineNotices))
  }

  /// What is not committed yet will have been brought by whoever commits it.
  var uncommitted: LandedCommits {
    .uncommitted(author: presentAuthor?.email)
  }

  /// As whom git would commit; nil where it knows nobody.
  var presentAuthor: Stamp? { try? repository.identity(for: .author, now: Int64(now)) }

  /// What a merge left open is neither side's file, and not absent either: there is nothing to judge yet.
  private func refuseConflicts(_ changes: [WorkingChange]) throws {
    guard let first = changes.first(where: \.isConflicted) else { return }
    throw Trouble(
      .cannotJudge, "`\(first.path)` has conflicts that are not resolved", help: ["resolve them and `git add` the file"]
    )
  }

  /// Judges a commit as the landing that it is on its first parent.
  package func check(revision: String, standIn: Policy? = nil) throws -> Judgement {
    try requireWholeHistory()
    return try check(commit: try repository.commit(try resolve(revision)), standIn: standIn, notices: [])
  }

  /// Judges the files of the working tree, or of a commit, without history.
  package func checkTree(revision: String?, standIn: Policy? = nil) throws -> Judgement {
    if let revision {
      let tree = try repository.commit(try resolve(revision)).tree
      return try checkTree(of: CommitSnapshot(repository, tree: tree), standIn: standIn)
    }
    if repository.isBare, let head = try headCommit() {
      return try checkTree(of: CommitSnapshot(repository, tree: head.tree), standIn: standIn)
    }
    return try checkTree(of: WorkingSnapshot(repository), standIn: standIn)
  }

  private func checkTree(of snapshot: some Snapshot, standIn: Policy?) throws -> Judgement {
    switch try standIn.map(PolicyState.readable) ?? PolicyState(of: snapshot) {
    case .absent: throw Trouble.noWorkflow
    case .unreadable(let findings):
      return Judgement(
        subject: .tree, findings: findings.inReadingOrder(), landed: [], manifests: 0,
        notices: ["the policy cannot be read, so no manifest was judged"])
    case .readable(let policy):
      let reader = ManifestFiles(policy: policy)
      let files = try reader.judgeAll(of: snapshot)
      let tree = TreeJudgement(files: files) { reader.stagePlace(of: $0, in: snapshot) }
      let findings = files.flatMap(\.findings) + tree.findings
      return Judgement(
        subject: .tree, findings: findings.inReadingOrder(), landed: [], manifests: files.count, notices: [])
    }
  }

  /// - Parameter keyMoment: When keys have to be valid; nil for when the commit landed.
  func check(
    commit: Commit, standIn: Policy?, notices: [String], reach: LandingReach = .all, keyMoment: Int? = nil
  ) throws -> Judgement {
    let parent = try commit.parents.first.map { try repository.commit($0) }
    let changes = try repository.changedFiles(from: parent?.tree, to: commit.tree)
    let changed = Set(changes.map(\.path))
    let landed = landed(commit, on: parent)
    let judge = LandingJudge(
      repository: repository, policies: policies, histories: histories, signatures: signatures,
      parent: parent?.head, after: CommitSnapshot(repository, tree: commit.tree), changedPaths: changed,
      now: min(now, landed),
      keyMoment: keyMoment ?? self.keyMoment(of: commit, on: parent), landed: .landing(commit.id), standIn: standIn,
      reach: reach)
    let judgement = try judge.judge(.commit(commit.id), notices: notices)
    return judgement.adding(
      try Clock(now: now).findings(of: commit.head, onto: parent?.head, in: repository))
  }

  package func resolve(_ revision: String) throws -> ObjectID {
    do throws(GitError) {
      return try repository.resolve(revision)
    } catch {
      switch error.kind {
      // The last is libgit2's answer to what it cannot read, `:path` for one.
      case .notFound, .invalid, .ambiguous, .other:
        throw Trouble(.usage, "`\(escaped(revision))` names no commit", help: ["`git log` shows what there is"])
      default: throw error
      }
    }
  }

  /// The layouts of HEAD, or of the last policy on the line that can be read, and of what would land.
  private func layouts(standIn: Policy?, after: some Snapshot) throws -> [ManifestLayout] {
    if let standIn { return [standIn.workflow.layout] }
    let committed = try headCommit().flatMap { try policies.lastReadable(at: $0.id) }
    return [committed, try PolicyState(of: after).policy].compactMap { $0?.workflow.layout }
  }

  /// The folders that manifests and policy lie in.
  private func folders(of layouts: [ManifestLayout]) -> [RepositoryPath] {
    [PolicyFiles.folder] + layouts.flatMap { $0.include.map(\.fixedFolder) }
  }

  /// The changed paths that are judged.
  private func manifestOrPolicy(_ changes: [WorkingChange], _ layouts: [ManifestLayout]) -> Set<RepositoryPath> {
    Set(changes.map(\.path)).filter { path in
      PolicyFiles.judged.contains(path) || layouts.contains { $0.selects(path) || $0.keepsManifestsBelow(path) }
    }
  }
}

extension Judgement {
  func adding(_ notice: String) -> Judgement {
    Judgement(
      subject: subject, findings: findings, landed: landed, manifests: manifests, notices: [notice] + notices)
  }

  func adding(_ more: [Finding]) -> Judgement {
    Judgement(
      subject: subject, findings: (findings + more).inReadingOrder(), landed: landed, manifests: manifests,
      notices: notices)
  }
}
