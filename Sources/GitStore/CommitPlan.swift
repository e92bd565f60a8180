package import Paths

/// A commit to be made on a branch: which files change, and who says so.
package struct CommitPlan: Sendable {
  /// The full name of the branch that HEAD must be on, such as `refs/heads/main`.
  package var reference: String
  /// Where the branch must be; nil for a branch without commits.
  package var expectedParent: ObjectID?
  /// The files that change; each once.
  package var changes: [FileChange]
  /// The message, its last newline included.
  package var message: [UInt8]
  /// Who wrote the change.
  package var author: Stamp
  /// Who makes the commit, in the reflog as well.
  package var committer: Stamp
  /// What the reflog says, such as `commit: …`.
  package var reflogMessage: String
  /// How long to wait for the locks of others, in milliseconds.
  package var patience: Int
  /// Who vouches for the commit; nil for nobody.
  package var signature: CommitSignature?

  /// Plans a commit; by default, locks of others are waited for one second.
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

/// A signature, and the bytes of the commit that it covers.
package struct CommitSignature: Sendable {
  let covered: [UInt8]
  let armor: [UInt8]

  /// - Parameters:
  ///   - covered: What `Repository.unsignedCommit` returned for the plan.
  ///   - armor: The signature as text of several lines.
  package init(over covered: [UInt8], armor: [UInt8]) {
    self.covered = covered
    self.armor = armor
  }
}

/// What becomes of one file in a commit.
package struct FileChange: Hashable, Sendable {
  /// The file, by its path from the top.
  package let path: RepositoryPath
  /// The new bytes as git stores them; nil to remove the file.
  package let content: [UInt8]?
  /// The new mode; nil to keep the file's own, `0o100644` for a new one.
  package let mode: UInt32?

  /// Plans what becomes of the file.
  package init(path: RepositoryPath, content: [UInt8]?, mode: UInt32? = nil) {
    self.path = path
    self.content = content
    self.mode = mode
  }
}
