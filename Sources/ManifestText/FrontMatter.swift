package import Findings

/// The bytes between the first two `---` lines of a Markdown file, if it begins with such a line.
///
/// Blanks behind the dashes are allowed, as site generators allow them. The line end before the second `---` belongs
/// to the range.
package func frontMatter(of source: SourceFile) -> Range<Int>? {
  let bytes = source.bytes
  guard isFence(bytes[source.line(at: 0)]), let first = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
  var start = first + 1
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if isFence(bytes[start..<end]) { return (first + 1)..<start }
    start = end + 1
  }
  return nil
}

private func isFence(_ line: ArraySlice<UInt8>) -> Bool {
  line.starts(with: "---".utf8)
    && line.dropFirst(3).allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
}
