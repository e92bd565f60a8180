import Findings

/// How a document is laid out, so that new lines look like the old ones.
struct FileStyle {
  /// How much deeper a mapping lies than its key.
  var step = 2
  /// How much deeper a list's dashes lie than its key; 0 where they stand below it.
  var listStep: Int?
  var newline = "\n"

  /// Read off the first mapping and the first list that lie below a key.
  init(of document: Document) {
    let bytes = document.source.bytes
    if let first = bytes[document.range].firstIndex(of: 0x0A), first > document.range.lowerBound,
      bytes[first - 1] == 0x0D
    {
      newline = "\r\n"
    }
    var foundStep: Int?
    survey(document.root, bytes, &foundStep)
    if let foundStep { step = foundStep } else if let listStep, listStep > 0 { step = listStep }
  }

  var lists: Int { listStep ?? step }

  private mutating func survey(_ node: Node, _ bytes: [UInt8], _ foundStep: inout Int?) {
    if foundStep != nil, listStep != nil { return }
    for item in node.items { survey(item, bytes, &foundStep) }
    guard node.kind == .mapping, node.style == .block else { return }
    let column = columnOf(node.range.lowerBound, bytes)
    for entry in node.entries where entry.value.style == .block {
      let offset = columnOf(entry.value.range.lowerBound, bytes) - column
      if entry.value.kind == .mapping, foundStep == nil, offset > 0 { foundStep = offset }
      if entry.value.kind == .sequence, listStep == nil { listStep = offset }
      survey(entry.value, bytes, &foundStep)
    }
  }
}

/// How many bytes stand before an offset on its line.
///
/// Before a key or dash of a block collection there are only blanks and dashes, so these are characters too.
func columnOf(_ offset: Int, _ bytes: [UInt8]) -> Int {
  let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  return offset - start
}
