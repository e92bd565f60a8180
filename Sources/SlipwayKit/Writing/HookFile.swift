internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file that makes git run a hook.
struct HookFile {
  enum State {
    case absent, own, foreign
  }

  private let hook: Hook
  private let folder: String
  let path: String

  init(_ hook: Hook, in folder: String) {
    self.hook = hook
    self.folder = folder
    path = folder + "/" + hook.rawValue
  }

  /// Whose it is: only what is byte for byte the script is Slipway's own, a line that somebody added is theirs.
  var state: State {
    get throws {
      var status = stat()
      if lstat(path, &status) != 0 {
        if errno == ENOENT || errno == ENOTDIR { return .absent }
        throw failure("looked at", path)
      }
      let script = Array(hook.script.utf8)
      guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == script.count else { return .foreign }
      let file = open(path, O_RDONLY | O_CLOEXEC)
      if file < 0 { throw failure("read", path) }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: script.count)
      return read(file, &bytes, bytes.count) == script.count && bytes == script ? .own : .foreign
    }
  }

  /// Writes beside and links into place: the hook is there whole or not at all, and never over another one.
  func create() throws {
    if mkdir(folder, 0o777) != 0, errno != EEXIST { throw failure("made", folder) }
    let draft = folder + "/.slipway-\(hook.rawValue)-\(getpid())"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o755)
    if file < 0 { throw failure("written", draft) }
    defer { unlink(draft) }
    let script = Array(hook.script.utf8)
    // A disk that takes only a part of these few bytes is full.
    let isWritten = write(file, script, script.count) == script.count
    if close(file) != 0 || !isWritten || link(draft, path) != 0 { throw failure("written", path) }
  }

  /// Git takes no notice of a hook that cannot be executed.
  func makeExecutable() throws {
    if access(path, X_OK) != 0, chmod(path, 0o755) != 0 { throw failure("made executable", path) }
  }

  func remove() throws {
    if unlink(path) != 0 { throw failure("removed", path) }
  }

  private func failure(_ what: String, _ path: String) -> Trouble {
    Trouble(.cannotJudge, "`\(escaped(path))` cannot be \(what): \(String(cString: strerror(errno)))")
  }
}
