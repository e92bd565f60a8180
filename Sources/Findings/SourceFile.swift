package import Paths
internal import Synchronization

/// One version of a file: where it is and the bytes it holds.
///
/// Findings point into it, and renderers quote it, so it is shared rather than copied.
package final class SourceFile: Sendable {
  package let path: RepositoryPath
  package let bytes: [UInt8]
  /// Where the lines begin; found when somebody first asks, since most files have no findings.
  private let lineStarts = Mutex<[Int]?>(nil)

  package init(path: RepositoryPath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The byte range of the line that holds `offset`, without its line ending.
  package func line(at offset: Int) -> Range<Int> { range(ofLine: lineNumber(at: offset)) }

  /// The line that holds `offset`, counted from 1.
  package func lineNumber(at offset: Int) -> Int {
    withLineStarts { starts in
      // The last line that begins at or before it.
      var range = 0..<starts.count
      while !range.isEmpty {
        let middle = range.lowerBound + range.count / 2
        range = starts[middle] <= offset ? middle + 1..<range.upperBound : range.lowerBound..<middle
      }
      return max(1, range.lowerBound)
    }
  }

  /// The byte range of a line, counted from 1, without its line ending; empty behind the last one.
  package func range(ofLine number: Int) -> Range<Int> {
    withLineStarts { starts in
      guard starts.indices.contains(number - 1) else { return bytes.count..<bytes.count }
      let start = starts[number - 1]
      guard starts.indices.contains(number) else { return start..<withoutReturn(bytes.count, from: start) }
      return start..<withoutReturn(starts[number] - 1, from: start)
    }
  }

  private func withoutReturn(_ end: Int, from start: Int) -> Int {
    end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
  }

  private func withLineStarts<Result: Sendable>(_ body: ([Int]) -> Result) -> Result {
    let starts = lineStarts.withLock { known in
      if let known { return known }
      var found = [0]
      bytes.withUnsafeBufferPointer { bytes in
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { found.append(index + 1) }
      }
      known = found
      return found
    }
    return body(starts)
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
