internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Repository {
  /// Stores a tree, a large one without compressing it.
  ///
  /// Two thirds of a tree are object names, which do not compress, and trying took longer than all else that a commit
  /// does in a folder of 10,000 files. git reads it like any other object, and compresses it when it packs. Whoever
  /// sets `core.looseCompression` or `core.compression` gets what libgit2 makes of a tree.
  func writeTree(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    let isLarge = bytes.count >= 32 << 10
    guard isLarge, try setting("core.loosecompression") == nil, try setting("core.compression") == nil else {
      return try write(bytes, .tree)
    }
    let id = bytes.withUnsafeBytes(Self.plainName(ofTree:))
    var name = id.raw
    // What is there already must be made young again, lest `git gc` takes it away: libgit2 knows how.
    if git_odb_exists_ext(objects, &name, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 1 { return try write(bytes, .tree) }
    let check = CollisionCheck(of: bytes, .tree, named: id)
    try writeLoose(zlibStored(treeHeader(bytes.count) + bytes), id)
    if freshObjects == nil {
      try finish(check)
    } else {
      freshObjects?.append(id)
      collisionChecks.append(check)
    }
    return id
  }

  /// Waits for the end of a check, and takes away what did not pass it.
  func finish(_ check: CollisionCheck) throws(GitError) {
    do throws(GitError) {
      try check.wait()
    } catch {
      unlink(loosePath(of: check.id))
      throw error
    }
  }

  private func loosePath(of id: ObjectID) -> String { objectFolder + id.hex.prefix(2) + "/" + id.hex.dropFirst(2) }

  private func writeLoose(_ content: [UInt8], _ id: ObjectID) throws(GitError) {
    // git's own name for what was not finished, so that `git gc` clears it away after a crash.
    let draft = temporaryName(in: objectFolder + "tmp_obj_", "tree")
    guard let file = Descriptor.open(draft.utf8, O_WRONLY | O_CREAT | O_EXCL, mode: 0o444) else {
      throw .system("creating \(draft)")
    }
    do throws(GitError) {
      try file.write(content)
      if freshObjects == nil { try file.sync() }
      try moveLoose(draft, id)
    } catch {
      unlink(draft)
      throw error
    }
  }

  private func moveLoose(_ draft: String, _ id: ObjectID) throws(GitError) {
    let folder = objectFolder + id.hex.prefix(2)
    // `git gc` may remove the folder between the two steps.
    for _ in 0..<20 {
      if mkdir(folder, 0o777) != 0, errno != EEXIST { throw .system("making \(folder)") }
      if rename(draft, loosePath(of: id)) == 0 { return }
      if errno != ENOENT { break }
    }
    throw .system("storing tree \(id)")
  }
}

/// A zlib stream that holds the bytes as they are: RFC 1950, and "stored" blocks of RFC 1951.
func zlibStored(_ bytes: [UInt8]) -> [UInt8] {
  let largest = 0xFFFF
  var stream: [UInt8] = []
  stream.reserveCapacity(bytes.count + 5 * (bytes.count / largest + 1) + 6)
  stream += [0x78, 0x01]
  var start = 0
  repeat {
    let end = min(bytes.count, start + largest)
    let count = UInt16(end - start)
    stream.append(end == bytes.count ? 1 : 0)
    for half in [count, ~count] { stream += [UInt8(half & 0xFF), UInt8(half >> 8)] }
    stream += bytes[start..<end]
    start = end
  } while start < bytes.count
  return stream + bigEndian(adler32(bytes))
}

private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (low, high): (UInt32, UInt32) = (1, 0)
  // As many as can be added before the sums would overflow.
  for start in stride(from: 0, to: bytes.count, by: 5552) {
    for byte in bytes[start..<min(bytes.count, start + 5552)] {
      low &+= UInt32(byte)
      high &+= low
    }
    low %= 65_521
    high %= 65_521
  }
  return high << 16 | low
}
