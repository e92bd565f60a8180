internal import Paths

extension Repository {
  /// A commit that no branch holds: the files of `parent`, some of them changed; index and working tree stay as they
  /// are.
  ///
  /// A file may be given with any mode, for the sake of what is judged by its mode alone.
  ///
  /// - Parameters:
  ///   - others: Further parents, as a merge that is under way will have.
  ///   - author: Who would be its author; nil where nobody can tell.
  ///   - moment: The date of the commit, in seconds since 1970.
  package func trialCommit(
    _ changes: [FileChange], onto parent: ObjectID, merging others: [ObjectID] = [], by author: Stamp?,
    at moment: Int
  ) throws(GitError) -> ObjectID {
    let tree = try commit(parent).tree
    return try syncingObjectsTogether { () throws(GitError) in
      var leaves: [(path: RepositoryPath, leaf: TreeEdit.Leaf?)] = []
      for change in changes {
        var leaf: TreeEdit.Leaf?
        if let content = change.content {
          let before = try entry(at: change.path, in: tree).flatMap { $0.isFile ? $0.mode : nil }
          leaf = TreeEdit.Leaf(mode: change.mode ?? before ?? 0o100644, id: try writeBlob(content))
        }
        leaves.append((change.path, leaf))
      }
      let edit = TreeEdit(repository: self)
      // A file can take the place of a folder that goes, and the other way round.
      let emptied = try edit.apply(leaves.filter { $0.leaf == nil }, to: tree)
      let changed = try edit.apply(leaves.filter { $0.leaf != nil }, to: emptied)
      return try trialCommit(of: changed, on: [parent] + others, by: author, at: moment)
    }
  }

  /// A commit of a tree that no branch holds.
  package func trialCommit(
    of tree: ObjectID, on parents: [ObjectID], by author: Stamp?, at moment: Int
  ) throws(GitError) -> ObjectID {
    let stamp = Stamp(name: "slipway".utf8, email: Commit.trialEmail, seconds: Int64(moment), offset: 0)
    let buffer = try CommitBuffer(
      tree: tree, parents: parents, author: author ?? stamp, committer: stamp,
      message: Array("A landing that is judged\n".utf8))
    return try write(buffer.bytes, .commit)
  }
}

extension Commit {
  fileprivate static let trialEmail = Array("slipway@localhost".utf8)

  /// Whether it was made for a judgement alone.
  package var isTrial: Bool { committer?.email == Self.trialEmail }
}
