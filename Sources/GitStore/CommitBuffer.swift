/// A commit's bytes before they are stored: the place where a signature will be put in.
struct CommitBuffer {
  let bytes: [UInt8]

  /// Throws `.invalid` for a person or message that could not be read back as given.
  init(
    tree: ObjectID, parents: [ObjectID], author: Stamp, committer: Stamp, message: [UInt8]
  ) throws(GitError) {
    for stamp in [author, committer] where Stamp(stamp.bytes[...]) != stamp {
      throw GitError(.invalid, "a commit cannot carry this name or e-mail")
    }
    if message.contains(0) { throw GitError(.invalid, "a commit message cannot hold a NUL byte") }
    var header = "tree \(tree)\n"
    for parent in parents { header += "parent \(parent)\n" }
    var bytes = Array(header.utf8)
    bytes += Array("author ".utf8) + author.bytes + Array("\ncommitter ".utf8) + committer.bytes
    self.bytes = bytes + Array("\n\n".utf8) + message
  }
}
