#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that Slipway keeps in the Git folder, open to be read.
package struct PrivateFile: ~Copyable {
  private let descriptor: Descriptor
  /// In bytes.
  package let size: Int

  fileprivate init?(_ path: String) {
    guard let descriptor = Descriptor.open(path.utf8, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
      let status = try? descriptor.status(), status.isFile, status.st_size <= 1 << 30
    else { return nil }
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  /// The bytes that follow what was read last, fewer only at the end of the file; nil where they cannot be read.
  package func next(_ count: Int) -> [UInt8]? { try? descriptor.read(max(0, min(count, size))) }

  /// Goes to a place, counted in bytes from the beginning.
  package func seek(to place: Int) { lseek(descriptor.number, off_t(place), SEEK_SET) }
}

extension Repository {
  private var privateFolder: String { commonFolder + "slipway/" }

  /// A file that Slipway keeps in the Git folder; nil where it is not there or cannot be read.
  package func openPrivateFile(_ name: String) -> PrivateFile? { PrivateFile(privateFolder + name) }

  /// The bytes of such a file; nil where it is not there or cannot be read.
  package func privateFile(_ name: String) -> [UInt8]? {
    guard let file = openPrivateFile(name) else { return nil }
    return file.next(file.size)
  }

  /// Replaces a file that Slipway keeps in the Git folder, in one step.
  ///
  /// Says nothing where that cannot be done: what is kept there can always be made again.
  package func writePrivateFile(_ name: String, _ bytes: [UInt8]) {
    _ = mkdir(privateFolder, 0o777)
    let temporary = privateFolder + "\(name).\(getpid()).new"
    // One of that name was left by a process that was killed and had the same number.
    unlink(temporary)
    guard let file = Descriptor.open(temporary.utf8, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW) else { return }
    do {
      try file.write(bytes)
      if rename(temporary, privateFolder + name) != 0 { unlink(temporary) }
    } catch {
      unlink(temporary)
    }
  }

  /// Puts bytes behind the end of a file that Slipway keeps in the Git folder, and says nothing where that cannot be done.
  ///
  /// Whoever reads it has to bear bytes that are torn: the disk may be full, and others may write at the same time.
  ///
  /// - Parameter limit: How long the file may get, in bytes: others may have written since it was read.
  package func appendToPrivateFile(_ name: String, _ bytes: [UInt8], limit: Int) {
    guard
      let file = Descriptor.open((privateFolder + name).utf8, O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK),
      let status = try? file.status(), Int(status.st_size) + bytes.count <= limit
    else { return }
    try? file.write(bytes)
  }
}
