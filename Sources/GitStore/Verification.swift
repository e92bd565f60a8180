internal import Crypto

/// Which objects are hashed as they are read, to see that they are the ones that their names promise.
package enum Verification: Sendable {
  /// None: history as git itself reads it.
  case off
  /// What somebody signed and what somebody wrote, but no trees, which are most of the bytes.
  case commitsAndBlobs
  /// Each one that is read.
  case all
}

extension Repository {
  /// Throws `.corrupted` where a tree's bytes are not the ones that its name promises.
  ///
  /// Not by libgit2's hash, which looks for attempts at collision in every block and takes eight times as long: git made
  /// that check when the tree was written or fetched.
  static func verify(tree bytes: UnsafeRawBufferPointer, is id: ObjectID) throws(GitError) {
    var hash = Insecure.SHA1()
    var header = Array("tree \(bytes.count)".utf8)
    header.append(0)
    hash.update(data: header)
    hash.update(bufferPointer: bytes)
    let name = hash.finalize().withUnsafeBytes { digest in digest.baseAddress.map { ObjectID($0) } }
    if name != id { throw GitError(.corrupted, "tree \(id) holds other bytes than its own") }
  }
}
