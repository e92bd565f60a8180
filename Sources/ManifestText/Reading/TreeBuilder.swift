/// A scalar as it stands in the text.
struct PlacedScalar {
  var range: Range<Int>
  var style: Node.Style
  var column: Int
  var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
}

/// Collects records in reading order and corrects libyaml's ranges.
///
/// It is told offsets of the part that is read; records hold offsets of the whole file.
struct TreeBuilder {
  private(set) var records: [Record] = []
  private(set) var arena: [UInt8] = []
  private var open: [Frame] = []
  private let base: Int

  private struct Frame {
    var index: Int
    var column: Int
    var isMapping: Bool
    var isFlow: Bool
    var expectsKey: Bool
    var count: Int32 = 0
    /// Where the last key or value ended.
    var lastEnd: Int

    mutating func finishChild(end: Int) {
      lastEnd = end
      if expectsKey {
        expectsKey = false
      } else {
        count += 1
        expectsKey = isMapping
      }
    }
  }

  enum KeyFlaw {
    case collection
    case missing
    case explicit
  }

  init(base: Int, expectedNodes: Int) {
    self.base = base
    records.reserveCapacity(expectedNodes)
    open.reserveCapacity(8)
  }

  var depth: Int { open.count }
  var isAtRoot: Bool { open.isEmpty }
  var expectsKey: Bool { open.last?.expectsKey ?? false }

  /// What keeps a scalar from being a plain key: nothing written, or a `?` before it.
  func keyFlaw(
    _ range: Range<Int>, style: Node.Style, column: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> KeyFlaw? {
    guard let frame = open.last else { return nil }
    if style == .plain, range.isEmpty { return .missing }
    if !frame.isFlow { return column == frame.column ? nil : .explicit }
    var before = range.lowerBound - 1
    while before >= 0, bytes[before] <= 0x20 { before -= 1 }
    return before >= 0 && bytes[before] == UInt8(ascii: "?") ? .explicit : nil
  }

  mutating func scalar(_ scalar: PlacedScalar, _ bytes: UnsafeBufferPointer<UInt8>) {
    var range = scalar.range
    switch scalar.style {
    case .plain where range.isEmpty:
      if let frame = open.last, frame.isMapping, !frame.expectsKey {
        let position = behindColon(after: frame.lastEnd, before: range.lowerBound, bytes)
        range = position..<position
      }
    case .literal, .folded:
      let end = blockScalarEnd(
        bytes, start: range.lowerBound, end: range.upperBound, parentColumn: open.last?.column ?? 0)
      range = range.lowerBound..<end
    default: break
    }
    var record = Record(
      kind: .scalar, style: scalar.style, lower: Int32(range.lowerBound + base), upper: Int32(range.upperBound + base),
      end: Int32(records.count + 1))
    keepText(of: scalar, range, in: &record, bytes)
    records.append(record)
    finishChild(end: range.upperBound)
  }

  mutating func open(_ kind: Node.Kind, style: Node.Style, start: Int, column: Int) {
    let frame = Frame(
      index: records.count, column: column, isMapping: kind == .mapping, isFlow: style == .flow,
      expectsKey: kind == .mapping, lastEnd: start)
    records.append(
      Record(kind: kind, style: style, lower: Int32(start + base), upper: Int32(start + base), end: 0))
    open.append(frame)
  }

  /// Ends the innermost collection; `end` is libyaml's mark, right for brackets only.
  mutating func close(end: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard let frame = open.popLast() else { return }
    let start = Int(records[frame.index].lower) - base
    let isBracketed = frame.isFlow && (bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "["))
    let end = isBracketed ? end : frame.lastEnd
    records[frame.index].upper = Int32(end + base)
    records[frame.index].end = Int32(records.count)
    records[frame.index].count = frame.count
    finishChild(end: end)
  }

  private mutating func finishChild(end: Int) {
    if !open.isEmpty { open[open.count - 1].finishChild(end: end) }
  }

  private mutating func keepText(
    of scalar: PlacedScalar, _ range: Range<Int>, in record: inout Record, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    let text = scalar.text
    record.count = Int32(text.count)
    let quotes = scalar.style == .singleQuoted || scalar.style == .doubleQuoted ? 1 : 0
    let written = range.lowerBound + quotes..<max(range.lowerBound + quotes, range.upperBound - quotes)
    if written.count == text.count, written.isEmpty || same(UnsafeBufferPointer(rebasing: bytes[written]), text) {
      record.textStart = Int32(written.lowerBound + base)
    } else {
      record.inArena = true
      record.textStart = Int32(arena.count)
      arena.append(contentsOf: text)
    }
  }

  /// Where an unwritten value stands: behind the key's colon, or behind the key if it has none (`{a, b}`).
  private func behindColon(after key: Int, before limit: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = key
    while position < bytes.count, position <= limit {
      switch bytes[position] {
      case UInt8(ascii: ":"): return position + 1
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "#"): while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      default: return key
      }
    }
    return key
  }
}
