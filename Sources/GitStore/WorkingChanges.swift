package import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A path that HEAD, the index and the working tree do not hold alike.
package struct WorkingChange: Hashable, Sendable {
  /// The path from the top.
  package let path: RepositoryPath
  /// What HEAD holds; nil where it does not have the path.
  package let committed: TreeEntry?
  /// What the index holds; nil where it does not have the path, or only the sides of a conflict.
  package let indexed: IndexEntry?
  /// The mode git would record for the working file; nil where there is none.
  package let workingMode: UInt32?
  /// The index differs from HEAD.
  package let isStaged: Bool
  /// The working file differs from the index.
  package let isUnstaged: Bool
  /// Neither in the index nor ignored.
  package let isUntracked: Bool
  /// A merge left sides of a conflict in the index.
  package let isConflicted: Bool

  /// In the index, but no longer in the working tree.
  package var isDeleted: Bool { workingMode == nil && !isUntracked }
}

extension Repository {
  /// What `git add --all && git commit` would change at or below `folders`, in the order of paths.
  ///
  /// The index's stat cache decides which files are read. Nested repositories are compared by HEAD and index only; paths
  /// left out by a sparse checkout count as present.
  package func workingChanges(
    below folders: [RepositoryPath] = [RepositoryPath("")], limits: WalkLimits = WalkLimits()
  ) throws(GitError) -> [WorkingChange] {
    let reader = try openWorkingFolder()
    let index = try IndexFile(reading: indexPath)
    let tip = try head.commit
    let tree: ObjectID? = if let tip { try commit(tip).tree } else { nil }
    attributeNeeds = [:]
    var changes: [RepositoryPath: WorkingChange] = [:]
    for folder in folders {
      var comparison = WorkingComparison(repository: self, reader: reader)
      try comparison.collect(folder, tree, index, limits)
      for change in comparison.changes { changes[change.path] = change }
    }
    return changes.values.sorted { $0.path < $1.path }
  }
}

private struct WorkingComparison {
  let repository: Repository
  let reader: WorkingFolder
  private let trustsModes: Bool
  var changes: [WorkingChange] = []

  init(repository: Repository, reader: WorkingFolder) {
    self.repository = repository
    self.reader = reader
    trustsModes = (try? repository.flag("core.filemode")) ?? nil ?? true
  }

  mutating func collect(
    _ folder: RepositoryPath, _ tree: ObjectID?, _ index: IndexFile, _ limits: WalkLimits
  ) throws(GitError) {
    var committed: [TreeFile] = []
    if let tree {
      committed = try repository.files(in: tree, below: folder, limits: limits)
      if !folder.bytes.isEmpty, let entry = try repository.entry(at: folder, in: tree), !entry.isFolder {
        committed.append(TreeFile(path: folder, mode: entry.mode, id: entry.id))
      }
    }
    var rest = committed[...]
    var lines: [(entry: IndexEntry, facts: IndexFacts)] = []
    index.forEach(atOrBelow: folder) { lines.append(($0, $1)) }
    var conflict: RepositoryPath?
    for (entry, facts) in lines {
      while let file = rest.first, file.path < entry.path {
        gone(file)
        rest.removeFirst()
      }
      let file = rest.first?.path == entry.path ? rest.removeFirst() : nil
      if entry.stage > 0 {
        if conflict != entry.path { try add(entry, file, isConflicted: true, isUnstaged: true) }
        conflict = entry.path
        continue
      }
      let isStaged = file?.id != entry.id || file?.mode != entry.mode || entry.isIntentToAdd
      let isUnstaged = try differs(entry, facts, index.written)
      if isStaged || isUnstaged { try add(entry, file, isConflicted: false, isUnstaged: isUnstaged) }
    }
    for file in rest { gone(file) }
    try addUntracked(folder, index, limits)
  }

  private mutating func gone(_ file: TreeFile) {
    changes.append(
      WorkingChange(
        path: file.path, committed: TreeEntry(name: Array(file.path.name), mode: file.mode, id: file.id), indexed: nil,
        workingMode: nil, isStaged: true, isUnstaged: false, isUntracked: false, isConflicted: false))
  }

  private mutating func add(
    _ entry: IndexEntry, _ file: TreeFile?, isConflicted: Bool, isUnstaged: Bool
  ) throws(GitError) {
    let committed = file.map { TreeEntry(name: Array($0.path.name), mode: $0.mode, id: $0.id) }
    let isStaged = isConflicted || file?.id != entry.id || file?.mode != entry.mode
    changes.append(
      WorkingChange(
        path: entry.path, committed: committed, indexed: isConflicted ? nil : entry,
        workingMode: try reader.statusIgnoringLinks(entry.path)?.gitMode, isStaged: isStaged, isUnstaged: isUnstaged,
        isUntracked: false, isConflicted: isConflicted))
  }

  /// Untracked files; one that HEAD has but the index has not was noted already and gets the working file's mode.
  private mutating func addUntracked(
    _ folder: RepositoryPath, _ index: IndexFile, _ limits: WalkLimits
  ) throws(GitError) {
    var files: [WorkingFile] = []
    if let status = try reader.statusIgnoringLinks(folder), !folder.bytes.isEmpty, !status.isFolder {
      if !index.contains(folder) { files = [WorkingFile(path: folder, kind: .file, isTracked: false)] }
    } else {
      files = try repository.workingFiles(below: folder, index, reader, limits) { _ in true }
    }
    let known = Dictionary(uniqueKeysWithValues: changes.enumerated().map { ($1.path, $0) })
    for file in files where !file.isTracked && file.kind != .other {
      let place = known[file.path]
      let change = WorkingChange(
        path: file.path, committed: place.flatMap { changes[$0].committed }, indexed: nil,
        workingMode: file.kind == .repository ? 0o160000 : try reader.statusIgnoringLinks(file.path)?.gitMode,
        isStaged: place != nil, isUnstaged: false, isUntracked: true, isConflicted: false)
      if let place { changes[place] = change } else { changes.append(change) }
    }
  }

  private func differs(
    _ entry: IndexEntry, _ facts: IndexFacts, _ written: timespec?
  ) throws(GitError) -> Bool {
    if entry.isSkipped || entry.mode == 0o160000 { return false }
    guard let status = try reader.statusIgnoringLinks(entry.path), let mode = status.gitMode else { return true }
    if mode & 0o170000 != entry.mode & 0o170000 || trustsModes && mode != entry.mode { return true }
    if facts.describes(status), !facts.isRacy(written) { return false }
    if status.isLink { return try reader.link(entry.path).map { try? Repository.blobID(of: $0) } != entry.id }
    guard let bytes = try reader.read(entry.path, atMost: 1 << 30) else { return true }
    do throws(GitError) {
      return try Repository.blobID(of: try repository.storedBytes(bytes, at: entry.path)) != entry.id
    } catch {
      // What a filter makes of the file cannot be told here.
      guard case .unsupported = error.kind else { throw error }
      return true
    }
  }
}

extension WorkingFolder {
  /// Like ``status(_:)``; what lies behind a link is not in the working tree, so there is nothing.
  func statusIgnoringLinks(_ path: RepositoryPath) throws(GitError) -> stat? {
    do throws(GitError) {
      return try status(path)
    } catch {
      if error.kind == .invalid { return nil }
      throw error
    }
  }
}
