/// What went wrong in a repository.
package struct GitError: Error, Hashable, Sendable {
  /// The failures that callers tell apart.
  package enum Kind: Hashable, Sendable {
    /// No such repository, reference, revision or commit.
    case notFound
    /// Several objects have a name that begins so.
    case ambiguous
    /// The branch has no commit yet.
    case unborn
    /// Another process holds the lock file, or died holding it. It is never deleted here.
    case locked(path: String, ageSeconds: Int?)
    /// A reference no longer points where the caller expected it to.
    case moved(to: ObjectID?)
    /// A format or setting that cannot be honoured here, and how to go on.
    case unsupported(setting: String, remedy: String)
    /// History ends early because the clone is shallow.
    case shallow
    /// An object that a remote has promised but not sent.
    case partialClone(missing: ObjectID)
    /// The repository belongs to another user; `path` is what `safe.directory` must say.
    case notOwned(path: String)
    /// An object or file that is not what it must be.
    case corrupted
    /// A merge, rebase, bisect and the like waits to be finished.
    case busy(String)
    /// More bytes, entries or levels than the caller allows.
    case tooLarge(size: Int)
    /// The request makes no sense: a bad name, path, date or plan.
    case invalid
    /// HEAD holds already what a commit was to bring.
    case noChange
    /// Name or e-mail for a commit is set nowhere.
    case noIdentity(missing: String)
    /// There is no working tree.
    case bare
    /// HEAD is on no branch.
    case detached
    /// Another working tree has the branch checked out.
    case checkedOutElsewhere(folder: String)
    /// The file to be written has changes of the user's.
    case dirty(path: String, how: String)
    /// The system refused; `errno` says why.
    case io(errno: Int32)
    /// What is told by code and message only.
    case other
  }

  /// What callers switch on.
  package let kind: Kind
  /// libgit2's code, 0 where the error is ours.
  ///
  /// Open: a code unknown here keeps its number.
  package let code: Int
  /// libgit2's error class, 0 where the error is ours.
  package let category: Int
  /// What happened, in one sentence without a full stop.
  package let message: String

  init(_ kind: Kind, _ message: String, code: Int = 0, category: Int = 0) {
    self.kind = kind
    self.code = code
    self.category = category
    self.message = message
  }
}

extension GitError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
