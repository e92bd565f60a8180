/// A commit's bytes before they are stored.
struct CommitBuffer {
  let bytes: [UInt8]
  /// How many of them the headers are.
  private let headerCount: Int

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
    bytes.append(UInt8(ascii: "\n"))
    headerCount = bytes.count
    self.bytes = bytes + [UInt8(ascii: "\n")] + message
  }

  /// The bytes with a signature over them as the last header, its further lines each behind a space as git writes them.
  ///
  /// Throws `.invalid` where the signature covers another commit, or is none.
  func signed(_ signature: CommitSignature) throws(GitError) -> [UInt8] {
    if signature.covered != bytes { throw GitError(.invalid, "the signature covers another commit") }
    let newline = UInt8(ascii: "\n")
    var lines = signature.armor.split(separator: newline, omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    if lines.isEmpty || signature.armor.contains(0) { throw GitError(.invalid, "there is no text in the signature") }
    let header = lines.flatMap { [UInt8(ascii: " ")] + $0 + [newline] }
    return bytes[..<headerCount] + Array("gpgsig".utf8) + header + bytes[headerCount...]
  }
}
