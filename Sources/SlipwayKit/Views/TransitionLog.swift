package import Findings
package import GitStore
package import Paths
internal import Rules
package import WorkflowModel

/// One change of stage in history, and what the policy of its time says of it.
package struct LoggedTransition: Sendable {
  package enum Verdict: String, Sendable {
    case legal, illegal, undone
    /// The landing's first parent had no policy.
    case ungoverned
  }

  /// Whose commit set the stage.
  package struct Maker: Sendable {
    package let commit: ObjectID
    package let name: String
    package let email: String
  }

  package let feature: String
  package let path: RepositoryPath
  /// Nil where the feature did not exist.
  package let from: String?
  /// Nil where the manifest is gone.
  package let to: String?
  /// The landing.
  package let commit: ObjectID
  package let madeBy: Maker
  /// Seconds since 1970.
  package let committedAt: Int
  package let verdict: Verdict
  package let findings: [Finding]
  /// The landing's first line.
  package let subject: String
}

extension Desk {
  /// The transitions along the line, newest first, handed out as they are found.
  ///
  /// - Parameters:
  ///   - name: Only this feature; nil for all.
  ///   - standIn: A policy that judges instead of the repository's own.
  ///   - visit: Called with each one; false ends the walk.
  package func log(
    _ name: String?, revision: String? = nil, standIn: Policy? = nil, _ visit: (LoggedTransition) throws -> Bool
  ) throws {
    try requireWholeHistory()
    guard let tip = try revision.map(resolve) ?? headCommit()?.id else { throw Trouble.noWorkflow }
    let present = try standIn ?? policies.state(in: repository.commit(tip).tree).policy
    guard let present else {
      _ = try committedPolicy()
      throw Trouble.noWorkflow
    }
    let wanted = try name.map { try identity($0, at: tip, by: present) }
    var line = Line(repository, from: tip, policies: policies, layout: present.workflow.layout, isFixed: standIn != nil)
    while let landing = try line.nextLanding() {
      // Another layout may read another stage from a file that did not change.
      if landing.files.isEmpty, landing.layoutBefore == landing.layoutAfter { continue }
      for transition in try transitions(in: landing, of: wanted, present: present, standIn: standIn) {
        if try !visit(transition) { return }
      }
    }
  }

  /// A feature's identity from what the user typed, which may be its path.
  private func identity(_ name: String, at tip: ObjectID, by policy: Policy) throws -> String {
    let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
    guard let path = try path(of: name, in: snapshot, by: policy) else { return name }
    if let id = policy.workflow.layout.identity(of: path) { return id }
    let content = try snapshot.content(of: path, atMost: manifestSizeLimit)
    return content.flatMap { ManifestFiles(policy: policy).read(path, id: nil, $0).feature?.id } ?? name
  }

  private func transitions(
    in landing: Line.Landing, of wanted: String?, present: Policy, standIn: Policy?
  ) throws -> [LoggedTransition] {
    let landed = Int(landing.commit.committer?.seconds ?? 0)
    let judge = LandingJudge(
      repository: repository, policies: policies, histories: histories, parent: landing.parent?.head,
      after: CommitSnapshot(repository, tree: landing.commit.tree), changedPaths: Set(landing.files.map(\.path)),
      // A date that lies ahead has not waited for anything yet.
      now: min(landed, now), keyMoment: try keyMoment(of: landing.commit, on: landing.parent),
      landed: .landing(landing.commit), standIn: standIn, reach: .touched)
    let before = try landing.parent.map { try judge.state(of: $0.head) } ?? .absent
    let after = try judge.state(of: landing.commit.head)
    let judging = try judge.judgingPolicy(before)
    let policy = judging ?? after.policy ?? present
    let tree = after.policy ?? policy
    let landings = try judge.featureLandings(judging: policy, treePolicy: tree, only: wanted)
    let history = histories.judged(by: policy.workflow, isFixed: standIn != nil)
    return try landings.compactMap { feature in
      let from = feature.before?.stage.value
      let to = feature.feature?.stage.value
      // A manifest that nobody can read moves nothing: it keeps its stage.
      if case .unreadable = feature.after { return nil }
      if from == to { return nil }
      let findings = judging == nil ? [] : self.findings(on: feature, in: tree)
      return LoggedTransition(
        feature: feature.id, path: feature.path, from: from, to: to, commit: landing.commit.id,
        madeBy: try maker(of: feature, in: landing, history), committedAt: landed,
        verdict: verdict(feature, judging, findings), findings: findings, subject: landing.commit.subject)
    }
  }

  /// What a landing breaks; of a move to a stage that nobody knows, that is all there is to say.
  private func findings(on landing: FeatureLanding, in tree: Policy) -> [Finding] {
    if let feature = landing.feature, tree.workflow.stage(feature.stage.value) == nil {
      return KnownStageRule.findings(feature, by: tree)
    }
    return Catalogue.judge(landing)
  }

  private func verdict(
    _ landing: FeatureLanding, _ judging: Policy?, _ findings: [Finding]
  ) -> LoggedTransition.Verdict {
    if judging == nil { return .ungoverned }
    if findings.errors > 0 { return .illegal }
    if case .undone = landing.move { return .undone }
    return .legal
  }

  /// The commit, among those that landed together, that set the stage: the landing itself unless it is a merge.
  private func maker(
    of feature: FeatureLanding, in landing: Line.Landing, _ history: FeatureHistory
  ) throws -> LoggedTransition.Maker {
    var found = landing.commit
    if landing.commit.parents.count > 1, let first = landing.commit.parents.first {
      let landed = try repository.commits(
        reachableFrom: Array(landing.commit.parents.dropFirst()), notFrom: [first])
      for id in landed {
        let commit = try repository.commit(id)
        guard try sets(feature.feature?.stage.value, of: feature.id, commit, landing.layoutAfter, history) else {
          continue
        }
        found = commit
        break
      }
    }
    return LoggedTransition.Maker(
      commit: found.id, name: String(decoding: found.author?.name ?? [], as: UTF8.self),
      email: String(decoding: found.author?.email ?? [], as: UTF8.self))
  }

  /// Whether the feature has the stage in the commit, and in none of its parents; nil where it is not there.
  ///
  /// The feature is looked for by its identity, so that a renamed manifest is no new stage.
  private func sets(
    _ stage: String?, of id: String, _ commit: Commit, _ layout: ManifestLayout, _ history: FeatureHistory
  ) throws -> Bool {
    let parents = commit.parents.isEmpty ? [nil] : commit.parents.map(Optional.some)
    return try parents.allSatisfy { parent in
      let tree = try parent.map { try repository.commit($0).tree }
      let files = try repository.changedFiles(from: tree, to: commit.tree, opening: layout.mayHold)
      guard let touch = try files.touches(from: layout, to: layout, history.feature)[id] else { return false }
      guard let stage else { return touch.before != nil && touch.after == nil }
      let before = try touch.before.flatMap(history.feature)?.stage.value
      return try touch.after.flatMap(history.feature)?.stage.value == stage && before != stage
    }
  }
}

extension Commit {
  /// The first line of the message, as it may be shown.
  package var subject: String {
    escaped(message.prefix { $0 != UInt8(ascii: "\n") })
  }
}
