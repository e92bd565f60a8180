internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The settings that hold for a repository, as git would read them in the given environment.
///
/// libgit2 ignores `GIT_CONFIG_*`, so the list of files is put together here and given to it. What `git -c` says is
/// looked up before the files; libgit2's own reading, such as `core.autocrlf`, does not see that.
final class Configuration {
  private let files: OpaquePointer
  private let overrides: [String: String?]
  private(set) lazy var hasPromisor =
    Self.has(files, "remote\\..*\\.promisor") || Self.has(files, "extensions\\.partialclone")

  init(of repository: OpaquePointer, environment: [String: String]) throws(GitError) {
    overrides = ConfigurationEnvironment.overrides(environment)
    var created: OpaquePointer?
    try check(git_config_new(&created))
    guard let created else { throw GitError(.other, "no configuration") }
    do throws(GitError) {
      let common = String(cString: git_repository_commondir(repository))
      for file in ConfigurationEnvironment.files(environment) + [
        (level: GIT_CONFIG_LEVEL_LOCAL, path: common + "config")
      ]
      where access(file.path, R_OK) == 0 {
        try check(git_config_add_file_ondisk(created, file.path, file.level, repository, 1))
      }
      try check(git_repository_set_config(repository, created))
      var snapshot: OpaquePointer?
      try check(git_config_snapshot(&snapshot, created))
      git_config_free(created)
      guard let snapshot else { throw GitError(.other, "no configuration") }
      files = snapshot
    } catch {
      git_config_free(created)
      throw error
    }
  }

  deinit { git_config_free(files) }

  /// A setting's value; nil where it is not set.
  ///
  /// `name` is like `user.name`, its first and last part in lower case.
  func string(_ name: String) throws(GitError) -> String? {
    if let value = overrides[name] { return value ?? "" }
    var value: UnsafePointer<CChar>?
    let result = git_config_get_string(&value, files, name)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    try check(result)
    return value.map { String(cString: $0) }
  }

  /// A setting's value as git reads yes and no; nil where it is not set, `.invalid` where it is neither.
  func bool(_ name: String) throws(GitError) -> Bool? {
    do throws(GitError) {
      return try parsedBool(name)
    } catch {
      // libgit2 says which value it is, but not whose.
      throw GitError(.invalid, "\(name): \(error.message)", code: error.code, category: error.category)
    }
  }

  private func parsedBool(_ name: String) throws(GitError) -> Bool? {
    if let value = overrides[name] {
      guard let value else { return true }
      var parsed: Int32 = 0
      try check(git_config_parse_bool(&parsed, value))
      return parsed != 0
    }
    var value: Int32 = 0
    let result = git_config_get_bool(&value, files, name)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    try check(result)
    return value != 0
  }

  private static func has(_ files: OpaquePointer, _ pattern: String) -> Bool {
    var iterator: OpaquePointer?
    guard git_config_iterator_glob_new(&iterator, files, pattern) == 0 else { return false }
    defer { git_config_iterator_free(iterator) }
    var entry: UnsafeMutablePointer<git_config_entry>?
    return git_config_next(&entry, iterator) == 0
  }
}

extension Repository {
  /// A setting's value; nil where it is not set.
  ///
  /// `name` is like `user.name`, its first and last part in lower case. `git -c` is honoured.
  package func setting(_ name: String) throws(GitError) -> String? { try configuration.string(name) }

  /// A setting's value as git reads yes and no; nil where it is not set, an error where it is neither.
  package func flag(_ name: String) throws(GitError) -> Bool? { try configuration.bool(name) }
}
