internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import SignOffs
internal import WorkflowModel

/// Tells which features a landing moves, who moved them, and what the policy of the time says of it.
struct TransitionTeller {
  let repository: Repository
  let policies: PolicyStore
  let histories: FeatureHistories
  /// A policy that judges instead of the repository's own.
  let standIn: Policy?

  /// - Parameters:
  ///   - id: The landing.
  ///   - isGoverned: Whether there was a policy before it.
  ///   - layout: What selects manifests in its tree.
  func transitions(
    _ landings: [FeatureLanding], at id: ObjectID, isGoverned: Bool, treePolicy: Policy, layout: ManifestLayout
  ) throws -> [LoggedTransition] {
    var commit: Commit?
    return try landings.compactMap { feature in
      let from = feature.before?.stage.value
      let to = feature.feature?.stage.value
      // A manifest that nobody can read moves nothing: it keeps its stage.
      if case .unreadable = feature.after { return nil }
      if from == to { return nil }
      let landing = try commit ?? repository.commit(id)
      commit = landing
      let findings = isGoverned ? self.findings(on: feature, in: treePolicy) : []
      let history = histories.judged(by: feature.workflow, isFixed: standIn != nil)
      let landed = try self.landed(landing)
      return LoggedTransition(
        feature: feature.id, path: feature.path, from: from, to: to, commit: id,
        madeBy: try maker(of: feature, in: landing, layout, history), committedAt: landed,
        verdict: verdict(feature, isGoverned, findings), findings: findings, subject: landing.subject,
        heldFor: feature.entry.map { max(0, landed - $0.since) },
        shown: feature.passages.flatMap(\.evidence), signOffs: feature.passages.flatMap(\.approvals),
        waived: feature.passages.flatMap(\.exceptions))
    }
  }

  /// When a commit landed, in seconds since 1970: one without a date when its first parent did.
  private func landed(_ commit: Commit) throws -> Int {
    if let committer = commit.committer { return Int(committer.seconds) }
    let parent = try commit.parents.first.map { try repository.commit($0) }
    return Int(parent?.committer?.seconds ?? 0)
  }

  /// What a landing breaks; of a move to a stage that nobody knows, that is all there is to say.
  private func findings(on landing: FeatureLanding, in tree: Policy) -> [Finding] {
    if let feature = landing.feature, tree.workflow.stage(feature.stage.value) == nil {
      return KnownStageRule.findings(feature, by: tree)
    }
    return Catalogue.judge(landing)
  }

  private func verdict(
    _ landing: FeatureLanding, _ isGoverned: Bool, _ findings: [Finding]
  ) -> LoggedTransition.Verdict {
    if !isGoverned { return .ungoverned }
    if findings.errors > 0 { return .illegal }
    if case .undone = landing.move { return .undone }
    return .legal
  }

  /// The commit, among those that landed together, that set the stage: the landing itself unless it is a merge.
  private func maker(
    of feature: FeatureLanding, in landing: Commit, _ layout: ManifestLayout, _ history: FeatureHistory
  ) throws -> LoggedTransition.Maker {
    var found = landing
    if landing.parents.count > 1, let first = landing.parents.first {
      let landed = try repository.commits(reachableFrom: Array(landing.parents.dropFirst()), notFrom: [first])
      for id in landed {
        let commit = try repository.commit(id)
        guard try sets(feature.feature?.stage.value, of: feature.id, commit, layout, history) else {
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

extension Passage {
  fileprivate var evidence: [LoggedTransition.Shown] {
    criteria.compactMap { criterion, shown in
      guard case .shown(let evidence) = shown else { return nil }
      return LoggedTransition.Shown(criterion: criterion.name.value, evidence: evidence.value)
    }
  }

  fileprivate var exceptions: [LoggedTransition.Waived] {
    (waivers?.holding ?? []).map { waiver in
      LoggedTransition.Waived(
        requirement: waiver.waives.value, by: waiver.signOff.by.value, because: waiver.because.value)
    }
  }

  fileprivate var approvals: [LoggedTransition.Approval] {
    signOffs.entries.compactMap { signOff, standing in
      standing.proof.map { proof in
        LoggedTransition.Approval(team: signOff.team.value, by: signOff.by.value, proved: proof.strength)
      }
    }
  }
}
