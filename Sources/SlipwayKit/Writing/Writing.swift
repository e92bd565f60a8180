package import Findings
package import GitStore
internal import ManifestText
package import Paths
internal import Rules
internal import WorkflowModel

/// What became of a command that writes.
package enum WriteOutcome: Sendable {
  case committed(Written)
  /// What it would have committed.
  case preview(Preview)
  /// The judgement is no, and nothing was written.
  case refused([Finding], remarks: [String] = [])

  package struct Written: Sendable {
    package let commit: ObjectID
    /// The branch's short name.
    package let branch: String
    package let message: String
    package let paths: [RepositoryPath]
    /// Warnings and notes.
    package let findings: [Finding]
    package var remarks: [String] = []
  }

  package struct Preview: Sendable {
    package let message: String
    /// A unified diff.
    package let diff: String
    package let findings: [Finding]
    package var remarks: [String] = []
  }
}

extension Desk {
  /// How often a change is made anew when somebody else was first: among eight writers each is the first one time in
  /// eight, and with 50 attempts one move in 800 was given up.
  private static let attempts = 500

  /// Changes one manifest: judges first, then makes one commit on the checked-out branch.
  ///
  /// When the branch moves in between, the change is made and judged anew on the new tip.
  func write(
    _ name: String, dryRun: Bool, _ propose: (OpenFeature) throws -> Proposal
  ) throws -> WriteOutcome {
    try onNewTips {
      let open = try open(name)
      let proposal = try propose(open)
      let bytes = try edited(open.document, proposal.changes)
      let (landing, findings) = try judge(bytes, of: open)
      if findings.errors > 0 {
        try refuseChanged(open.path)
        return .refused(findings, remarks: open.standing)
      }
      let message = landing.map(message) ?? ""
      if dryRun {
        let diff = unifiedDiff(open.path, from: open.document.source.bytes, to: bytes)
        return .preview(.init(message: message, diff: diff, findings: findings, remarks: proposal.remarks))
      }
      let written = try commit([FileChange(path: open.path, content: bytes)], message: message, parent: open.head.id)
      return .committed(
        .init(
          commit: written.commit, branch: written.branch, message: message, paths: [open.path],
          findings: findings, remarks: proposal.remarks))
    }
  }

  /// A manifest that the user has changed is not the one that was judged: that has to be said before what is missing.
  private func refuseChanged(_ path: RepositoryPath) throws {
    if try isChanged(path) {
      throw Trouble(
        .cannotJudge, "`\(path)` has changes that are not committed, and HEAD's version was judged",
        help: ["commit it, or put it aside: `git stash push -- \(path)`", "`slipway check` judges the changes"])
    }
  }

  /// Whether a manifest differs from HEAD's in the working tree or in the index.
  package func isChanged(_ path: RepositoryPath) throws -> Bool {
    if repository.isBare { return false }
    return try repository.workingChanges(below: [path]).contains { $0.path == path }
  }

  /// Makes and judges a change anew as often as the branch moves before it is committed.
  func onNewTips<Outcome>(_ change: () throws -> Outcome) throws -> Outcome {
    var attempt = 1
    while true {
      do {
        return try change()
      } catch let error as GitError {
        guard case .moved = error.kind, attempt < Self.attempts else { throw error }
        attempt += 1
      }
    }
  }

  /// Judges new bytes of one manifest as the landing that they are about to become.
  ///
  /// The landing is nil where the bytes cannot be read, which their findings tell.
  private func judge(
    _ bytes: [UInt8], of open: OpenFeature
  ) throws -> (landing: FeatureLanding?, findings: [Finding]) {
    let file = ManifestFiles(policy: open.policy).read(open.path, id: nil, .bytes(bytes))
    guard let feature = file.feature else { return (nil, file.findings) }
    let asksForEntry = feature.asksForEntry(after: open.feature, by: open.workflow)
    // On another branch than the line this is one step of what lands, and tells no more than the commit's message.
    let landing = FeatureLanding(
      id: feature.id, path: open.path, before: open.feature, after: .feature(feature),
      entry: asksForEntry ? try open.entry : nil, policy: open.policy,
      facts: try facts(on: open, landingAs: feature, at: landingTime))
    let clock = try clockFindings(onTopOf: open.head)
    if open.ground.line != nil {
      let change = FileChange(path: open.path, content: bytes)
      return (landing, (try judge(change, onto: open.ground, at: open.head) + clock).inReadingOrder())
    }
    let findings = Catalogue.settled(file.findings + Catalogue.judge(landing) + clock, of: [landing])
    return (landing, findings.inReadingOrder())
  }

  /// Judges a manifest's change as a part of what its branch lands on the line: what CI will say of this file.
  func judge(_ change: FileChange, onto ground: LandingGround, at head: Commit) throws -> [Finding] {
    guard let line = ground.line else { return [] }
    let trial = try repository.commit(
      try repository.trialCommit([change], onto: head.id, by: presentAuthor, at: try commitTime))
    guard let landing = try plannedLandings(of: trial, onto: line.tip).last else { return [] }
    let judgement = try judge(
      landing, as: .pullRequest(head: trial.id, base: line.tip.id), standIn: nil)
    // What else the branch brings stops its landing, but nobody's work on this feature.
    let before = judgement.landed.flatMap(\.features).first { $0.path == change.path }?.before?.source.path
    return judgement.findings.filter { $0.path == change.path || $0.path != nil && $0.path == before }
  }

  /// The message of a commit that does this to one feature.
  func message(of landing: FeatureLanding) -> String {
    CommitMessage(telling: Landed(features: [landing], policy: nil))?.text ?? ""
  }

  /// What the repository tells of a feature that lands as it is.
  func facts(on open: OpenFeature) throws -> LandingFacts { try facts(on: open, landingAs: open.feature, at: now) }

  private func facts(on open: OpenFeature, landingAs feature: Feature, at moment: Int) throws -> LandingFacts {
    LandingFacts(
      now: moment, keyMoment: now,
      knownCommits: repository.knownCommits(namedBy: feature, workflow: open.workflow),
      origins: try open.origins(
        of: feature, in: repository, uncommitted: uncommitted, signatures, keyMoment: now))
  }

  /// Commits files on the checked-out branch, which must still be where `parent` says; signed if git would sign it.
  ///
  /// Signing may wait for somebody to type a passphrase, so no lock is held meanwhile: where somebody else commits first,
  /// this throws `.moved`, and the next attempt is signed anew.
  func commit(
    _ changes: [FileChange], message: String, parent: ObjectID?
  ) throws -> (commit: ObjectID, branch: String) {
    let reference =
      switch try repository.head {
      case .branch(let name, _), .unborn(let name): name
      // Refused by the commit itself, with all else that stands in its way.
      case .detached: "HEAD"
      }
    let subject = message.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? message
    var plan = CommitPlan(
      reference: reference, expectedParent: parent, changes: changes, message: message.utf8,
      author: try repository.identity(for: .author, now: Int64(now)),
      committer: try repository.identity(for: .committer, now: Int64(now)),
      reflogMessage: "commit: \(subject)", patience: 10_000)
    plan.signature = try signature(over: { try repository.unsignedCommit(plan) }, by: plan.committer)
    let id = try repository.commit(plan)
    return (id, String(reference.trimmingPrefix("refs/heads/")))
  }
}
