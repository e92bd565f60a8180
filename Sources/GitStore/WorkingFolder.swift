package import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads a working tree without ever following a link out of it.
///
/// Knows nothing of git, so any thread may have one of its own. Keeps the last folder open: files of one folder that are
/// read one after the other cost four system calls each.
package final class WorkingFolder {
  private let top: Descriptor
  private var lastFolder: RepositoryPath?
  private var last: Int32 = -1

  /// Opens the working tree at `path`, which may itself be reached through links.
  package init(_ path: String) throws(GitError) {
    guard let top = Descriptor.open(path.utf8, O_RDONLY | O_DIRECTORY) else { throw .system("opening \(path)") }
    self.top = top
  }

  deinit { if last >= 0 { close(last) } }

  /// A file's bytes; nil where there is no file.
  ///
  /// Throws `.tooLarge` above `limit` bytes, and `.invalid` for what is no plain file or lies behind a link.
  package func read(_ path: RepositoryPath, atMost limit: Int) throws(GitError) -> [UInt8]? {
    guard let folder = try folder(of: path) else { return nil }
    guard let file = Descriptor.open(path.name, in: folder, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) else {
      switch errno {
      case ENOENT, ENOTDIR: return nil
      case ELOOP: throw GitError(.invalid, "\(path) is a symbolic link")
      default: throw .system("opening \(path)")
      }
    }
    let status = try file.status()
    if !status.isFile { throw GitError(.invalid, "\(path) is not a plain file") }
    let size = Int(status.st_size)
    if size > limit { throw GitError(.tooLarge(size: size), "\(path) has \(size) bytes, more than \(limit)") }
    return try file.read(size)
  }

  /// Where a link points; nil where there is no link.
  func link(_ path: RepositoryPath) throws(GitError) -> [UInt8]? {
    guard let folder = try descriptor(of: path.folder) else { return nil }
    var count = 0
    let target = [CChar](unsafeUninitializedCapacity: 4_096) { buffer, filled in
      if let base = buffer.baseAddress { count = readlinkat(folder, cString(path.name), base, buffer.count) }
      filled = max(0, count)
    }
    return count < 0 ? nil : target.map { UInt8(bitPattern: $0) }
  }

  /// The status of a file or link; nil where there is none.
  func status(_ path: RepositoryPath) throws(GitError) -> stat? {
    guard let folder = try descriptor(of: path.folder) else { return nil }
    return try status(path.name, in: folder, path)
  }

  private func status(_ name: ArraySlice<UInt8>, in folder: Int32, _ path: RepositoryPath) throws(GitError) -> stat? {
    var status = stat()
    if fstatat(folder, cString(name), &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw .system("reading the status of \(path)")
  }

  /// The open folder that holds `path`, as ``descriptor(of:)`` gives it.
  private func folder(of path: RepositoryPath) throws(GitError) -> Int32? {
    if let lastFolder, path.lies(directlyIn: lastFolder) { return last }
    return try descriptor(of: path.folder)
  }

  /// The open folder at `path`; nil where there is none.
  ///
  /// Valid until the next call. Throws `.invalid` where a part of the path is a link.
  func descriptor(of path: RepositoryPath?) throws(GitError) -> Int32? {
    guard let path, !path.bytes.isEmpty else { return top.number }
    if path == lastFolder { return last }
    var folder = top.number
    var opened: Int32 = -1
    for part in path.components {
      let next = openat(folder, cString(part), O_RDONLY | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC)
      let failure = errno
      if next < 0 {
        defer { if opened >= 0 { close(opened) } }
        if failure == ENOENT { return nil }
        guard failure == ENOTDIR || failure == ELOOP else { throw .system("opening \(path)", failure) }
        if let status = try status(part, in: folder, path), status.isLink {
          throw GitError(.invalid, "\(path) leads through a symbolic link")
        }
        return nil
      }
      if opened >= 0 { close(opened) }
      (opened, folder) = (next, next)
    }
    if last >= 0 { close(last) }
    (lastFolder, last) = (path, opened)
    return opened
  }

  /// Forgets the open folder: it may have been replaced.
  func forget() {
    if last >= 0 { close(last) }
    (lastFolder, last) = (nil, -1)
  }
}
