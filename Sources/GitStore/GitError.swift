/// What went wrong in a repository.
package struct GitError: Error, Hashable, Sendable {
  /// The failures that callers tell apart.
  package enum Kind: Hashable, Sendable {
    case notFound
    case ambiguous
    /// The branch has no commit yet.
    case unborn
    /// Another process holds the lock file, or died holding it. It is never deleted here.
    case locked(path: String, ageSeconds: Int?)
    /// A reference no longer points where the caller expected it to.
    case moved(to: ObjectID?)
    case unsupported(setting: String, remedy: String)
    /// History ends early because the clone is shallow.
    case shallow
    case partialClone(missing: ObjectID)
    /// The repository belongs to another user; `path` is what `safe.directory` must say.
    case notOwned(path: String)
    case corrupted
    /// A merge, rebase, bisect and the like waits to be finished.
    case busy(String)
    case tooLarge(size: Int)
    case invalid
    case noIdentity(missing: String)
    case bare
    case detached
    /// Another working tree has the branch checked out.
    case checkedOutElsewhere(folder: String)
    /// The file to be written has changes of the user's.
    case dirty(path: String, how: String)
    /// The system refused; `errno` says why.
    case io(errno: Int32)
    case other
  }

  package let kind: Kind
  /// libgit2's code, 0 where the error is ours.
  ///
  /// Open: a code unknown here keeps its number.
  package let code: Int
  /// libgit2's error class, 0 where the error is ours.
  package let category: Int
  package let message: String

  init(_ kind: Kind, _ message: String, code: Int = 0, category: Int = 0) {
    self.kind = kind
    self.code = code
    self.category = category
    self.message = message
  }
}

extension GitError: CustomStringConvertible {
  package var description: String { message }
}
