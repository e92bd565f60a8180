#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file about to be replaced as a whole, which can be put back as it was.
///
/// The old file is kept by a second link to it, so that putting it back needs no space on a full disk. What a kill
/// leaves behind lies in the `.git` folder and hinders nobody.
struct Replacement: ~Copyable {
  private let folder: Int32
  private let name: [UInt8]
  private let fresh: String?
  private let backup: String?
  private var isApplied = false

  /// Prepares to put the file `fresh` in the place of `name` in an open folder; nil removes it.
  ///
  /// The folder stays the caller's and must outlive this.
  init(of name: [UInt8], in folder: Int32, by fresh: String?, keepingIn scratch: String) throws(GitError) {
    self.folder = folder
    self.name = name
    self.fresh = fresh
    let kept = temporaryName(in: scratch, "old")
    if linkat(folder, cString(name), AT_FDCWD, kept, 0) == 0 {
      backup = kept
    } else if errno == ENOENT {
      backup = nil
    } else {
      throw .system("keeping a copy of \(String(decoding: name, as: UTF8.self))")
    }
  }

  deinit {
    if let backup { unlink(backup) }
    if let fresh, !isApplied { unlink(fresh) }
  }

  /// Puts the new file in place; the folder is synced by ``sync()``.
  mutating func apply() throws(GitError) {
    let result =
      if let fresh { renameat(AT_FDCWD, fresh, folder, cString(name)) } else { unlinkat(folder, cString(name), 0) }
    if result != 0, fresh != nil || errno != ENOENT {
      throw .system("replacing \(String(decoding: name, as: UTF8.self))")
    }
    isApplied = true
  }

  /// Syncs the folder.
  func sync() throws(GitError) {
    if fsync(folder) != 0 { throw .system("syncing a folder") }
  }

  /// Puts the old file back; false if the system refuses.
  func undo() -> Bool {
    if !isApplied { return true }
    guard let backup else { return unlinkat(folder, cString(name), 0) == 0 || errno == ENOENT }
    // Renaming one link of a file onto another does nothing, so this is safe to repeat.
    return renameat(AT_FDCWD, backup, folder, cString(name)) == 0
  }
}

/// A name in a folder that nobody else uses.
func temporaryName(in folder: String, _ purpose: String) -> String {
  "\(folder)slipway-\(purpose)-\(getpid())-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
}

/// Writes a new file and syncs it, unless it is only a draft; on failure there is none.
func writeFile(_ path: String, _ bytes: [UInt8], permissions: mode_t?, isDraft: Bool = false) throws(GitError) {
  guard let file = Descriptor.open(path.utf8, O_WRONLY | O_CREAT | O_EXCL) else { throw .system("creating \(path)") }
  do throws(GitError) {
    try file.write(bytes)
    if let permissions, fchmod(file.number, permissions) != 0 { throw .system("setting the mode of \(path)") }
    if !isDraft { try file.sync() }
  } catch {
    unlink(path)
    throw error
  }
}
