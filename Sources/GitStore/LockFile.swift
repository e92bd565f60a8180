#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A lock file of git's protocol: whoever creates it holds the lock, and it is gone when it is let go.
///
/// One that stands there already is never removed: its owner may be alive.
struct LockFile: ~Copyable {
  private let path: String

  /// Throws `.locked` with path and age where another holds it.
  init(_ path: String) throws(GitError) {
    guard Descriptor.open(path.utf8, O_WRONLY | O_CREAT | O_EXCL) != nil else {
      if errno != EEXIST { throw .system("creating \(path)") }
      let age = fileAge(path)
      throw GitError(
        .locked(path: path, ageSeconds: age),
        "\(path) exists, \(age.map { "\($0) s old" } ?? "of unknown age"): another git process is running; if none is, "
          + "remove the file")
    }
    self.path = path
  }

  deinit { unlink(path) }

  /// Lets the lock go now.
  consuming func release() {}
}
