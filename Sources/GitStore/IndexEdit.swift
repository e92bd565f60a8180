internal import CLibgit2
internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A private copy of the index, changed and ready to be put in place while the caller holds `index.lock`.
struct IndexEdit: ~Copyable {
  let index: IndexFile
  let path: String
  private let original: timespec?
  private let permissions: mode_t?

  init(copying indexPath: String, scratch: String) throws(GitError) {
    let copy = temporaryName(in: scratch, "index")
    let status = try Self.copy(indexPath, to: copy)
    index = try Self.open(copy)
    path = copy
    original = status?.modified
    permissions = status.map { $0.st_mode & 0o777 }
  }

  private static func copy(_ indexPath: String, to path: String) throws(GitError) -> stat? {
    guard let file = Descriptor.open(indexPath.utf8, O_RDONLY) else {
      if errno == ENOENT { return nil }
      throw .system("opening \(indexPath)")
    }
    let status = try file.status()
    try writeFile(path, try file.read(Int(status.st_size)), permissions: nil, isDraft: true)
    return status
  }

  private static func open(_ path: String) throws(GitError) -> IndexFile {
    do throws(GitError) {
      return try IndexFile(reading: path)
    } catch {
      unlink(path)
      throw error
    }
  }

  deinit { unlink(path) }

  /// Notes what a file holds now and how it looks; nil removes it.
  func set(_ path: RepositoryPath, _ leaf: TreeEdit.Leaf?, _ status: stat?) throws(GitError) {
    let name = cString(path.bytes)
    guard let leaf else {
      if index.contains(name) { try check(git_index_remove(index.handle, name, 0)) }
      return
    }
    var entry = index.raw(at: path) ?? git_index_entry()
    entry.mode = leaf.mode
    entry.id = leaf.id.raw
    if let status { entry.note(status) }
    let result = name.withUnsafeBufferPointer { name in
      entry.path = name.baseAddress
      return git_index_add(index.handle, &entry)
    }
    try check(result)
  }

  /// Writes and syncs the copy.
  func write(_ reader: WorkingFolder, except changed: Set<RepositoryPath>) throws(GitError) {
    try smudge(reader, except: changed)
    try check(git_index_write(index.handle))
    guard let file = Descriptor.open(path.utf8, O_RDWR) else { throw .system("opening \(path)") }
    if let permissions, fchmod(file.number, permissions) != 0 { throw .system("setting the mode of the index") }
    try file.sync()
  }

  /// Marks entries as to be read again that git took for possibly changed because they are as young as the index.
  ///
  /// The new index is younger, so git would no longer look into them, and `git commit -a` would miss the change. Git
  /// does the same whenever it writes the index (racy-git.txt in its documentation); it compares whole seconds.
  private func smudge(_ reader: WorkingFolder, except changed: Set<RepositoryPath>) throws(GitError) {
    guard let original else { return }
    var doubtful: [git_index_entry] = []
    for position in 0..<index.count {
      guard let raw = index.raw(at: position), Int(raw.mtime.seconds) >= original.tv_sec, raw.file_size > 0,
        raw.mode != 0o160000, let entry = IndexEntry(raw), entry.stage == 0, !changed.contains(entry.path)
      else { continue }
      guard !entry.isSkipped, let status = try reader.statusIgnoringLinks(entry.path) else { continue }
      if raw.describes(status), !raw.isRacy(original) { continue }
      doubtful.append(raw)
    }
    for var entry in doubtful {
      entry.file_size = 0
      try check(git_index_add(index.handle, &entry))
    }
  }
}
