package import Findings
package import GitStore
package import Paths
internal import Rules

/// One reference of a push: where it stands, and where it shall stand.
package struct RefUpdate: Sendable {
  /// The full name, such as `refs/heads/main`.
  package let reference: RepositoryPath
  /// Nil where it is new.
  package let old: ObjectID?
  /// Nil where it is to be deleted.
  package let new: ObjectID?

  package init(reference: RepositoryPath, old: ObjectID?, new: ObjectID?) {
    self.reference = reference
    self.old = old == .zero ? nil : old
    self.new = new == .zero ? nil : new
  }
}

/// What came of judging one branch of a push.
package struct PushedBranch: Sendable {
  /// A landing about which there is something to say.
  package struct Landing: Sendable {
    package let commit: Commit
    package let judgement: Judgement
  }

  package let update: RefUpdate
  /// How many landings the push brings.
  package let count: Int
  /// Those about which there is something to say, the oldest first.
  package let landings: [Landing]
  /// What is wrong with the push itself.
  package let findings: [Finding]
  package let notices: [String]
  /// Why it could not be judged.
  package let trouble: (any Error)?

  init(
    _ update: RefUpdate, count: Int = 0, landings: [Landing] = [], findings: [Finding] = [], notices: [String] = [],
    trouble: (any Error)? = nil
  ) {
    self.update = update
    self.count = count
    self.landings = landings
    self.findings = findings
    self.notices = notices
    self.trouble = trouble
  }

  /// Those of the push and of all its landings.
  package var allFindings: [Finding] { findings + landings.flatMap(\.judgement.findings) }
}

extension Desk {
  /// Judges what a push does to each branch that is judged; what it does to other references is nobody's business.
  ///
  /// Every landing between the old tip and the new one is judged on its first parent, as `audit` judges it later. A
  /// branch that cannot be judged says so, and the others are judged all the same.
  package func judge(push updates: [RefUpdate], to owner: BranchOwner) throws -> [PushedBranch] {
    let updates = try updates.map { try resolved($0, of: owner) }
    // Tags alone need no line.
    guard updates.contains(where: { $0.reference.bytes.starts(with: "refs/heads/".utf8) }) else { return [] }
    let branches = try judgedBranches(of: owner)
    let judged = updates.filter { branches.contains($0.reference) }
    if judged.isEmpty { return [] }
    try requireWholeHistory()
    return judged.map { update in
      do {
        return try judge(update, among: branches, of: owner)
      } catch {
        return PushedBranch(update, trouble: error)
      }
    }
  }

  /// The update of what a reference stands for: git follows `refs/heads/master` to `refs/heads/main` where it is a
  /// symbolic one, and tells the hook the first name.
  private func resolved(_ update: RefUpdate, of owner: BranchOwner) throws -> RefUpdate {
    guard case .here = owner else { return update }
    var name = update.reference
    // Git follows five at the most.
    for _ in 0..<5 {
      guard let next = try repository.symbolicTarget(of: String(decoding: name.bytes, as: UTF8.self)) else { break }
      name = RepositoryPath(next)
    }
    return RefUpdate(reference: name, old: update.old, new: update.new)
  }

  private func judge(_ update: RefUpdate, among branches: JudgedBranches, of owner: BranchOwner) throws -> PushedBranch
  {
    guard let new = update.new else {
      return PushedBranch(update, findings: update.old == nil ? [] : [deleted(update.reference)])
    }
    guard let old = update.old else {
      return try judge(try newLandings(to: new, among: branches, of: owner), update, branches.notices)
    }
    guard repository.contains(old), try repository.isAncestor(old, of: new) else {
      return PushedBranch(
        update, findings: [rewritten(update.reference, from: old, to: new)], notices: branches.notices)
    }
    guard let landings = try landings(to: new, after: old) else {
      return PushedBranch(
        update, findings: [foxtrot(update.reference, from: old, to: new)], notices: branches.notices)
    }
    return try judge(landings, update, branches.notices)
  }

  /// - Parameter landings: The newest first, so that histories are walked once.
  private func judge(_ landings: [Commit], _ update: RefUpdate, _ notices: [String]) throws -> PushedBranch {
    var judged: [PushedBranch.Landing] = []
    var ungoverned = 0
    for commit in landings {
      if try isUngoverned(commit) {
        ungoverned += 1
        continue
      }
      let judgement = try check(commit: commit, standIn: nil, notices: [], reach: .touched, keyMoment: now)
      if judgement.findings.isEmpty, judgement.transitions.isEmpty { continue }
      judged.append(PushedBranch.Landing(commit: commit, judgement: judgement))
    }
    var notices = judged.contains { $0.judgement.findings.errors > 0 } ? notices : []
    if ungoverned > 0 {
      let count = ungoverned == 1 ? "one landing has" : "\(ungoverned) landings have"
      notices.append("\(count) no policy yet, so nothing was judged there")
    }
    return PushedBranch(update, count: landings.count, landings: judged.reversed(), notices: notices)
  }

