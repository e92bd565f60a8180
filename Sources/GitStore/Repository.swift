internal import CLibgit2
internal import Paths

/// A repository on disk.
///
/// Not Sendable: each thread opens its own. Everything read from it is a plain value.
package final class Repository {
  let handle: OpaquePointer
  let objects: OpaquePointer
  let configuration: Configuration
  /// The environment it was opened with; `GIT_*` in it is honoured as git does.
  package let environment: [String: String]
  /// The `.git` folder of this working tree, ending in a slash.
  package let gitFolder: String
  /// The `.git` folder that all working trees share, ending in a slash.
  package let commonFolder: String
  /// The top of the working tree, ending in a slash; nil in a bare repository.
  package let workingFolder: String?
  /// The file that holds the index.
  let indexPath: String
  var attributeNeeds: [[UInt8]: Bool] = [:]
  /// What ``treeChanges(from:to:mentioning:limits:opening:)`` found last.
  var lastDifference: LastDifference?
  /// What ``entry(at:in:)`` found last.
  var lastEntry: (path: RepositoryPath, tree: ObjectID, entry: TreeEntry?)?
  /// Which objects are hashed as they are read.
  package var verification = Verification.commitsAndBlobs
  /// Whether objects are read without a look at their size, as larger ones than the process can bear fail.
  private(set) var isBounded = false
  /// The trees that were read last.
  var trees = HeldTrees()
  /// What was stored and is not synced yet; nil while each object is synced by itself.
  var freshObjects: [ObjectID]?
  /// What is still being looked at of these.
  var collisionChecks: [CollisionCheck] = []

  /// Takes over the handle, also when it throws.
  init(handle: OpaquePointer, environment: [String: String]) throws(GitError) {
    var objects: OpaquePointer?
    do throws(GitError) {
      configuration = try Configuration(of: handle, environment: environment)
      try check(git_repository_odb(&objects, handle))
    } catch {
      git_repository_free(handle)
      throw error
    }
    guard let objects else {
      git_repository_free(handle)
      throw GitError(.other, "the repository has no object database")
    }
    self.handle = handle
    self.objects = objects
    self.environment = environment
    gitFolder = String(cString: git_repository_path(handle))
    commonFolder = String(cString: git_repository_commondir(handle))
    workingFolder = git_repository_workdir(handle).map { String(cString: $0) }
    indexPath = absolute(environment["GIT_INDEX_FILE"] ?? gitFolder + "index")
  }

  deinit {
    git_odb_free(objects)
    git_repository_free(handle)
  }

  /// Makes this repository read a whole history as fast as that goes; concerns the whole process.
  package func prepareForHistory() throws(GitError) {
    try Library.prepareForHistory()
    isBounded = true
  }

  /// Whether there is no working tree.
  package var isBare: Bool { workingFolder == nil }

  /// Whether history was cut off when the repository was cloned.
  package var isShallow: Bool { git_repository_is_shallow(handle) == 1 }

  /// Whether objects may be missing here because a remote has promised to send them when asked.
  package var isPartialClone: Bool { configuration.hasPromisor }

  /// What waits to be finished, in git's words: `merge`, `rebase`, `bisect` …; nil if nothing does.
  package var stateUnderWay: String? {
    switch git_repository_state_t(UInt32(bitPattern: git_repository_state(handle))) {
    case GIT_REPOSITORY_STATE_NONE: nil
    case GIT_REPOSITORY_STATE_MERGE: "merge"
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: "revert"
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: "cherry-pick"
    case GIT_REPOSITORY_STATE_BISECT: "bisect"
    case GIT_REPOSITORY_STATE_REBASE, GIT_REPOSITORY_STATE_REBASE_INTERACTIVE,
      GIT_REPOSITORY_STATE_REBASE_MERGE:
      "rebase"
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: "am"
    default: "unknown"
    }
  }

  /// Creates an empty repository in `folder`, which is made if it is not there.
  package static func initialise(
    at folder: String, branch: String = "main", settings: [String: String] = [:],
    environment: [String: String] = [:]
  ) throws(GitError) -> Repository {
    try Library.start()
    var options = git_repository_init_options()
    try check(git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
    options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
    var handle: OpaquePointer?
    let result = branch.withCString { name in
      options.initial_head = name
      return git_repository_init_ext(&handle, folder, &options)
    }
    try check(result)
    guard let handle else { throw GitError(.other, "no repository was made in \(folder)") }
    do throws(GitError) {
      var configuration: OpaquePointer?
      try check(git_repository_config(&configuration, handle))
      defer { git_config_free(configuration) }
      for (name, value) in settings { try check(git_config_set_string(configuration, name, value)) }
    } catch {
      git_repository_free(handle)
      throw error
    }
    return try Repository(handle: handle, environment: environment)
  }
}
