internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A temporary folder that only its owner can look into; it goes, with all that is in it, when this does.
struct PrivateFolder: ~Copyable {
  /// Where it lies.
  let path: String

  /// - Parameter parent: Where it is made.
  init(in parent: String) throws(SigningFailure) {
    // mkdtemp(3) asks for six of these at the end, and puts what makes the name a new one in their place.
    var template = Array("\(parent)/slipway-\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else { throw .system("a temporary folder in \(parent) could not be made") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    if let listing = opendir(path) {
      while let entry = readdir(listing) {
        _ = withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { unlinkat(dirfd(listing), $0, 0) }
        }
      }
      closedir(listing)
    }
    rmdir(path)
  }

  /// Where a file of that name lies.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Writes a new file, and returns where it lies.
  func store(_ bytes: [UInt8], as name: String) throws(SigningFailure) -> String {
    let file = open(path(of: name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file < 0 { throw .system("a temporary file could not be made") }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system("a temporary file could not be written")
      }
      rest = rest.dropFirst(count)
    }
    return path(of: name)
  }

  /// What a file holds; nil where there is none, or it is longer than `limit` bytes.
  func content(of name: String, atMost limit: Int) -> [UInt8]? {
    let file = open(path(of: name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if file < 0 { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4_096)
    while bytes.count <= limit {
      let count = part.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += part.prefix(count)
    }
    return nil
  }
}

extension SigningFailure {
  /// What failed, and what the system says of it.
  fileprivate static func system(_ what: String) -> SigningFailure {
    .notTried("\(escaped(what)): \(String(cString: strerror(errno)))")
  }
}
