internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A name in a folder of the working tree.
struct FolderName {
  enum Kind {
    case file, folder, link, other
  }

  let name: [UInt8]
  let kind: Kind
}

extension WorkingFolder {
  /// The names in a folder, `.` and `..` left out, sorted by bytes; none where there is no folder.
  func names(in folder: RepositoryPath) throws(GitError) -> [FolderName] {
    guard let number = try descriptor(of: folder) else { return [] }
    let copy = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw .system("opening \(folder)") }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw .system("opening \(folder)")
    }
    defer { closedir(stream) }
    // Names in one array are sorted without a reference being counted for every comparison.
    var bytes: [UInt8] = []
    var found: [(name: Range<Int>, kind: FolderName.Kind?)] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = Self.name(entry)
      if name.count <= 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) { continue }
      found.append((bytes.count..<bytes.count + name.count, Self.kind(Int32(entry.pointee.d_type))))
      bytes += name
      errno = 0
    }
    if errno != 0 { throw .system("reading \(folder)") }
    bytes.withUnsafeBytes { bytes in
      found.sort { left, right in
        let names = (
          UnsafeRawBufferPointer(rebasing: bytes[left.name]), UnsafeRawBufferPointer(rebasing: bytes[right.name])
        )
        return IndexContents.order(names.0, names.1) < 0
      }
    }
    var names: [FolderName] = []
    names.reserveCapacity(found.count)
    for (range, kind) in found {
      let name = Array(bytes[range])
      if let kind {
        names.append(FolderName(name: name, kind: kind))
      } else {
        names.append(FolderName(name: name, kind: try self.kind(of: folder.appending(name))))
      }
    }
    return names
  }

  private static func name(_ entry: UnsafeMutablePointer<dirent>) -> UnsafeRawBufferPointer {
    let start = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
    return UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
  }

  /// Nil where the file system does not tell.
  private static func kind(_ type: Int32) -> FolderName.Kind? {
    switch type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .link
    case Int32(DT_UNKNOWN): nil
    default: .other
    }
  }

  private func kind(of path: RepositoryPath) throws(GitError) -> FolderName.Kind {
    guard let status = try status(path) else { return .other }
    return status.isFile ? .file : status.isFolder ? .folder : status.isLink ? .link : .other
  }
}
