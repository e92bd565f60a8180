internal import Findings
internal import GitStore
internal import Paths
internal import Rules
package import WorkflowModel

/// One landing that a change is about to become.
struct PlannedLanding {
  let parent: Commit
  let merged: MergedTree
  /// Where the records are looked for that it brings.
  let landed: LandedCommits
  /// When it lands, in seconds since 1970.
  let moment: Int
  /// The commit, where the landing is one of its own: later ones land on it.
  var commit: Commit?
  /// Whether that commit lands as it is, with its own date.
  var isAsItIs = false
}

extension Desk {
  /// Judges what `head` is about to do to `base`: the landing that its workflow declares, by the policy of `base`.
  ///
  /// A merge and a squash are one landing each, a rebase is one a commit. Only what the change touches is read.
  package func check(head: String?, onto base: String, standIn: Policy? = nil) throws -> Judgement {
    try requireWholeHistory()
    let base = try repository.commit(try resolve(base))
    let head = try repository.commit(try resolve(head ?? "HEAD"))
    return try check(head, onto: base, as: .pullRequest(head: head.id, base: base.id), standIn: standIn)
  }

  func check(_ head: Commit, onto base: Commit, as subject: Judgement.Subject, standIn: Policy?) throws -> Judgement {
    let landings = try plannedLandings(of: head, onto: base, standIn: standIn)
    if landings.isEmpty {
      let notice =
        try repository.isAncestor(head.id, of: base.id)
        ? "there is nothing to judge: the base holds the head already"
        : "there is nothing to judge: a rebase leaves merges out, and there is no other commit"
      return Judgement(subject: subject, findings: [], landed: [], manifests: 0, notices: [notice])
    }
    // The newest first, so that histories are walked once.
    let judgements = Array(try landings.reversed().map { try judge($0, as: subject, standIn: standIn) }.reversed())
    if landings[0].commit == nil { return judgements[0] }
    let notice = landings.count == 1 ? "one commit lands" : "\(landings.count) commits land, one after the other"
    return Judgement(joining: judgements, as: subject, notices: [notice])
  }

  /// What `head` lands on `base` as, the first one first; none where the base holds it already.
  func plannedLandings(of head: Commit, onto base: Commit, standIn: Policy? = nil) throws -> [PlannedLanding] {
    let isAhead = try repository.isAncestor(base.id, of: head.id)
    if !isAhead, try repository.isAncestor(head.id, of: base.id) { return [] }
    if head.id == base.id { return [] }
    if !isAhead, try repository.mergeBases(base.id, head.id).isEmpty {
      throw Trouble(
        .cannotJudge, "\(base.id.hex.prefix(12)) and \(head.id.hex.prefix(12)) share no history, so nothing can land",
        help: ["name the branch that the change is meant for: `--base REV`"])
    }
    let policy = try standIn ?? policies.lastReadable(at: base.id)
    if policy?.workflow.landing == .rebase { return try rebasedLandings(of: head, onto: base) }
    let merged = isAhead ? MergedTree(tree: head.tree, conflicts: []) : try merge(head.id, into: base.id)
    // A squash makes one commit of them, by whoever merges: nothing that hangs on them is left.
    let landed: LandedCommits =
      policy?.workflow.landing == .squash ? .uncommitted(author: nil) : .branch(head: head.id, base: base.id)
    return [PlannedLanding(parent: base, merged: merged, landed: landed, moment: now)]
  }

  private func rebasedLandings(of head: Commit, onto base: Commit) throws -> [PlannedLanding] {
    // Children come first, and a rebase leaves merges out.
    let commits = try repository.commits(reachableFrom: [head.id], notFrom: [base.id]).reversed()
      .map { try repository.commit($0) }.filter { $0.parents.count < 2 }
    var tip = base
    return try commits.map { commit in
      let landing: PlannedLanding
      if commit.parents.first == tip.id {
        // It lands as it is, so its own date is the latest that it can have landed.
        landing = PlannedLanding(
          parent: tip, merged: MergedTree(tree: commit.tree, conflicts: []), landed: .landing(commit.id),
          moment: min(now, landed(commit, on: tip)), commit: commit, isAsItIs: true)
        tip = commit
      } else {
        let replayed = try replay(commit, onto: tip.id)
        let landed = try repository.commit(replayed.commit)
        landing = PlannedLanding(
          parent: tip, merged: MergedTree(tree: landed.tree, conflicts: replayed.conflicts),
          landed: .replayed(commit), moment: now, commit: landed)
        tip = landed
      }
      return landing
    }
  }

  /// Judges one landing that is still to come.
  func judge(_ landing: PlannedLanding, as subject: Judgement.Subject, standIn: Policy?) throws -> Judgement {
    let changes = try repository.changedFiles(from: landing.parent.tree, to: landing.merged.tree)
    let judge = LandingJudge(
      repository: repository, policies: policies, histories: histories, signatures: signatures,
      parent: landing.parent.head, after: CommitSnapshot(repository, tree: landing.merged.tree),
      changedPaths: Set(changes.map(\.path)),
      now: landing.moment, keyMoment: now, landed: landing.landed, standIn: standIn, reach: .touched)
    var judgement = try judge.judge(subject, notices: [])
    if let commit = landing.commit, landing.isAsItIs {
      judgement = judgement.adding(
        try Clock(now: now).findings(of: commit.head, onto: landing.parent.head, in: repository))
    }
    if landing.merged.conflicts.isEmpty { return judgement }
    return judgement.adding(conflicts: try judged(landing.merged.conflicts, landing.parent, standIn))
  }

  /// Those conflicts that are in manifests or in the policy.
  private func judged(_ conflicts: [RepositoryPath], _ parent: Commit, _ standIn: Policy?) throws -> [RepositoryPath] {
    let layout = try (standIn ?? policies.lastReadable(at: parent.id))?.workflow.layout
    return conflicts.filter { path in PolicyFiles.judged.contains(path) || layout?.selects(path) ?? false }
  }
}

extension Judgement {
  /// Several landings as one answer; what two of them say alike is said once, as the severest of them says it.
  fileprivate init(joining judgements: [Judgement], as subject: Subject, notices: [String]) {
    var (findings, known): ([Finding], [String: Int]) = ([], [:])
    for finding in judgements.flatMap(\.findings) {
      let place = finding.place.map { "\($0.start.line):\($0.start.column)" } ?? ""
      let key = "\(finding.rule.id) \(finding.path?.description ?? "") \(place) \(finding.message)"
      if let index = known[key] {
        if finding.severity > findings[index].severity { findings[index] = finding }
      } else {
        known[key] = findings.count
        findings.append(finding)
      }
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
