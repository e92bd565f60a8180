/// Takes entries and items away.
extension Editor {
  func remove(_ site: Site) -> [[Splice]] {
    guard let parent = site.parent else { return [] }
    if parent.count == 1 {
      var around = Site(node: parent, parents: site.parents.dropLast())
      if let grandparent = around.parent, grandparent.kind == .mapping {
        around.key = grandparent.entries.first { $0.value.index == parent.index }?.key
      }
      let empty: YAMLValue = parent.kind == .mapping ? .map([]) : .list([])
      return replace(around, with: empty) + [[Splice(parent.range, writer.flow(empty))]]
    }
    if parent.style == .flow { return removeFlow(site, parent) }
    let start = site.key?.range.lowerBound ?? dash(of: site)
    return removeLines(start, end(of: site), next: next(behind: site, parent))
  }

  private func end(of site: Site) -> Int {
    max(site.key?.range.upperBound ?? 0, site.node.range.upperBound)
  }

  /// Where the next entry or item of a block collection begins; nil behind the last.
  private func next(behind site: Site, _ parent: Node) -> Int? {
    let index = Int(site.node.record.end)
    guard index < Int(parent.record.end) else { return nil }
    let node = Node(tree: document.tree, index: index)
    if parent.kind == .mapping { return node.range.lowerBound }
    return dash(of: Site(node: node, parents: site.parents))
  }

  private func removeLines(_ start: Int, _ end: Int, next: Int?) -> [[Splice]] {
    let lineStart = self.lineStart(start)
    let lineEnd = self.lineEnd(end)
    guard isBlank(lineStart..<start) else {
      // The first entry of an item shares the dash's line.
      guard let next else { return [] }
      if isBlank(lineEnd..<next) { return [[Splice(start..<next)]] }
      return [[Splice(start..<lineEnd)]]
    }
    let following = nextLine(lineEnd)
    if following > lineEnd {
      // Blank lines behind it would become part of a `|+` before it.
      var behind = following
      while behind < document.range.upperBound, nextLine(skipBlanks(behind)) > skipBlanks(behind) {
        behind = nextLine(skipBlanks(behind))
      }
      return [[Splice(lineStart..<following)], [Splice(lineStart..<behind)]]
    }
    // The last line has no line break: the one before it goes, unless a block scalar lives from it.
    return [[Splice(previousLineEnd(lineStart)..<lineEnd)], [Splice(lineStart..<lineEnd)]]
  }

  /// The offset of the dash before an item of a block list.
  func dash(of site: Site) -> Int {
    guard let parent = site.parent else { return 0 }
    let column = columnOf(parent.range.lowerBound, bytes)
    var start = lineStart(site.node.range.lowerBound)
    while start > parent.range.lowerBound {
      let position = start + column
      if isBlank(start..<min(position, bytes.count)), position < bytes.count, bytes[position] == UInt8(ascii: "-") {
        return position
      }
      start = lineStart(start - 1)
    }
    return parent.range.lowerBound
  }

  private func removeFlow(_ site: Site, _ parent: Node) -> [[Splice]] {
    let start = site.key?.range.lowerBound ?? site.node.range.lowerBound
    let end = self.end(of: site)
    let comma = commaBehind(end, in: parent)
    let isLast = Int(site.node.record.end) >= Int(parent.record.end)
    if isLast, comma == nil {
      guard let previous = endBefore(start, in: parent) else { return [] }
      if bytes[previous..<start].allSatisfy({ $0 <= 0x20 || $0 == UInt8(ascii: ",") }), lineStart(start) <= previous {
        // Behind a colon without a value a blank has to stay.
        return [[Splice(previous..<end)], [Splice(previous..<end, " ")]]
      }
      guard let separator = commaBehind(previous, in: parent) else { return [] }
      return [[Splice(separator..<separator + 1), cut(start, end)], [cut(start, end)]]
    }
    guard let comma else { return [] }
    return [[cut(start, comma + 1)]]
  }

  /// A range with its whole line, if it has one for itself, or with the blanks behind it.
  private func cut(_ start: Int, _ end: Int) -> Splice {
    let lineStart = self.lineStart(start)
    let rest = skipBlanks(end)
    let lineEnd = self.lineEnd(end)
    if isBlank(lineStart..<start), rest >= lineEnd || bytes[rest] == UInt8(ascii: "#") {
      return Splice(lineStart..<nextLine(lineEnd))
    }
    if rest >= lineEnd {
      var start = start
      while start > lineStart, bytes[start - 1] == 0x20 { start -= 1 }
      return Splice(start..<end)
    }
    return Splice(start..<rest)
  }

  private func endBefore(_ start: Int, in parent: Node) -> Int? {
    let ends =
      parent.kind == .mapping
      ? parent.entries.map { max($0.key.range.upperBound, $0.value.range.upperBound) }
      : parent.items.map(\.range.upperBound)
    return ends.last { $0 <= start }
  }

  /// The comma that follows an entry, blanks, line breaks and comments skipped.
  private func commaBehind(_ end: Int, in parent: Node) -> Int? {
    var position = end
    while position < parent.range.upperBound {
      switch bytes[position] {
      case UInt8(ascii: ","): return position
      case UInt8(ascii: "#"): position = lineEnd(position)
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return nil
      }
    }
    return nil
  }
}
