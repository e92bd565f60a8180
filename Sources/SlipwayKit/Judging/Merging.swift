internal import GitProgram
internal import GitStore
internal import Paths

/// What git's merge of two commits would be.
struct MergedTree {
  let tree: ObjectID
  /// Paths that both sides changed so that git cannot merge them.
  let conflicts: [RepositoryPath]
}

extension Desk {
  var git: GitProgram { GitProgram(gitFolder: repository.gitFolder, environment: repository.environment) }

  /// Merges two commits as `git merge` would, without touching index or working tree.
  ///
  /// libgit2 could merge too, but where folders were renamed the two differ, and what lands is git's.
  func merge(_ theirs: ObjectID, into ours: ObjectID) throws -> MergedTree {
    let answer = try run(["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours.hex, theirs.hex])
    let parts = answer.output.split(separator: 0, omittingEmptySubsequences: true)
    guard answer.status <= 1, let first = parts.first, let tree = ObjectID(hex: first) else {
      throw Trouble(
        .cannotJudge, "git cannot merge \(theirs.hex.prefix(12)) into \(ours.hex.prefix(12)): \(answer.remarks)",
        help: ["`git merge-tree --write-tree` needs git 2.38 or newer, and leave to write objects"])
    }
    return MergedTree(tree: tree, conflicts: answer.status == 0 ? [] : parts.dropFirst().map { RepositoryPath($0) })
  }

  /// The commit that replays what `commit` changed on top of `parent`, as `git rebase` would; it is on no branch.
  func replay(_ commit: Commit, onto parent: ObjectID) throws -> (commit: ObjectID, conflicts: [RepositoryPath]) {
    let tip = try repository.commit(parent)
    guard let origin = try commit.parents.first.map({ try repository.commit($0) }), origin.tree != tip.tree else {
      return (try synthesise(commit.tree, on: [parent], by: commit.author), [])
    }
    // Three commits that share one parent make git's merge the three-way merge of a cherry-pick.
    let root = try synthesise(origin.tree, on: [])
    let merged = try merge(try synthesise(commit.tree, on: [root]), into: try synthesise(tip.tree, on: [root]))
    return (try synthesise(merged.tree, on: [parent], by: commit.author), merged.conflicts)
  }

  /// Writes a commit that nothing points to, dated now.
  private func synthesise(_ tree: ObjectID, on parents: [ObjectID], by author: Stamp? = nil) throws -> ObjectID {
    try repository.trialCommit(of: tree, on: parents, by: author, at: now)
  }

  private func run(_ arguments: [String]) throws -> GitProgram.Answer {
    do throws(GitProgram.Failure) {
      return try git.run(arguments)
    } catch {
      throw Trouble(.cannotJudge, error.description, help: ["pull requests are merged by the `git` program"])
    }
  }
}
