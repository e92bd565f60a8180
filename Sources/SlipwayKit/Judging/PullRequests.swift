internal import Findings
internal import GitStore
internal import Paths
internal import Rules
package import WorkflowModel

extension Desk {
  /// Judges what `head` is about to do to `base`: the landing that its workflow declares, by the policy of `base`.
  ///
  /// A merge and a squash are one landing each, a rebase is one a commit. Only what the change touches is read.
  package func check(head: String?, onto base: String, standIn: Policy? = nil) throws -> Judgement {
    try requireWholeHistory()
    let base = try repository.commit(try resolve(base))
    let head = try repository.commit(try resolve(head ?? "HEAD"))
    let subject = Judgement.Subject.pullRequest(head: head.id, base: base.id)
    if try repository.isAncestor(head.id, of: base.id) {
      let notice = "there is nothing to judge: the base holds the head already"
      return Judgement(
        subject: subject, findings: [], landed: [], manifests: 0, notices: [notice])
    }
    let isAhead = try repository.isAncestor(base.id, of: head.id)
    if !isAhead, try repository.mergeBases(base.id, head.id).isEmpty {
      throw Trouble(
        .cannotJudge, "\(base.id.hex.prefix(12)) and \(head.id.hex.prefix(12)) share no history, so nothing can land",
        help: ["name the branch that the change is meant for: `--base REV`"])
    }
    let policy = try standIn ?? policies.lastReadable(at: base.id)
    if policy?.workflow.landing == .rebase { return try checkRebase(of: head, onto: base, subject, standIn) }
    let merged = isAhead ? MergedTree(tree: head.tree, conflicts: []) : try merge(head.id, into: base.id)
    // A squash makes one commit of them, by whoever merges: nothing that hangs on them is left.
    let landed: LandedCommits =
      policy?.workflow.landing == .squash ? .uncommitted(author: nil) : .branch(head: head.id, base: base.id)
    return try judge(merged, onto: base, bringing: landed, at: now, subject, standIn: standIn)
  }

  private func checkRebase(
    of head: Commit, onto base: Commit, _ subject: Judgement.Subject, _ standIn: Policy?
  ) throws -> Judgement {
    // Children come first, and a rebase leaves merges out.
    let commits = try repository.commits(reachableFrom: [head.id], notFrom: [base.id]).reversed()
      .map { try repository.commit($0) }.filter { $0.parents.count < 2 }
    var tip = base
    var judgements: [Judgement] = []
    for commit in commits {
      if commit.parents.first == tip.id {
        // It lands as it is, so its own date is the latest that it can have landed.
        let date = try committed(commit)
        let merged = MergedTree(tree: commit.tree, conflicts: [])
        let clock = clockFindings("the commit \(commit.id.hex.prefix(12))", at: date, after: tip)
        judgements.append(
          try judge(merged, onto: tip, bringing: .landing(commit), at: min(now, date), subject, standIn: standIn)
            .adding(clock))
        tip = commit
      } else {
        let replayed = try replay(commit, onto: tip.id)
        let landed = try repository.commit(replayed.commit)
        let merged = MergedTree(tree: landed.tree, conflicts: replayed.conflicts)
        judgements.append(
          try judge(merged, onto: tip, bringing: .replayed(commit), at: now, subject, standIn: standIn))
        tip = landed
      }
    }
    let notice = commits.count == 1 ? "one commit lands" : "\(commits.count) commits land, one after the other"
    return Judgement(joining: judgements, as: subject, notices: [notice])
  }

  private func judge(
    _ merged: MergedTree, onto parent: Commit, bringing landed: LandedCommits, at moment: Int,
    _ subject: Judgement.Subject, standIn: Policy?
  ) throws -> Judgement {
    let changes = try repository.changedFiles(from: parent.tree, to: merged.tree)
    let judge = LandingJudge(
      repository: repository, policies: policies, histories: histories, parent: parent,
      after: CommitSnapshot(repository, tree: merged.tree), changedPaths: Set(changes.map(\.path)), now: moment,
      keyMoment: now, landed: landed, standIn: standIn, reach: .touched)
    let judgement = try judge.judge(subject, notices: [])
    if merged.conflicts.isEmpty { return judgement }
    return judgement.adding(conflicts: try judged(merged.conflicts, parent, standIn))
  }

  /// Those conflicts that are in manifests or in the policy.
  private func judged(_ conflicts: [RepositoryPath], _ parent: Commit, _ standIn: Policy?) throws -> [RepositoryPath] {
    let layout = try (standIn ?? policies.lastReadable(at: parent.id))?.workflow.layout
    return conflicts.filter { path in PolicyFiles.all.contains(path) || layout?.selects(path) ?? false }
  }
}

extension Judgement {
  /// Several landings as one answer; what two of them say alike is said once.
  fileprivate init(joining judgements: [Judgement], as subject: Subject, notices: [String]) {
    var seen: Set<String> = []
    let findings = judgements.flatMap(\.findings).filter { finding in
      let place = finding.place.map { "\($0.start.line):\($0.start.column)" } ?? ""
      return seen.insert("\(finding.rule.id) \(finding.path?.description ?? "") \(place) \(finding.message)").inserted
    }
    self.init(
      subject: subject, findings: findings.inReadingOrder(), landed: judgements.flatMap(\.landed),
      manifests: judgements.map(\.manifests).reduce(0, +), notices: notices + judgements.flatMap(\.notices))
  }

  /// The judgement with a finding for each file that cannot be merged, instead of those about its conflict marks.
  fileprivate func adding(conflicts: [RepositoryPath]) -> Judgement {
    let others = findings.filter { finding in !conflicts.contains { $0 == finding.path } }
    let new = conflicts.map { path in
      Finding(
        PolicyRules.conflict, "both sides changed `\(path)`, and git cannot merge them", in: path,
        help: ["merge the base into the branch, or rebase the branch, and resolve the conflict there"])
    }
    return Judgement(
      subject: subject, findings: (others + new).inReadingOrder(), landed: landed, manifests: manifests,
      notices: notices)
  }
}
