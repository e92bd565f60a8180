internal import CLibgit2

/// The state that libgit2 keeps for the whole process.
package enum Library {
  /// What starts libgit2, once.
  ///
  /// Objects are synced to disk, which libgit2 leaves out by default. It hashes every object it reads, which makes
  /// reading large histories 17 times as slow; git does not, and commits and blobs are hashed here instead. Trees are
  /// remembered up to 4 MiB rather than 4 KiB: a folder of 10,000 manifests is asked for again and again. Memory that is
  /// freed is kept for what is read next.
  private static let started: Bool = {
    slipway_keep_freed_memory()
    guard git_libgit2_init() > 0 else { return false }
    return slipway_set_fsync(1) == 0 && slipway_set_strict_hashes(0) == 0
      && slipway_set_cache(GIT_OBJECT_TREE, 4 << 20, 32 << 20) == 0
  }()

  private static let reading: Bool =
    slipway_set_caching(0) == 0 && slipway_set_windows(16 << 20, 96 << 20) == 0 && slipway_bound_allocations() == 0

  /// Prepares the process for reading a whole history, on several threads.
  ///
  /// libgit2 remembers no objects any more, as hardly any is asked for twice, maps 96 MiB of packs at a time rather than
  /// all of each, and refuses objects that are so large that their size had to be looked up first.
  static func prepareForHistory() throws(GitError) {
    try start()
    if !reading { throw GitError(.other, "libgit2 cannot be told to read a history") }
  }

  static func start() throws(GitError) {
    if !started { throw GitError(.other, "libgit2 cannot be started") }
  }

  /// Makes libgit2 look for the user's and the system's files in `folder` only.
  ///
  /// For tests: `safe.directory`, global attributes and global ignores come from there. A folder that does not exist
  /// means that there are none.
  package static func searchOnly(in folder: String) throws(GitError) {
    try start()
    for level in [GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA]
    {
      try check(slipway_set_search_path(level.rawValue, folder))
    }
  }
}
