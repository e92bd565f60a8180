internal import GitStore
internal import Paths
internal import WorkflowModel

/// Where the next commit on the checked-out branch will land, and what lands with it.
///
/// On the line it lands on HEAD, with nothing else. On another branch, merged or squashed, the line's tip is the first
/// parent, and all that the branch holds lands too; rebased, it lands on what the branch's commits have become by then.
struct LandingGround {
  /// The first parent of the landing.
  let parent: Commit
  /// The files as they would land now, and what git cannot merge in them.
  let files: MergedTree
  /// The line; nil where the branch is the line, or nothing tells which one is.
  let line: Line?

  /// The line that another branch lands on.
  struct Line {
    let name: LineName
    let tip: Commit
  }
}

extension Desk {
  /// Both names where the checked-out branch is not the line; nil on the line, and where HEAD is on no branch.
  var offTheLine: (branch: String, line: LineName)? {
    get throws {
      guard !repository.isBare, case .branch(let reference, _) = try repository.head,
        let line = try line(of: .remote("origin")), reference != "refs/heads/\(line.branch)"
      else { return nil }
      return (reference.hasPrefix("refs/heads/") ? String(reference.dropFirst(11)) : reference, line)
    }
  }

  /// The commit that a line's name stands for.
  func tip(of line: LineName) throws -> Commit {
    guard let tip = try? repository.resolve(line.revision) else {
      throw Trouble(
        .usage, "the line is `\(escaped(line.revision))`, which names no commit here",
        help: ["fetch it, or name another one: `git config slipway.base BRANCH`"])
    }
    return try repository.commit(tip)
  }

  /// Where a commit on top of `head` will land.
  func ground(at head: Commit) throws -> LandingGround {
    let here = LandingGround(parent: head, files: MergedTree(tree: head.tree, conflicts: []), line: nil)
    guard let name = try offTheLine?.line else { return here }
    let tip = try tip(of: name)
    try requireWholeHistory()
    // Before there is a policy on the line, there is nothing there to judge by.
    guard let policy = try policies.lastReadable(at: tip.id) else { return here }
    let line = LandingGround.Line(name: name, tip: tip)
    let last = try plannedLandings(of: head, onto: tip).last
    if policy.workflow.landing == .rebase {
      let parent = last?.commit ?? tip
      let conflicts = last?.merged.conflicts ?? []
      return LandingGround(
        parent: parent, files: MergedTree(tree: parent.tree, conflicts: conflicts), line: line)
    }
    return LandingGround(
      parent: tip, files: last?.merged ?? MergedTree(tree: tip.tree, conflicts: []), line: line)
  }

  // MARK: check

  /// Judges what HEAD is about to do to the line; nil where it is on the line, or on no branch.
  func checkOffTheLine(standIn: Policy?) throws -> Judgement? {
    guard let (branch, line) = try offTheLine else { return nil }
    let notice =
      "no manifest and no policy changed since HEAD, and `\(escaped(branch))` is not the line: judged as with `--base`"
    return try check(head: nil, onto: tip(of: line).id.hex, standIn: standIn).adding(notice)
  }

  /// Judges what HEAD and uncommitted changes together are about to do to the line; nil where HEAD is on it.
  func checkOffTheLine(
    committing changes: [WorkingChange], of after: WorkingSnapshot, standIn: Policy?
  ) throws -> Judgement? {
    guard let (branch, line) = try offTheLine, let head = try headCommit() else { return nil }
    let base = try tip(of: line)
    let files = try changes.map { change in
      guard let mode = change.workingMode else { return FileChange(path: change.path, content: nil) }
      // What is no regular file is judged by its mode alone.
      guard case .bytes(let bytes) = try after.content(of: change.path, atMost: PolicyFiles.sizeLimit) else {
        return FileChange(path: change.path, content: [], mode: mode)
      }
      return FileChange(path: change.path, content: bytes, mode: mode)
    }
    // What a merge under way has resolved is no conflict any more.
    let merged = (try? repository.resolve("MERGE_HEAD")).map { [$0] } ?? []
    let trial = try repository.trialCommit(
      files, onto: head.id, merging: merged, by: presentAuthor, at: now)
    let notice = "`\(escaped(branch))` is not the line: judged as with `--base \(escaped(line.revision))`"
    return try check(try repository.commit(trial), onto: base, as: .workingTreeOnto(base.id), standIn: standIn)
      .adding(notice)
  }

  /// What is to be told of the index there: nothing that is committed on the branch lands as it is.
  var offTheLineNotices: [String] {
    get throws {
      guard let (branch, line) = try offTheLine else { return [] }
      return [
        "`\(escaped(branch))` is not the line: `slipway check --base \(escaped(line.revision))` judges what will land there"
      ]
    }
  }
}
