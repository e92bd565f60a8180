internal import Findings
internal import Paths
internal import SlipwayKit

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads a file that the user named; `-` is standard input.
///
/// Throws where it is not there, is no file, or has more than so many MiB.
func readFile(_ path: String, atMostMiB limit: Int = 4) throws -> [UInt8] {
  let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
  if file < 0 { throw Trouble(.usage, "`\(escaped(path))` cannot be read: \(String(cString: strerror(errno)))") }
  defer { if file != STDIN_FILENO { close(file) } }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(file, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw Trouble(.usage, "`\(escaped(path))` cannot be read: \(String(cString: strerror(errno)))") }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
    if bytes.count > limit << 20 { throw Trouble(.usage, "`\(escaped(path))` has more than \(limit) MiB") }
  }
}

/// The same as a source file; nil where there is no such file.
func readFileIfThere(_ path: String) throws -> SourceFile? {
  if access(path, F_OK) != 0 { return nil }
  return SourceFile(path: RepositoryPath(path), bytes: try readFile(path))
}

/// Writes a whole file.
func writeFile(_ path: String, _ bytes: [UInt8]) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  if file < 0 {
    throw Trouble(.cannotJudge, "`\(escaped(path))` cannot be written: \(String(cString: strerror(errno)))")
  }
  defer { close(file) }
  try writeAll(bytes, to: file)
}

/// Adds to the end of a file, which is made if it is not there.
func appendFile(_ path: String, _ bytes: [UInt8]) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
  if file < 0 {
    throw Trouble(.cannotJudge, "`\(escaped(path))` cannot be written: \(String(cString: strerror(errno)))")
  }
  defer { close(file) }
  try writeAll(bytes, to: file)
}

/// Writes bytes to an open file.
func writeAll(_ bytes: [UInt8], to file: Int32) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw Trouble(.cannotJudge, "the output cannot be written: \(String(cString: strerror(errno)))") }
    rest = rest.dropFirst(count)
  }
}
