internal import CLibgit2
internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that a commit is about to change, found fit for it.
struct TargetFile {
  let path: RepositoryPath
  /// What git will hold: nil to remove the file.
  let leaf: TreeEdit.Leaf?
  let content: [UInt8]?
  /// How the working file is now; nil where there is none.
  let status: stat?
  /// False where the working file already is as it should be: an earlier run was killed behind this step.
  let needsWriting: Bool
  /// Whether HEAD would have it any different.
  let isChange: Bool
}

/// Judges whether a commit may change a file without touching what the user has done to it.
struct TargetCheck: ~Copyable {
  let repository: Repository
  let reader: WorkingFolder
  let tree: ObjectID?
  private let trustsModes: Bool

  init(_ repository: Repository, _ reader: WorkingFolder, tree: ObjectID?) throws(GitError) {
    self.repository = repository
    self.reader = reader
    self.tree = tree
    trustsModes = try repository.flag("core.filemode") ?? true
  }

  /// Whether the index holds an attribute file for the path, which counts where the working tree has none.
  private func hasIndexedAttributes(_ path: RepositoryPath, _ index: IndexFile) -> Bool {
    var folder = path.folder
    while let here = folder {
      if index.contains(here.appending(".gitattributes".utf8)) { return true }
      folder = here.folder
    }
    return index.contains(RepositoryPath(".gitattributes"))
  }

  /// Throws `.dirty` where working file, index and HEAD differ, unless they hold the new content already.
  func check(_ change: FileChange, _ index: IndexFile) throws(GitError) -> TargetFile {
    let path = change.path
    try refuseName(path)
    // Asking libgit2 makes it read the whole index once more, so it is asked only where attributes can come from.
    if repository.mayConvert(in: path.folder) || hasIndexedAttributes(path, index) {
      try repository.refuseFilters(at: path)
    }
    let committed = try tree.map { tree throws(GitError) in try repository.entry(at: path, in: tree) } ?? nil
    if let committed, !committed.isFile { throw GitError(.invalid, "\(path) is no plain file in HEAD") }
    try refuseIndexObstacles(path, index)
    let indexed = index.facts(at: path)
    if indexed?.isIntentToAdd == true { throw dirty(path, "announced by git add -N") }
    if indexed?.isSkipped == true {
      throw GitError(
        .unsupported(setting: "core.sparseCheckout", remedy: "run git sparse-checkout add for its folder"),
        "\(path) is left out by a sparse checkout")
    }
    let status = try reader.status(path)
    if let status, !status.isFile { throw GitError(.invalid, "\(path) is not a plain file") }
    let limit = max(16 << 20, 2 * (change.content?.count ?? 0))
    let bytes = try repository.readWorkingFile(path, through: reader, atMost: limit)
    let working = try bytes.map { bytes throws(GitError) in try Repository.blobID(of: bytes) }
    let new = try change.content.map { content throws(GitError) in try Repository.blobID(of: content) }

    let mode = change.mode ?? committed?.mode ?? 0o100644
    let before = State(committed?.id, committed?.mode)
    let after = State(new, new == nil ? nil : mode)
    let staged = State(indexed?.id, indexed?.mode)
    let here = State(working, working == nil ? nil : trustsModes ? status?.gitMode : staged.mode ?? after.mode)
    if staged != before && !(staged == after && here == after) {
      throw dirty(path, "staged")
    }
    if here != before && here != after {
      throw dirty(path, before.id == nil ? "untracked" : here.id == nil ? "deleted" : "changed")
    }
    return TargetFile(
      path: path, leaf: new.map { TreeEdit.Leaf(mode: mode, id: $0) }, content: change.content, status: status,
      needsWriting: here != after, isChange: before != after)
  }

  private struct State: Equatable {
    let id: ObjectID?
    let mode: UInt32?

    init(_ id: ObjectID?, _ mode: UInt32?) { (self.id, self.mode) = (id, mode) }
  }

  private func dirty(_ path: RepositoryPath, _ how: String) -> GitError {
    GitError(
      .dirty(path: path.description, how: how), "\(path) is \(how): commit, stash or undo that first")
  }

  private func refuseName(_ path: RepositoryPath) throws(GitError) {
    let isBad = path.components.contains { part in
      part.isEmpty || part.contains(0) || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8)
        || String(decoding: part, as: UTF8.self).lowercased() == ".git"
    }
    if isBad { throw GitError(.invalid, "\(path) cannot be a path in a repository") }
  }

  /// What would have to go to make room for the path.
  private func refuseIndexObstacles(_ path: RepositoryPath, _ index: IndexFile) throws(GitError) {
    if index.isConflicted(path) { throw dirty(path, "conflicted") }
    if index.hasPaths(below: path) {
      throw GitError(.invalid, "\(path) is a folder in the index")
    }
    var folder = path.folder
    while let current = folder {
      if index.contains(current) { throw GitError(.invalid, "\(current) is a file in the index") }
      folder = current.folder
    }
  }
}
