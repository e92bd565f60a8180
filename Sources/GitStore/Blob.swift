internal import CLibgit2

extension Repository {
  /// The bytes of a file's content.
  ///
  /// Throws `.tooLarge` from the header alone when there are more than `limit` bytes, and `.corrupted` when the bytes
  /// are not the ones that carry this name.
  package func blob(_ id: ObjectID, atMost limit: Int) throws(GitError) -> [UInt8] {
    let object = try read(id, .blob, atMost: limit)
    let bytes = Array(object.bytes)
    if verification != .off, try Self.hash(object.bytes, .blob) != id {
      throw GitError(.corrupted, "blob \(id) holds other bytes than its own")
    }
    return bytes
  }

  /// The name that a blob of these bytes has, whether it is stored anywhere or not.
  package static func blobID(of bytes: [UInt8]) throws(GitError) -> ObjectID {
    var name = git_oid()
    try check(git_odb_hash(&name, bytes, bytes.count, ObjectKind.blob.raw))
    return ObjectID(name)
  }

  /// The name of an object, by libgit2's hash, which refuses texts that were made to collide.
  static func hash(_ bytes: UnsafeRawBufferPointer, _ kind: ObjectKind) throws(GitError) -> ObjectID {
    var name = git_oid()
    try check(git_odb_hash(&name, bytes.baseAddress, bytes.count, kind.raw))
    return ObjectID(name)
  }

  /// The name that an object of these bytes has.
  static func hash(_ bytes: [UInt8], _ kind: ObjectKind) throws(GitError) -> ObjectID {
    var name = git_oid()
    try check(git_odb_hash(&name, bytes, bytes.count, kind.raw))
    return ObjectID(name)
  }

  /// Stores the bytes as a blob and syncs it to disk.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    try write(bytes, .blob)
  }

  /// Stores an object and syncs it, unless ``syncingObjectsTogether(_:)`` does that for it.
  func write(_ bytes: [UInt8], _ kind: ObjectKind) throws(GitError) -> ObjectID {
    var name = git_oid()
    var attempts = 0
    while true {
      do throws(GitError) {
        try check(git_odb_write(&name, objects, bytes, bytes.count, kind.raw))
        break
      } catch {
        attempts += 1
        guard error.isVanishedFolder, attempts < 20 else { throw error }
      }
    }
    let id = ObjectID(name)
    freshObjects?.append(id)
    return id
  }
}

extension GitError {
  /// Whether a file could not be put into a folder that was there a moment ago.
  ///
  /// `git gc` removes the folders of loose objects that it has emptied, perhaps between libgit2's making one and its
  /// renaming the object into it.
  fileprivate var isVanishedFolder: Bool {
    // The clean-up after the failure may have changed `errno`, but not the message.
    if case .io = kind { message.contains("No such file or directory") } else { false }
  }
}
