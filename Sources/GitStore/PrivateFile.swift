#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Repository {
  /// The bytes of a file that Slipway keeps in the Git folder; nil where it is not there or cannot be read.
  package func privateFile(_ name: String, atMost limit: Int = 1 << 30) -> [UInt8]? {
    PrivateFile(folder: commonFolder + "slipway/", name: name).bytes(atMost: limit)
  }

  /// Replaces a file that Slipway keeps in the Git folder, in one step.
  ///
  /// Says nothing where that cannot be done: what is kept there can always be made again.
  package func writePrivateFile(_ name: String, _ bytes: [UInt8]) {
    PrivateFile(folder: commonFolder + "slipway/", name: name).replace(by: bytes)
  }
}

private struct PrivateFile {
  let folder: String
  let name: String

  func bytes(atMost limit: Int) -> [UInt8]? {
    let file = open(folder + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if file < 0 { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else { return nil }
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let more = read(file, buffer.baseAddress.map { $0 + count }, size - count)
        if more < 0, errno == EINTR { continue }
        if more <= 0 { break }
        count += more
      }
    }
  }

  func replace(by bytes: [UInt8]) {
    _ = mkdir(folder, 0o777)
    let temporary = folder + "\(name).\(getpid()).new"
    // One of that name was left by a process that was killed and had the same number.
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    if file < 0 { return }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      rest = rest.dropFirst(count)
    }
    close(file)
    if !rest.isEmpty || rename(temporary, folder + name) != 0 { unlink(temporary) }
  }
}
