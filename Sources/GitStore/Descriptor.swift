#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open file, closed when it is no longer held.
struct Descriptor: ~Copyable {
  let number: Int32

  init(taking number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens a file as `openat` does, `name` without a NUL at its end.
  ///
  /// Nil with `errno` set if the system refuses.
  static func open(_ name: some Sequence<UInt8>, in folder: Int32 = AT_FDCWD, _ flags: Int32, mode: mode_t = 0o666)
    -> Descriptor?
  {
    let number = openat(folder, cString(name), flags | O_CLOEXEC, mode)
    return number < 0 ? nil : Descriptor(taking: number)
  }

  func status() throws(GitError) -> stat {
    var status = stat()
    if fstat(number, &status) != 0 { throw .system("reading a file's status") }
    return status
  }

  /// Reads `count` bytes, fewer only at the end of the file.
  func read(_ count: Int) throws(GitError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let got = Self.readSome(number, base + filled, count - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    if failure != 0 { throw .system("reading a file", failure) }
    return bytes
  }

  func write(_ bytes: [UInt8]) throws(GitError) {
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { Self.writeSome(number, $0 + done, bytes.count - done) } ?? 0
      }
      if put < 0 && errno == EINTR { continue }
      if put < 0 { throw .system("writing a file") }
      done += put
    }
  }

  func sync() throws(GitError) {
    if fsync(number) != 0 { throw .system("syncing a file") }
  }

  private static func readSome(_ file: Int32, _ target: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(file, target, count)
    #else
      Darwin.read(file, target, count)
    #endif
  }

  private static func writeSome(_ file: Int32, _ source: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, source, count)
    #else
      Darwin.write(file, source, count)
    #endif
  }
}

/// The bytes with the NUL that C expects behind them.
func cString(_ bytes: some Sequence<UInt8>) -> [CChar] {
  var text: [CChar] = []
  text.reserveCapacity(bytes.underestimatedCount + 1)
  for byte in bytes { text.append(CChar(bitPattern: byte)) }
  text.append(0)
  return text
}

/// A file's content; throws `.tooLarge` above `limit` bytes.
func wholeFile(_ path: String, atMost limit: Int) throws(GitError) -> [UInt8] {
  guard let file = Descriptor.open(path.utf8, O_RDONLY) else { throw .system("opening \(path)") }
  let size = Int(try file.status().st_size)
  if size > limit { throw GitError(.tooLarge(size: size), "\(path) has \(size) bytes, more than \(limit)") }
  return try file.read(size)
}
