internal import CLibgit2
package import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One line of the index.
package struct IndexEntry: Hashable, Sendable {
  /// The path from the top of the working tree.
  package let path: RepositoryPath
  /// The mode as git would record it in a tree.
  package let mode: UInt32
  /// The content that was added.
  package let id: ObjectID
  /// 0, or 1 to 3 for the base, ours and theirs of a conflict.
  package let stage: Int
  /// Announced by `git add -N`: nothing of it would be committed.
  package let isIntentToAdd: Bool
  /// Left out of the working tree by a sparse checkout.
  package let isSkipped: Bool
}

/// An index as libgit2 reads it from a file, which need not exist.
struct IndexFile: ~Copyable {
  let handle: OpaquePointer
  /// When the file was last written, read before its content; nil where there is no file.
  let written: timespec?

  init(reading path: String) throws(GitError) {
    let written = try Self.written(path)
    handle = try Self.open(path)
    self.written = written
  }

  deinit { git_index_free(handle) }

  var count: Int { git_index_entrycount(handle) }

  /// The entry at a position, in the order of paths; in place, valid until the index changes.
  func raw(at position: Int) -> git_index_entry? { git_index_get_byindex(handle, position)?.pointee }

  func raw(at path: RepositoryPath) -> git_index_entry? {
    git_index_get_bypath(handle, cString(path.bytes), 0)?.pointee
  }

  /// Whether the path is in the index, at any stage.
  func contains(_ path: [CChar]) -> Bool {
    git_index_find(nil, handle, path) == 0
  }

  /// The position of the first entry that begins with `prefix`; nil where none does.
  func position(ofPrefix prefix: [CChar]) -> Int? {
    var position = 0
    return git_index_find_prefix(&position, handle, prefix) == 0 ? position : nil
  }

  /// Whether one side of an unfinished merge is recorded for the path.
  func isConflicted(_ path: RepositoryPath) -> Bool {
    (1...3).contains { git_index_get_bypath(handle, cString(path.bytes), Int32($0)) != nil }
  }

  /// libgit2 reads neither split nor sparse indexes, and takes a checksum left out for a broken one.
  private static func written(_ path: String) throws(GitError) -> timespec? {
    guard let file = Descriptor.open(path.utf8, O_RDONLY) else {
      if errno == ENOENT { return nil }
      throw .system("opening \(path)")
    }
    let status = try file.status()
    if status.st_size > 32 {
      lseek(file.number, -20, SEEK_END)
      if try file.read(20).allSatisfy({ $0 == 0 }) {
        throw unsupported(
          "index.skipHash", "run git config index.skipHash false, then git update-index --force-write-index")
      }
    }
    return status.modified
  }

  private static func open(_ path: String) throws(GitError) -> OpaquePointer {
    var handle: OpaquePointer?
    do throws(GitError) {
      try check(git_index_open(&handle, path))
    } catch {
      throw explained(error)
    }
    guard let handle else { throw GitError(.other, "the index cannot be read") }
    return handle
  }

  private static func explained(_ error: GitError) -> GitError {
    if error.message.contains("'link'") {
      return unsupported("core.splitIndex", "run git update-index --no-split-index")
    }
    if error.message.contains("'sdir'") {
      return unsupported("index.sparse", "run git sparse-checkout reapply --no-sparse-index")
    }
    return error
  }

  private static func unsupported(_ setting: String, _ remedy: String) -> GitError {
    GitError(.unsupported(setting: setting, remedy: remedy), "\(setting) is not supported: \(remedy)")
  }
}

extension IndexEntry {
  init?(_ raw: git_index_entry) {
    guard let path = raw.path else { return nil }
    self.init(
      path: RepositoryPath(UnsafeRawBufferPointer(start: path, count: strlen(path))), mode: raw.mode,
      id: ObjectID(raw.id), stage: Int(raw.flags >> 12 & 3),
      isIntentToAdd: UInt32(raw.flags_extended) & GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue != 0,
      isSkipped: UInt32(raw.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0)
  }
}

extension Repository {
  /// The lines of the index at or below `folder`, in the order of paths.
  package func indexEntries(below folder: RepositoryPath = RepositoryPath("")) throws(GitError) -> [IndexEntry] {
    let index = try IndexFile(reading: indexPath)
    var entries: [IndexEntry] = []
    index.forEach(atOrBelow: folder) { raw in
      if let entry = IndexEntry(raw) { entries.append(entry) }
    }
    return entries
  }
}

extension IndexFile {
  /// Visits the entries whose path is `folder` or below it; all for the empty path.
  func forEach(atOrBelow folder: RepositoryPath, _ visit: (git_index_entry) -> Void) {
    let prefix = folder.bytes
    guard var position = position(ofPrefix: cString(prefix)) else { return }
    while let raw = raw(at: position), let path = raw.path {
      let bytes = UnsafeRawBufferPointer(start: path, count: strlen(path))
      if !bytes.starts(with: prefix) { return }
      if prefix.isEmpty || bytes.count == prefix.count || bytes[prefix.count] == UInt8(ascii: "/") { visit(raw) }
      position += 1
    }
  }
}
