/// Adds entries and items.
extension Editor {
  func insertEntry(_ key: String, _ value: YAMLValue, into site: Site, after: [String]) -> [[Splice]] {
    let mapping = site.node
    let entries = Array(mapping.entries)
    let hinted = entries.last { entry in after.contains { entry.key.hasText($0) } }
    let neighbour = hinted ?? entries.last
    if mapping.style == .flow {
      let flow = insertFlow(
        writer.flowEntry(key, value), behind: neighbour.map { max($0.key.range.upperBound, $0.value.range.upperBound) },
        into: mapping)
      if entries.isEmpty, !site.inFlow, layout != .flow || site.parent == nil {
        return replace(site, with: .map([.init(key, value)])) + flow
      }
      let whole = mapping.value.entriesOfMap + [.init(key, value)]
      return flow + [[Splice(mapping.range, writer.flow(.map(whole)))]]
    }
    let column = columnOf(mapping.range.lowerBound, bytes)
    guard let neighbour else { return [] }
    let end = max(neighbour.key.range.upperBound, neighbour.value.range.upperBound)
    return insertLine(behind: end, column: column) {
      writer.entry(key, value, column: column)
    }
  }

  func insertItem(_ item: YAMLValue, into site: Site) -> [[Splice]] {
    let sequence = site.node
    let last = Array(sequence.items).last
    if sequence.style == .flow {
      let flow = insertFlow(writer.flow(item), behind: last?.range.upperBound, into: sequence)
      if last == nil, !site.inFlow, layout != .flow { return replace(site, with: .list([item])) + flow }
      return flow
    }
    let column = columnOf(sequence.range.lowerBound, bytes)
    guard let last else { return [] }
    return insertLine(behind: last.range.upperBound, column: column) {
      // A list of small mappings in braces goes on in braces.
      let layout = last.kind == .mapping && last.style == .flow && self.layout == .block ? .flow : self.layout
      return "-" + writer.behindDash(item, column: column, layout)
    }
  }

  /// Writes a line of a block collection behind the line that holds `end`.
  private func insertLine(behind end: Int, column: Int, _ line: () -> String) -> [[Splice]] {
    let lineEnd = self.lineEnd(end)
    let isOpenEnd = nextLine(lineEnd) == lineEnd
    let text = writer.indent(column) + line()
    var candidates = [[Splice(at: lineEnd, style.newline + text)]]
    if isOpenEnd {
      // A block scalar at an end without a line break would gain one by the new line.
      candidates += closingBlockScalar(end).map { [$0, Splice(at: lineEnd, style.newline + text)] }
    }
    return candidates
  }

  /// Makes the block scalar that ends at `end` strip its line break, which the file never gave it.
  private func closingBlockScalar(_ end: Int) -> [Splice] {
    let scalar = document.tree.records.last { $0.upper == end && ($0.style == .literal || $0.style == .folded) }
    guard let scalar else { return [] }
    let header = Int(scalar.lower) + 1
    return [bytes[header] == UInt8(ascii: "+") ? Splice(header..<header + 1, "-") : Splice(at: header, "-")]
  }

  /// Writes an entry into brackets: behind another one, or as the only one.
  private func insertFlow(_ text: String, behind end: Int?, into node: Node) -> [[Splice]] {
    let inside = node.range.lowerBound + 1..<node.range.upperBound - 1
    guard let end else {
      let isBlank = self.isBlank(inside)
      return [[isBlank ? Splice(inside, text) : Splice(at: inside.upperBound, text)]]
    }
    var candidates: [[Splice]] = []
    if lineStart(end) > node.range.lowerBound, let multiline = insertFlowLine(text, behind: end) {
      candidates.append(multiline)
    }
    return candidates + [[Splice(at: end, ", " + text)], [Splice(at: end, " , " + text)]]
  }

  /// Writes an entry on a line of its own if its neighbour has one.
  private func insertFlowLine(_ text: String, behind end: Int) -> [Splice]? {
    let comma = skipBlanks(end)
    let hasComma = comma < document.range.upperBound && bytes[comma] == UInt8(ascii: ",")
    let rest = skipBlanks(hasComma ? comma + 1 : comma)
    let lineEnd = self.lineEnd(end)
    guard rest >= lineEnd || bytes[rest] == UInt8(ascii: "#") else { return nil }
    let indent = writer.indent(skipBlanks(lineStart(end)) - lineStart(end))
    let line = Splice(at: lineEnd, style.newline + indent + text + (hasComma ? "," : ""))
    return hasComma ? [line] : [Splice(at: end, ","), line]
  }
}

extension YAMLValue {
  fileprivate var entriesOfMap: [Entry] { if case .map(let entries) = self { entries } else { [] } }
}
