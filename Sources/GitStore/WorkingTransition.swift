internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Brings working files and index to what a commit will hold, and back if the branch cannot follow.
///
/// The order matters: a file ahead of the index is seen by git as a change of the user's, an index ahead of the branch
/// as a staged one; a branch ahead of the index would be reverted by the next `git commit -a`.
struct WorkingTransition: ~Copyable {
  private let repository: Repository
  private let reader: WorkingFolder
  private var undoings: [Undoing] = []
  private var madeFolders: [String] = []

  /// A replacement that lives as long as this, as arrays hold no single-owner values.
  private final class Undoing {
    private let folder: Descriptor
    private var replacement: Replacement

    init(of name: [UInt8], in folder: consuming Descriptor, by fresh: String?, scratch: String) throws(GitError) {
      do throws(GitError) {
        replacement = try Replacement(of: name, in: folder.number, by: fresh, keepingIn: scratch)
      } catch {
        if let fresh { unlink(fresh) }
        throw error
      }
      self.folder = folder
    }

    func apply() throws(GitError) { try replacement.apply() }
    func sync() throws(GitError) { try replacement.sync() }
    func undo() -> Bool { replacement.undo() }
  }

  init(_ repository: Repository, _ reader: WorkingFolder) {
    self.repository = repository
    self.reader = reader
  }

  mutating func apply(_ targets: [TargetFile], _ edit: borrowing IndexEdit) throws(GitError) {
    for target in targets where target.needsWriting { try write(target) }
    var changes: [IndexChange] = []
    for target in targets {
      changes.append(IndexChange(path: target.path, leaf: target.leaf, status: try reader.status(target.path)))
    }
    try edit.write(changes, reader)
    let index = RepositoryPath(repository.indexPath)
    let folder = index.folder.map { $0.bytes } ?? []
    guard let descriptor = Descriptor.open(folder.isEmpty ? [UInt8(ascii: "/")] : folder, O_RDONLY | O_DIRECTORY) else {
      throw .system("opening the folder of the index")
    }
    try replace(Array(index.name), in: descriptor, by: edit.path, scratch: repository.gitFolder)
    // Together, after the last one: the first wait for the journal serves them all, and the branch has not moved yet.
    for undoing in undoings { try undoing.sync() }
  }

  /// Puts everything back, last change first; false if something could not be.
  mutating func undo() -> Bool {
    let results = undoings.reversed().map { $0.undo() }
    for folder in madeFolders.reversed() { rmdir(folder) }
    return results.allSatisfy { $0 }
  }

  private mutating func write(_ target: TargetFile) throws(GitError) {
    guard let workingFolder = repository.workingFolder else { return }
    let parent = workingFolder + String(decoding: target.path.folder?.bytes ?? [], as: UTF8.self)
    if target.content != nil { try makeFolders(target.path) }
    guard let open = try reader.descriptor(of: target.path.folder), case let copy = dup(open), copy >= 0 else {
      throw .system("opening the folder of \(target.path)")
    }
    let folder = Descriptor(taking: copy)
    let scratch = try scratchFolder(beside: folder.number, parent)
    var fresh: String?
    if let content = target.content {
      let path = temporaryName(in: scratch, "new")
      let bytes = try repository.checkedOutBytes(content, at: target.path)
      try writeFile(path, bytes, permissions: permissions(target))
      fresh = path
    }
    try replace(Array(target.path.name), in: folder, by: fresh, scratch: scratch)
  }

  private mutating func replace(
    _ name: [UInt8], in folder: consuming Descriptor, by fresh: String?, scratch: String
  ) throws(GitError) {
    let undoing = try Undoing(of: name, in: folder, by: fresh, scratch: scratch)
    undoings.append(undoing)
    try undoing.apply()
  }

  /// The `.git` folder, or where that lies on another file system, the file's own folder under a hidden name.
  private func scratchFolder(beside folder: Int32, _ parent: String) throws(GitError) -> String {
    var (here, git) = (stat(), stat())
    guard fstat(folder, &here) == 0, stat(repository.gitFolder, &git) == 0 else {
      throw .system("reading a folder's status")
    }
    return here.st_dev == git.st_dev ? repository.gitFolder : parent + "/."
  }

  /// The old file's permissions with its executable bits as the new mode wants them; nil leaves them to the umask.
  private func permissions(_ target: TargetFile) -> mode_t? {
    let isExecutable = target.leaf?.mode == 0o100755
    guard let old = target.status?.st_mode else {
      if !isExecutable { return nil }
      let mask = umask(0)
      umask(mask)
      return 0o777 & ~mask
    }
    if isExecutable == (old & 0o100 != 0) { return old & 0o777 }
    let readable = old & 0o777 & ~0o111
    return isExecutable ? readable | readable >> 2 & 0o111 : readable
  }

  private mutating func makeFolders(_ path: RepositoryPath) throws(GitError) {
    var folder = RepositoryPath("")
    for part in path.components.dropLast() {
      let parent = try reader.descriptor(of: folder)
      folder = folder.appending(part)
      guard let parent else { throw .system("opening the folder of \(folder)") }
      if mkdirat(parent, cString(part), 0o777) == 0 {
        madeFolders.append((repository.workingFolder ?? "") + String(decoding: folder.bytes, as: UTF8.self))
      } else if errno != EEXIST {
        throw .system("making the folder \(folder)")
      }
    }
  }
}