  /// Whether there was no policy before a landing, and it brings none.
  private func isUngoverned(_ commit: Commit) throws -> Bool {
    guard case .absent = try policies.state(in: commit.tree) else { return false }
    guard let parent = try commit.parents.first.map({ try repository.commit($0) }) else { return true }
    guard case .absent = try policies.state(in: parent.tree) else { return false }
    return try policies.lastReadable(at: parent.id) == nil
  }

  // MARK: Landings

  /// The landings from `old`, exclusive, to `new`, the newest first; nil where `old` is not on the line of `new`.
  private func landings(to new: ObjectID, after old: ObjectID) throws -> [Commit]? {
    let fresh = Set(try repository.commits(reachableFrom: [new], notFrom: [old]))
    var found: [Commit] = []
    var line = repository.firstParentLine(from: new)
    while let commit = try line.next() {
      if commit.id == old { return found }
      if !fresh.contains(commit.id) { return nil }
      found.append(commit)
    }
    return nil
  }

  /// The landings of a new branch that no line of a judged one holds, the newest first.
  ///
  /// Being reachable is not enough: what somebody else's branch holds was judged by nobody.
  private func newLandings(
    to new: ObjectID, among branches: JudgedBranches, of owner: BranchOwner
  ) throws -> [Commit] {
    let heads = try repository.references(below: owner.prefix).filter { reference in
      branches.contains(RepositoryPath(Array("refs/heads/".utf8) + reference.name.dropFirst(owner.prefix.utf8.count)))
    }
    let tips = heads.map(\.target)
    let fresh = Set(try repository.commits(reachableFrom: [new], notFrom: tips))
    var held = HeldLandings(repository, tips: tips)
    var found: [Commit] = []
    var line = repository.firstParentLine(from: new)
    while let commit = try line.next() {
      if !fresh.contains(commit.id), try held.contains(commit.id) { break }
      found.append(commit)
    }
    return found
  }

  // MARK: The line is kept

  private func deleted(_ reference: RepositoryPath) -> Finding {
    Finding(
      PolicyRules.lineKept, "`\(reference)` is judged, and this push would delete it", in: nil,
      help: [
        "keep it: what landed there is the audit trail",
        "`git config slipway.branches` in the repository that is pushed to names the branches that are judged",
      ])
  }

  private func rewritten(_ reference: RepositoryPath, from old: ObjectID, to new: ObjectID) -> Finding {
    Finding(
      PolicyRules.lineKept,
      "`\(reference)` would move from \(short(old)) to \(short(new)), which does not hold it: what landed would be lost",
      in: nil,
      help: [
        "fetch the branch and build on it: merge it, or rebase onto it",
        "an unwanted landing is undone by another one: `git revert` makes it",
      ])
  }

  private func foxtrot(_ reference: RepositoryPath, from old: ObjectID, to new: ObjectID) -> Finding {
    let branch = RepositoryPath(reference.bytes.dropFirst("refs/heads/".utf8.count))
    return Finding(
      PolicyRules.lineKept,
      "\(short(new)) holds the tip \(short(old)) of `\(reference)` as a branch that was merged into it, "
        + "so another history would become the line",
      in: nil,
      help: [
        "merge the other way round: `git checkout --detach \(short(old))`, `git merge --no-ff \(short(new))`, "
          + "then `git push origin HEAD:\(branch)`"
      ])
  }

  private func short(_ id: ObjectID) -> Substring { id.hex.prefix(12) }
}

/// The landings of several lines, walked no further than somebody asks.
private struct HeldLandings {
  private var lines: [FirstParentLine]
  private var known: Set<ObjectID> = []

  init(_ repository: Repository, tips: [ObjectID]) {
    lines = tips.map { repository.firstParentLine(from: $0) }
  }

  mutating func contains(_ id: ObjectID) throws -> Bool {
    if known.contains(id) { return true }
    while !lines.isEmpty {
      for index in lines.indices.reversed() {
        // Where another line has been already, there is nothing new.
        guard let commit = try lines[index].next(), known.insert(commit.id).inserted else {
          lines.remove(at: index)
          continue
        }
        if commit.id == id { return true }
      }
    }
    return false
  }
}
