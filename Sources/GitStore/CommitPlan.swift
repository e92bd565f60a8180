package import Paths

/// A commit to be made on a branch: which files change, and who says so.
package struct CommitPlan: Sendable {
  /// The full name of the branch that HEAD must be on, such as `refs/heads/main`.
  package var reference: String
  /// Where the branch must be; nil for a branch without commits.
  package var expectedParent: ObjectID?
  package var changes: [FileChange]
  package var message: [UInt8]
  package var author: Stamp
  package var committer: Stamp
  package var reflogMessage: String
  /// How long to wait for the locks of others, in milliseconds.
  package var patience: Int

  package init(
    reference: String, expectedParent: ObjectID?, changes: [FileChange], message: some Sequence<UInt8>, author: Stamp,
    committer: Stamp, reflogMessage: String, patience: Int = 1_000
  ) {
    self.reference = reference
    self.expectedParent = expectedParent
    self.changes = changes
    self.message = Array(message)
    self.author = author
    self.committer = committer
    self.reflogMessage = reflogMessage
    self.patience = patience
  }
}

/// What becomes of one file in a commit.
package struct FileChange: Hashable, Sendable {
  package let path: RepositoryPath
  /// The new bytes as git stores them; nil to remove the file.
  package let content: [UInt8]?
  /// The new mode; nil to keep the file's own, `0o100644` for a new one.
  package let mode: UInt32?

  package init(path: RepositoryPath, content: [UInt8]?, mode: UInt32? = nil) {
    self.path = path
    self.content = content
    self.mode = mode
  }
}
