internal import GitStore
internal import WorkflowModel

extension LandingJudge<CommitSnapshot> {
  /// Judges a landing in history, at its committer date.
  ///
  /// One that lies ahead of the clock has not waited for anything yet; a commit without one counts with its first parent's.
  /// Keys are asked about no earlier than when that parent landed, so that a date set by hand brings no expired key back.
  init(
    of commit: CommitHead, onto parent: CommitHead?, changing files: [ChangedFile], by clock: Int,
    in repository: Repository, policies: PolicyStore, histories: FeatureHistories, signatures: CommitSignatures,
    standIn: Policy?
  ) {
    let known = files.byPath
    let landed = min(clock, Int(commit.seconds ?? parent?.seconds ?? 0))
    self.init(
      repository: repository, policies: policies, histories: histories, signatures: signatures, parent: parent,
      after: CommitSnapshot(repository, tree: commit.tree, known: known), changedPaths: Set(known.keys), known: known,
      now: landed, keyMoment: max(landed, Int(parent?.seconds ?? .min)), landed: .landing(commit.id), standIn: standIn,
      reach: .touched)
  }
}
