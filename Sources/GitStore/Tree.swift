package import Paths

/// One line of a tree.
package struct TreeEntry: Hashable, Sendable {
  /// The name; never empty, `.`, `..`, `.git` or with a slash when read from a tree.
  package let name: [UInt8]
  /// The mode as it is stored, not normalised: `0o100644` for a plain file.
  package let mode: UInt32
  /// The content: a blob, a tree or another repository's commit.
  package let id: ObjectID

  /// Puts an entry together.
  package init(name: [UInt8], mode: UInt32, id: ObjectID) {
    self.name = name
    self.mode = mode
    self.id = id
  }

  /// Another tree, by its one regular mode.
  package var isFolder: Bool { mode == 0o040000 }
  /// A plain file, executable or not, by its regular modes.
  package var isFile: Bool { mode == 0o100644 || mode == 0o100755 }
  /// A symbolic link.
  package var isLink: Bool { mode == 0o120000 }
}

extension Repository {
  /// The entries of a tree, as stored.
  ///
  /// Throws `.corrupted` for entries that are repeated, out of order or badly named, as git and libgit2 would then read
  /// the tree differently.
  package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    let object = try heldTree(id)
    defer { withExtendedLifetime(object) {} }
    var entries: [TreeEntry] = []
    var scanner = TreeScanner(object.bytes, of: id)
    while let entry = try scanner.next() { entries.append(entry.value) }
    return entries
  }

  /// The entry at `path` below a tree; nil where there is none.
  ///
  /// The last answer is kept: who changes a file asks for it three times, and each time its folder's whole tree is read.
  package func entry(at path: RepositoryPath, in tree: ObjectID) throws(GitError) -> TreeEntry? {
    if let known = lastDifference?.entry(at: path, in: tree) { return known }
    if let last = lastEntry, last.path == path, last.tree == tree { return last.entry }
    let entry = try findEntry(at: path, in: tree)
    lastEntry = (path, tree, entry)
    return entry
  }

  private func findEntry(at path: RepositoryPath, in tree: ObjectID) throws(GitError) -> TreeEntry? {
    var folder = tree
    let parts = path.components
    for (depth, part) in parts.enumerated() {
      guard let entry = try entry(named: part, in: folder) else { return nil }
      if depth == parts.count - 1 { return entry }
      if !entry.isFolder { return nil }
      folder = entry.id
    }
    return nil
  }

  private func entry(named name: ArraySlice<UInt8>, in tree: ObjectID) throws(GitError) -> TreeEntry? {
    let object = try heldTree(tree)
    defer { withExtendedLifetime(object) {} }
    var scanner = TreeScanner(object.bytes, of: tree)
    var found: TreeEntry?
    // To the end, so that a second entry of the same name is not missed.
    while let entry = try scanner.next() {
      if entry.name.elementsEqual(name) { found = entry.value }
    }
    return found
  }
}
