/// Puts a value where another one stands.
extension Editor {
  func replace(_ site: Site, with value: YAMLValue) -> [[Splice]] {
    let node = site.node
    guard let parent = site.parent else {
      return [[Splice(node.range, writer.block(value, column: 0))], [Splice(node.range, writer.flow(value))]]
    }
    if site.inFlow { return inFlow(site, parent, value) }
    let column = columnOf(parent.range.lowerBound, bytes)
    let isScalar = if case .text = value { true } else { false }
    if isScalar || staysFlow(node, value) {
      let text = isScalar ? scalar(value, for: node, column) : writer.flow(value)
      if node.style != .block {
        return [[Splice(node.range, node.isEmpty ? " " + text : text)], [Splice(node.range, " " + quoted(value))]]
      }
      return [replaceBlock(site, " " + text), replaceBlock(site, " " + quoted(value))]
    }
    let text = behind(site, value, column)
    if node.style == .block { return [replaceBlock(site, text)] }
    // The comment on the line stays there, behind the colon; the lines of the new value follow.
    let anchor = anchorEnd(site)
    let end = lineEnd(node.range.upperBound)
    if text.hasPrefix(style.newline), node.kind == .scalar {
      return [[Splice(anchor..<node.range.upperBound), Splice(at: end, text)]]
    }
    return [[Splice(anchor..<node.range.upperBound, text)]]
  }

  private func inFlow(_ site: Site, _ parent: Node, _ value: YAMLValue) -> [[Splice]] {
    let node = site.node
    var text = writer.flow(value)
    if case .text(let new) = value {
      let wanted = node.kind == .scalar ? node.style : .plain
      text = ScalarWriter(inFlow: true, column: 0, newline: style.newline).written(new, wanted)
    }
    if node.isEmpty {
      let hasColon = node.range.lowerBound > 0 && bytes[node.range.lowerBound - 1] == UInt8(ascii: ":")
      return [[Splice(node.range, (hasColon ? " " : ": ") + text)]]
    }
    return [[Splice(node.range, text)], [Splice(node.range, text.isEmpty ? " " : quoted(value))]]
  }

  private func staysFlow(_ node: Node, _ value: YAMLValue) -> Bool {
    switch value {
    case .text, .empty: false
    case .list(let items): items.isEmpty || layout == .flow || node.style == .flow && node.count > 0
    case .map(let entries): entries.isEmpty || layout == .flow || node.style == .flow && node.count > 0
    }
  }

  private func scalar(_ value: YAMLValue, for node: Node, _ column: Int) -> String {
    guard case .text(let text) = value else { return "" }
    return writer.scalars(column).written(text, node.kind == .scalar ? node.style : .plain)
  }

  private func quoted(_ value: YAMLValue) -> String {
    guard case .text(let text) = value else { return writer.flow(value) }
    return writer.scalars(0).double(text)
  }

  private func behind(_ site: Site, _ value: YAMLValue, _ column: Int) -> String {
    site.key == nil ? writer.behindDash(value, column: column) : writer.behindKey(value, column: column)
  }

  /// Behind the colon or dash that introduces the value.
  func anchorEnd(_ site: Site) -> Int {
    guard let key = site.key else { return dash(of: site) + 1 }
    var position = key.range.upperBound
    while position < document.range.upperBound, bytes[position] != UInt8(ascii: ":") { position += 1 }
    return position + 1
  }

  /// Removes the lines of a block collection and writes `text` behind its colon or dash.
  private func replaceBlock(_ site: Site, _ text: String) -> [Splice] {
    let anchor = anchorEnd(site)
    let start = lineStart(site.node.range.lowerBound)
    if start <= anchor { return [Splice(anchor..<site.node.range.upperBound, text)] }
    let lines = previousLineEnd(start)..<lineEnd(site.node.range.upperBound)
    // Lines go behind the comment of the key's line, everything else before it.
    let position = text.hasPrefix(style.newline) ? max(anchor, lineEnd(anchor)) : anchor
    return [Splice(at: position, text), Splice(lines)]
  }
}
