internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Turns a negative result of libgit2 into an error; the one place that reads and clears what it left behind.
@discardableResult
func check(_ result: Int32) throws(GitError) -> Int32 {
  if result >= 0 { return result }
  throw lastError(result)
}

private func lastError(_ result: Int32) -> GitError {
  let systemError = errno
  var message = "libgit2 answered \(result)"
  var category = 0
  if let last = git_error_last() {
    if let text = last.pointee.message { message = String(cString: text) }
    category = Int(last.pointee.klass)
  }
  git_error_clear()
  let kind = kind(of: git_error_code(result), git_error_t(UInt32(category)), message, systemError)
  return GitError(kind, message, code: Int(result), category: category)
}

private func kind(
  of code: git_error_code, _ category: git_error_t, _ message: String, _ systemError: Int32
) -> GitError.Kind {
  switch code {
  case GIT_ENOTFOUND: .notFound
  case GIT_EAMBIGUOUS: .ambiguous
  case GIT_EUNBORNBRANCH: .unborn
  case GIT_ELOCKED: locked(message)
  case GIT_EMODIFIED: .moved(to: nil)
  case GIT_EINVALIDSPEC, GIT_EINVALID: .invalid
  case GIT_EBAREREPO: .bare
  case GIT_EMISMATCH: .corrupted
  case GIT_EOWNER: .notOwned(path: quoted(message) ?? "")
  default:
    switch category {
    case GIT_ERROR_OS: .io(errno: systemError)
    case GIT_ERROR_ZLIB, GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_INDEX: .corrupted
    default: .other
    }
  }
}

private func locked(_ message: String) -> GitError.Kind {
  guard let file = quoted(message) else { return .locked(path: message, ageSeconds: nil) }
  let lock = file.hasSuffix(".lock") ? file : file + ".lock"
  return .locked(path: lock, ageSeconds: fileAge(lock))
}

/// The part of a message that stands in single quotes: libgit2 quotes paths so.
private func quoted(_ message: String) -> String? {
  guard let start = message.firstIndex(of: "'"), let end = message.lastIndex(of: "'"), start < end else { return nil }
  return String(message[message.index(after: start)..<end])
}

/// How long ago a file was last written, in seconds; nil where it is gone.
func fileAge(_ path: String) -> Int? {
  var status = stat()
  guard lstat(path, &status) == 0 else { return nil }
  return max(0, time(nil) - status.modified.tv_sec)
}

extension GitError {
  /// The system's refusal of what we did ourselves, read from `errno` at once.
  static func system(_ doing: String, _ code: Int32 = errno) -> GitError {
    GitError(.io(errno: code), "\(doing): \(String(cString: strerror(code)))")
  }
}
