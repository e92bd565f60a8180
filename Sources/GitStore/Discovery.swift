internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Repository {
  /// Opens the repository that holds `start`, the current folder if nil.
  ///
  /// Honours `GIT_DIR`, `GIT_WORK_TREE`, `GIT_CEILING_DIRECTORIES`, `GIT_INDEX_FILE`, `GIT_OBJECT_DIRECTORY` and
  /// `GIT_ALTERNATE_OBJECT_DIRECTORIES` of `environment`, and never turns the check of the owner off.
  package static func open(
    startingAt start: String? = nil, environment: [String: String] = [:]
  ) throws(GitError) -> Repository {
    try Library.start()
    if environment["GIT_COMMON_DIR"] != nil {
      throw GitError(
        .unsupported(setting: "GIT_COMMON_DIR", remedy: "unset it"),
        "GIT_COMMON_DIR is set, which libgit2 cannot honour")
    }
    let handle = try openHandle(startingAt: start, environment)
    do throws(GitError) {
      try refuseUnsupportedFormat(handle)
      try applyFolders(handle, environment)
    } catch {
      git_repository_free(handle)
      throw error
    }
    return try Repository(handle: handle, environment: environment)
  }

  private static func openHandle(
    startingAt start: String?, _ environment: [String: String]
  ) throws(GitError) -> OpaquePointer {
    var handle: OpaquePointer?
    let origin: String
    let result: Int32
    if let folder = environment["GIT_DIR"] {
      origin = folder
      let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue
      result = git_repository_open_ext(&handle, folder, flags, nil)
    } else {
      origin = start ?? "."
      result = git_repository_open_ext(&handle, origin, 0, environment["GIT_CEILING_DIRECTORIES"])
    }
    do throws(GitError) {
      try check(result)
    } catch {
      throw explained(error, origin)
    }
    guard let handle else { throw GitError(.notFound, "no repository at \(origin)") }
    return handle
  }

  private static func applyFolders(_ handle: OpaquePointer, _ environment: [String: String]) throws(GitError) {
    if let folder = environment["GIT_WORK_TREE"] {
      try check(git_repository_set_workdir(handle, absolute(folder), 0))
    } else if environment["GIT_DIR"] != nil, git_repository_is_bare(handle) == 0, !hasSetting(handle, "core.worktree") {
      // As git does: a repository named outright has the current folder as its working tree.
      try check(git_repository_set_workdir(handle, absolute("."), 0))
    }
    let main = environment["GIT_OBJECT_DIRECTORY"]
    let others = alternates(environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "")
    if main == nil, others.isEmpty { return }
    var objects: OpaquePointer?
    if let main {
      try check(git_odb_open(&objects, absolute(main)))
      try check(git_repository_set_odb(handle, objects))
    } else {
      try check(git_repository_odb(&objects, handle))
    }
    defer { git_odb_free(objects) }
    for other in others { try check(git_odb_add_disk_alternate(objects, absolute(other))) }
  }

  /// The paths between colons; one that begins with a double quote is written as C writes strings, colons included.
  static func alternates(_ text: String) -> [String] {
    var paths: [String] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      var path: [UInt8] = []
      if first == UInt8(ascii: "\"") {
        rest.removeFirst()
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
          path.append(byte == UInt8(ascii: "\\") ? unescaped(&rest) : byte)
        }
      } else {
        path = Array(rest.prefix { $0 != UInt8(ascii: ":") })
        rest.removeFirst(path.count)
      }
      if !path.isEmpty { paths.append(String(decoding: path, as: UTF8.self)) }
      rest = rest.drop { $0 != UInt8(ascii: ":") }.dropFirst()
    }
    return paths
  }

  /// What stands behind a backslash: three octal digits, one of C's letters, or the byte itself.
  private static func unescaped(_ rest: inout ArraySlice<UInt8>) -> UInt8 {
    let digits = rest.prefix(3)
    if digits.count == 3, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) {
      rest.removeFirst(3)
      return value
    }
    guard let byte = rest.popFirst() else { return UInt8(ascii: "\\") }
    let letters: [UInt8: UInt8] = [0x61: 7, 0x62: 8, 0x74: 9, 0x6E: 10, 0x76: 11, 0x66: 12, 0x72: 13]
    return letters[byte] ?? byte
  }

  /// libgit2 calls a repository of another owner "not found", and a format it does not know by the bare setting.
  private static func explained(_ error: GitError, _ origin: String) -> GitError {
    if let unsupported = unsupportedExtension(error) { return unsupported }
    guard error.kind == .notFound || error.code == Int(GIT_EOWNER.rawValue) else { return error }
    var folder = absolute(origin)
    while true {
      for candidate in [folder, folder + "/.git"] {
        guard access(candidate + "/HEAD", F_OK) == 0 || isGitFile(candidate) else { continue }
        let owned = candidate.hasSuffix("/.git") ? folder : candidate
        if isForeign(candidate) || isForeign(owned) {
          return GitError(
            .notOwned(path: owned),
            "the repository in \(owned) belongs to another user; if you trust it, run "
              + "git config --global --add safe.directory \(owned)",
            code: error.code, category: error.category)
        }
      }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return error }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  private static func isGitFile(_ path: String) -> Bool {
    var status = stat()
    return path.hasSuffix("/.git") && lstat(path, &status) == 0 && status.isFile
  }

  private static func isForeign(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_uid != geteuid()
  }

  private static func hasSetting(_ handle: OpaquePointer, _ name: String) -> Bool {
    var configuration: OpaquePointer?
    guard git_repository_config_snapshot(&configuration, handle) == 0 else { return false }
    defer { git_config_free(configuration) }
    var value: UnsafePointer<CChar>?
    return git_config_get_string(&value, configuration, name) == 0
  }
}

/// A path from the root of the file system, seen from the current folder.
func absolute(_ path: String) -> String {
  if path.hasPrefix("/") { return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }
  guard let current = getcwd(nil, 0) else { return path }
  defer { free(current) }
  let folder = String(cString: current)
  return path == "." ? folder : folder + "/" + path
}
