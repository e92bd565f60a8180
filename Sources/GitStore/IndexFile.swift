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

  init(_ path: RepositoryPath, _ facts: IndexFacts) {
    self.path = path
    mode = facts.mode
    id = facts.id
    stage = facts.stage
    isIntentToAdd = facts.isIntentToAdd
    isSkipped = facts.isSkipped
  }
}

/// The index as it stands in its file, which need not exist.
///
/// Read here and not by libgit2, which makes an object of every line and hashes the file with a SHA-1 that looks for
/// collisions: of 10,000 lines nearly all stay as they are, and one is asked for.
struct IndexFile {
  /// The file; empty where there is none.
  let bytes: [UInt8]
  let contents: IndexContents
  /// When the file was last written, read before its content; nil where there is no file.
  let written: timespec?
  /// The file's permissions; nil where there is no file.
  let permissions: mode_t?

  init(reading path: String) throws(GitError) {
    guard let file = Descriptor.open(path.utf8, O_RDONLY) else {
      if errno != ENOENT { throw .system("opening \(path)") }
      (bytes, contents, written, permissions) = ([], IndexContents(), nil, nil)
      return
    }
    let status = try file.status()
    bytes = try file.read(Int(status.st_size))
    contents = try IndexContents(of: bytes)
    written = status.modified
    permissions = status.st_mode & 0o777
  }

  /// How many lines there are, in the order of paths and stages.
  var count: Int { contents.lines.count }

  func facts(at position: Int) -> IndexFacts {
    bytes.withUnsafeBytes { IndexFacts($0, at: contents.lines[position].start) }
  }

  func path(at position: Int) -> RepositoryPath { RepositoryPath(pathBytes(at: position)) }

  /// What is added at a path, at no stage of a conflict.
  func facts(at path: RepositoryPath) -> IndexFacts? {
    guard let position = position(of: path) else { return nil }
    let facts = facts(at: position)
    return facts.stage == 0 ? facts : nil
  }

  /// Whether the path is in the index, at any stage.
  func contains(_ path: RepositoryPath) -> Bool { position(of: path) != nil }

  /// Whether one side of an unfinished merge is recorded for the path.
  func isConflicted(_ path: RepositoryPath) -> Bool {
    // A path has either one line at stage 0, or one or more at others.
    position(of: path).map { facts(at: $0).stage > 0 } ?? false
  }

  /// The position of the first line of a path; nil where there is none.
  private func position(of path: RepositoryPath) -> Int? {
    let position = firstPosition(notBefore: path)
    return position < count && pathBytes(at: position) == path.bytes[...] ? position : nil
  }

  /// The position of the first line whose path does not come before this one.
  func firstPosition(notBefore path: RepositoryPath) -> Int {
    contents.pathBytes(in: bytes).withUnsafeBytes { paths in
      path.bytes.withUnsafeBytes { path in
        var (low, high) = (0, count)
        while low < high {
          let middle = (low + high) / 2
          let order = IndexContents.order(UnsafeRawBufferPointer(rebasing: paths[contents.lines[middle].path]), path)
          (low, high) = order < 0 ? (middle + 1, high) : (low, middle)
        }
        return low
      }
    }
  }

  /// Whether a path lies below this one.
  func hasPaths(below folder: RepositoryPath) -> Bool {
    let prefix = folder.bytes + [UInt8(ascii: "/")]
    let position = firstPosition(notBefore: RepositoryPath(prefix))
    return position < count && pathBytes(at: position).starts(with: prefix)
  }

  /// Visits the lines whose path is `folder` or below it; all for the empty path.
  func forEach(atOrBelow folder: RepositoryPath, _ visit: (IndexEntry, IndexFacts) -> Void) {
    let prefix = folder.bytes
    for position in firstPosition(notBefore: folder)..<count {
      let path = pathBytes(at: position)
      if !path.starts(with: prefix) { return }
      let next = path.dropFirst(prefix.count).first
      if let next, !prefix.isEmpty, next != UInt8(ascii: "/") { continue }
      let facts = facts(at: position)
      visit(IndexEntry(RepositoryPath(path), facts), facts)
    }
  }

  private func pathBytes(at position: Int) -> ArraySlice<UInt8> {
    contents.pathBytes(in: bytes)[contents.lines[position].path]
  }
}

extension Repository {
  /// How many bytes the index has: what tells, for one look, about how many files there are.
  package var indexSize: Int {
    var status = stat()
    return stat(indexPath, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The lines of the index at or below `folder`, in the order of paths.
  package func indexEntries(below folder: RepositoryPath = RepositoryPath("")) throws(GitError) -> [IndexEntry] {
    let index = try IndexFile(reading: indexPath)
    var entries: [IndexEntry] = []
    index.forEach(atOrBelow: folder) { entry, _ in entries.append(entry) }
    return entries
  }
}
