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
    if plainName(ofTree: bytes) != id { throw GitError(.corrupted, "tree \(id) holds other bytes than its own") }
  }

  /// The name that a tree of these bytes has, by a hash that does not look for attempts at collision.
  static func plainName(ofTree bytes: UnsafeRawBufferPointer) -> ObjectID {
    var hash = Insecure.SHA1()
    hash.update(data: treeHeader(bytes.count))
    hash.update(bufferPointer: bytes)
    return hash.finalize().withUnsafeBytes { digest in digest.baseAddress.map { ObjectID($0) } ?? .zero }
  }
}

/// What stands before the bytes of a tree where they are hashed and stored.
func treeHeader(_ size: Int) -> [UInt8] { Array("tree \(size)".utf8) + [0] }
