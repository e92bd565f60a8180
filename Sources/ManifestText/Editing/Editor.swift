import Findings

/// Finds the bytes to replace for a change.
///
/// It proposes; the caller reads each proposal back and takes the first that says what was meant.
struct Editor {
  let document: Document
  let layout: Change.Layout
  let style: FileStyle
  let writer: ValueWriter

  /// A node with the collections around it.
  struct Site {
    var node: Node
    /// From the root to the collection that holds the node.
    var parents: [Node] = []
    /// The node's key, if a mapping holds it.
    var key: Node?

    var inFlow: Bool { parents.contains { $0.style == .flow } }
    var parent: Node? { parents.last }
  }

  init(document: Document, layout: Change.Layout, usesBlockScalars: Bool) {
    self.document = document
    self.layout = layout
    self.style = FileStyle(of: document)
    self.writer = ValueWriter(style: style, layout: layout, usesBlockScalars: usesBlockScalars)
  }

  var bytes: [UInt8] { document.source.bytes }

  func candidates(for change: Change) -> [[Splice]] {
    var site = Site(node: document.root)
    var rest = change.path[...]
    while let step = rest.first, let next = descend(site, step) {
      site = next
      rest.removeFirst()
    }
    switch change.action {
    case .set(let value):
      return place(value, at: site, missing: rest, after: change.after)
    case .append(let item):
      if rest.isEmpty, site.node.kind == .sequence { return insertItem(item, into: site) }
      return place(.list([item]), at: site, missing: rest, after: change.after)
    case .remove:
      return rest.isEmpty ? remove(site) : []
    }
  }

  /// Replaces the node, or adds what is missing below it.
  private func place(
    _ value: YAMLValue, at site: Site, missing rest: ArraySlice<Change.Step>, after: [String]
  ) -> [[Splice]] {
    guard case .key(let key)? = rest.first else { return rest.isEmpty ? replace(site, with: value) : [] }
    var inner = value
    for step in rest.dropFirst().reversed() {
      guard case .key(let name) = step else { return [] }
      inner = .map([.init(name, inner)])
    }
    if site.node.isEmpty { return replace(site, with: .map([.init(key, inner)])) }
    guard site.node.kind == .mapping else { return [] }
    return insertEntry(key, inner, into: site, after: after)
  }

  private func descend(_ site: Site, _ step: Change.Step) -> Site? {
    let parents = site.parents + [site.node]
    switch step {
    case .key(let key):
      return site.node.entry(key).map { Site(node: $0.value, parents: parents, key: $0.key) }
    case .index(let index):
      guard index >= 0, let node = site.node[steps: [step]] else { return nil }
      return Site(node: node, parents: parents)
    }
  }

  // MARK: Looking at the text

  /// The offset of the line break behind `offset`, or the end of the part that was read.
  func lineEnd(_ offset: Int) -> Int {
    let limit = document.range.upperBound
    var end = min(offset, limit)
    while end < limit, bytes[end] != 0x0A { end += 1 }
    if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  /// The offset behind the line break at `lineEnd`.
  func nextLine(_ lineEnd: Int) -> Int {
    var next = lineEnd
    if next < document.range.upperBound, bytes[next] == 0x0D { next += 1 }
    if next < document.range.upperBound, bytes[next] == 0x0A { next += 1 }
    return next
  }

  func lineStart(_ offset: Int) -> Int {
    var start = offset
    while start > document.range.lowerBound, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// The end of the line before the one that begins at `lineStart`.
  func previousLineEnd(_ lineStart: Int) -> Int {
    var end = lineStart
    if end > document.range.lowerBound, bytes[end - 1] == 0x0A { end -= 1 }
    if end > document.range.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  func skipBlanks(_ offset: Int) -> Int {
    var offset = offset
    while offset < document.range.upperBound, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    return offset
  }

  func isBlank(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 <= 0x20 } }
}
