internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The repository formats that libgit2 refuses without saying how to go on, or misreads.
extension Repository {
  /// The setting behind libgit2's refusal to open, with its remedy; nil where the error is another.
  static func unsupportedExtension(_ error: GitError) -> GitError? {
    let marker = "unsupported extension name "
    guard let found = error.message.firstRange(of: marker) else {
      guard error.message.contains("unsupported repository version") || error.message.contains("object format")
      else { return nil }
      return unsupported(
        "core.repositoryFormatVersion", "convert the repository to format 0 or 1 with SHA-1 objects", error)
    }
    let setting = String(error.message[found.upperBound...])
    return unsupported(setting, remedies[setting.lowercased()] ?? "use a repository without this extension", error)
  }

  private static let remedies = [
    "extensions.objectformat": "SHA-256 objects cannot be read: use a SHA-1 repository",
    "extensions.refstorage": "run git refs migrate --ref-format=files",
    "extensions.worktreeconfig": "move config.worktree into config, then unset the extension",
    "extensions.relativeworktrees":
      "run git worktree repair --no-relative-paths, then unset the extension",
  ]

  private static func unsupported(_ setting: String, _ remedy: String, _ error: GitError) -> GitError {
    GitError(
      .unsupported(setting: setting, remedy: remedy), "\(setting) is not supported: \(remedy)", code: error.code,
      category: error.category)
  }

  /// Refuses what libgit2 opens but misreads: in format 0 it ignores every extension, git does not.
  static func refuseUnsupportedFormat(_ handle: OpaquePointer) throws(GitError) {
    let common = String(cString: git_repository_commondir(handle))
    let own = String(cString: git_repository_path(handle))
    let problem: String? =
      if access(common + "reftable", F_OK) == 0 {
        "extensions.refstorage"
      } else if access(own + "config.worktree", F_OK) == 0 {
        "extensions.worktreeconfig"
      } else {
        nil
      }
    guard let setting = problem else { return }
    let remedy = remedies[setting] ?? ""
    throw GitError(
      .unsupported(setting: setting, remedy: remedy), "\(setting) is not supported: \(remedy)")
  }
}
