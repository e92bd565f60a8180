internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Repository {
  /// Runs `body`, and syncs all objects that it stores together before this returns.
  ///
  /// One by one, as libgit2 does it, each object waits for the file system's journal twice. Sent off first and awaited
  /// then, as git's `core.fsyncMethod=batch` does, one wait serves them all.
  func syncingObjectsTogether<Result>(_ body: () throws(GitError) -> Result) throws(GitError) -> Result {
    (freshObjects, collisionChecks) = ([], [])
    _ = slipway_set_fsync(0)
    defer {
      freshObjects = nil
      _ = slipway_set_fsync(1)
    }
    let result = try body()
    try syncFreshObjects()
    for check in collisionChecks { try finish(check) }
    return result
  }

  /// Where objects are stored, ending in a slash.
  var objectFolder: String {
    environment["GIT_OBJECT_DIRECTORY"].map { absolute($0) + "/" } ?? commonFolder + "objects/"
  }

  private func syncFreshObjects() throws(GitError) {
    var files: [Int32] = []
    defer { for file in files { close(file) } }
    var folders: Set<String> = [objectFolder]
    for id in freshObjects ?? [] {
      let name = id.hex
      let folder = objectFolder + name.prefix(2)
      // One that is not there was in a pack before, or is in one by now.
      let file = openat(AT_FDCWD, "\(folder)/\(name.dropFirst(2))", O_RDONLY | O_CLOEXEC)
      if file < 0 { continue }
      files.append(file)
      folders.insert(folder)
    }
    for file in files { slipway_start_writing(file) }
    for file in files where fsync(file) != 0 { throw .system("syncing an object") }
    for folder in folders.sorted() {
      guard let descriptor = Descriptor.open(folder.utf8, O_RDONLY | O_DIRECTORY) else { continue }
      try descriptor.sync()
    }
  }
}
