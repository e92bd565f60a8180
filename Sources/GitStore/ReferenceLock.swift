internal import CLibgit2

/// A branch that nobody else can move while this is held.
struct ReferenceLock: ~Copyable {
  private let transaction: OpaquePointer
  private let reference: String

  /// Throws `.locked` where another holds it.
  init(_ reference: String, in repository: Repository) throws(GitError) {
    var transaction: OpaquePointer?
    try check(git_transaction_new(&transaction, repository.handle))
    guard let transaction else { throw GitError(.other, "no transaction") }
    do throws(GitError) {
      try check(git_transaction_lock_ref(transaction, reference))
    } catch {
      git_transaction_free(transaction)
      guard case .locked = error.kind else { throw error }
      let path = repository.commonFolder + reference + ".lock"
      throw GitError(
        .locked(path: path, ageSeconds: fileAge(path)),
        "\(path) exists: another git process is running; if none is, remove the file", code: error.code,
        category: error.category)
    }
    self.transaction = transaction
    self.reference = reference
  }

  deinit { git_transaction_free(transaction) }

  /// Moves the branch, and writes the reflog before it.
  func move(to commit: ObjectID, by committer: Stamp, _ message: String) throws(GitError) {
    var signature: UnsafeMutablePointer<git_signature>?
    try check(
      git_signature_new(
        &signature, cString(committer.name), cString(committer.email), committer.seconds, Int32(committer.offset)))
    defer { git_signature_free(signature) }
    var target = commit.raw
    try check(git_transaction_set_target(transaction, reference, &target, signature, message))
    try check(git_transaction_commit(transaction))
  }
}
