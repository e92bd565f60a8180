package import Paths

/// One version of a file: where it is and the bytes it holds.
///
/// Findings point into it, and renderers quote it, so it is shared rather than copied.
package final class SourceFile: Sendable {
  package let path: RepositoryPath
  package let bytes: [UInt8]

  package init(path: RepositoryPath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The byte range of the line that holds `offset`, without its line ending.
  package func line(at offset: Int) -> Range<Int> {
    let offset = min(max(offset, 0), bytes.count)
    let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    var end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  /// The line that holds `offset`, counted from 1.
  package func lineNumber(at offset: Int) -> Int {
    bytes[..<min(max(offset, 0), bytes.count)].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }

  /// The byte range of a line, counted from 1, without its line ending; empty behind the last one.
  package func range(ofLine number: Int) -> Range<Int> {
    var start = 0
    for _ in 1..<max(1, number) {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return bytes.count..<bytes.count }
      start = end + 1
    }
    return line(at: start)
  }

  /// Where `offset` is: line and column from 1, the column counted in Unicode scalars of the line.
  package func location(of offset: Int) -> Location {
    let start = line(at: offset).lowerBound
    let before = bytes[start..<max(start, min(offset, bytes.count))]
    // A scalar starts at every byte that is no UTF-8 continuation.
    let column = before.reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return Location(line: lineNumber(at: offset), column: column)
  }
}

/// A point in a text as people count it, from 1.
package struct Location: Hashable, Sendable {
  package let line: Int
  /// In Unicode scalars.
  package let column: Int
}
