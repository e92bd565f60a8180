package import Paths

/// A file below a tree.
///
/// Links and nested repositories count as files; their mode tells.
package struct TreeFile: Hashable, Sendable {
  /// The path from the top.
  package let path: RepositoryPath
  /// The mode as it is stored.
  package let mode: UInt32
  /// The content.
  package let id: ObjectID
}

/// How far a walk through trees goes before it gives up.
///
/// Seven objects can name a million paths, and a tree can be nested deeper than any stack.
package struct WalkLimits: Sendable {
  /// Levels of folders.
  package var depth = 64
  /// Entries of all trees together.
  package var entries = 1_000_000

  /// Sets limits other than the usual ones.
  package init(depth: Int = 64, entries: Int = 1_000_000) {
    self.depth = depth
    self.entries = entries
  }
}

extension Repository {
  /// Every file of `tree` below `folder`, in git's order.
  ///
  /// A subfolder is read only if `opening` says so. Throws `.tooLarge` at the limits. There are none where `folder` is
  /// not there or no folder.
  package func files(
    in tree: ObjectID, below folder: RepositoryPath = RepositoryPath(""), limits: WalkLimits = WalkLimits(),
    opening: (RepositoryPath) -> Bool = { _ in true }
  ) throws(GitError) -> [TreeFile] {
    var start = tree
    if !folder.bytes.isEmpty {
      guard let entry = try entry(at: folder, in: tree), entry.isFolder else { return [] }
      start = entry.id
    }
    var walk = TreeWalk(repository: self, limits: limits)
    try walk.visit(start, folder, depth: 0, opening)
    return walk.found
  }
}

private struct TreeWalk {
  let repository: Repository
  let limits: WalkLimits
  var found: [TreeFile] = []
  private var seen = 0

  init(repository: Repository, limits: WalkLimits) {
    self.repository = repository
    self.limits = limits
  }

  mutating func visit(
    _ tree: ObjectID, _ folder: RepositoryPath, depth: Int, _ opening: (RepositoryPath) -> Bool
  ) throws(GitError) {
    try limits.check(depth: depth, tree)
    let object = try repository.heldTree(tree)
    defer { withExtendedLifetime(object) {} }
    var scanner = TreeScanner(object.bytes, of: tree)
    while let entry = try scanner.next() {
      seen += 1
      try limits.check(entries: seen)
      let path = folder.appending(entry.name)
      if entry.isFolder {
        if opening(path) { try visit(entry.id, path, depth: depth + 1, opening) }
      } else {
        found.append(TreeFile(path: path, mode: entry.mode, id: entry.id))
      }
    }
  }
}

extension WalkLimits {
  func check(depth: Int, _ tree: ObjectID) throws(GitError) {
    if depth > self.depth { throw GitError(.tooLarge(size: depth), "tree \(tree) is nested deeper than \(self.depth)") }
  }

  func check(entries: Int) throws(GitError) {
    if entries > self.entries {
      throw GitError(.tooLarge(size: entries), "the tree names more than \(self.entries) paths")
    }
  }
}
