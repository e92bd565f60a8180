/// Where a block scalar ends: behind the last byte of its last line, the line break not included.
///
/// libyaml's end mark lies behind all blank lines that follow. They belong to the text only if the header says `+`.
/// - Parameters:
///   - start: the offset of `|` or `>`.
///   - end: libyaml's end mark.
///   - parentColumn: the column that an indentation indicator counts from.
func blockScalarEnd(_ bytes: UnsafeBufferPointer<UInt8>, start: Int, end: Int, parentColumn: Int) -> Int {
  var keeps = false
  var indent: Int?
  var headerEnd = start + 1
  while headerEnd < end, bytes[headerEnd] > 0x20 {
    let byte = bytes[headerEnd]
    if byte == UInt8(ascii: "+") { keeps = true }
    if (0x31...0x39).contains(byte) { indent = parentColumn + Int(byte - 0x30) }
    headerEnd += 1
  }
  let visibleHeaderEnd = headerEnd
  while headerEnd < end, bytes[headerEnd] != 0x0A { headerEnd += 1 }
  var position = withoutLineBreak(bytes, end)
  if keeps { return max(position, visibleHeaderEnd) }
  let width = indent ?? firstIndent(bytes, from: headerEnd + 1, to: end) ?? .max
  while position > headerEnd {
    var lineStart = position
    while lineStart > headerEnd, bytes[lineStart - 1] == 0x20 { lineStart -= 1 }
    guard lineStart > 0, bytes[lineStart - 1] == 0x0A, position - lineStart <= width else { return position }
    position = withoutLineBreak(bytes, lineStart)
  }
  return visibleHeaderEnd
}

private func withoutLineBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int {
  var end = end
  if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
  if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
  return end
}

/// The leading spaces of the first line that holds more than spaces.
private func firstIndent(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
  var lineStart = start
  while lineStart < end {
    var position = lineStart
    while position < end, bytes[position] == 0x20 { position += 1 }
    guard position < end else { return nil }
    if bytes[position] != 0x0A && bytes[position] != 0x0D { return position - lineStart }
    while position < end, bytes[position] != 0x0A { position += 1 }
    lineStart = position + 1
  }
  return nil
}
