extension Node {
  /// A key and its value.
  package struct Entry: Sendable {
    package let key: Node
    package let value: Node
  }

  /// A mapping's entries in the order of the file.
  package struct Entries: Sequence, IteratorProtocol, Sendable {
    let tree: Tree
    var position: Int
    let end: Int

    package mutating func next() -> Entry? {
      guard position < end else { return nil }
      let entry = Entry(key: Node(tree: tree, index: position), value: Node(tree: tree, index: position + 1))
      position = Int(tree.records[position + 1].end)
      return entry
    }
  }

  /// A sequence's items in the order of the file.
  package struct Items: Sequence, IteratorProtocol, Sendable {
    let tree: Tree
    var position: Int
    let end: Int

    package mutating func next() -> Node? {
      guard position < end else { return nil }
      let node = Node(tree: tree, index: position)
      position = Int(tree.records[position].end)
      return node
    }
  }

  /// How many entries or items there are; 0 for scalars.
  package var count: Int { kind == .scalar ? 0 : Int(record.count) }

  /// The entries of a mapping; none for the other kinds.
  package var entries: Entries {
    let end = kind == .mapping ? Int(record.end) : index + 1
    return Entries(tree: tree, position: index + 1, end: end)
  }

  /// The items of a sequence; none for the other kinds.
  package var items: Items {
    let end = kind == .sequence ? Int(record.end) : index + 1
    return Items(tree: tree, position: index + 1, end: end)
  }

  /// The entry with this key, if this is a mapping that has it.
  package func entry(_ key: String) -> Entry? {
    tree.key(key, inMappingAt: index).map {
      Entry(key: Node(tree: tree, index: $0), value: Node(tree: tree, index: $0 + 1))
    }
  }

  /// The value of this key, if this is a mapping that has it.
  package subscript(key: String) -> Node? {
    tree.key(key, inMappingAt: index).map { Node(tree: tree, index: $0 + 1) }
  }

  /// Whether every key of this mapping is one of these; no key stands twice in it.
  package func hasOnlyKeys(_ known: [String]) -> Bool {
    known.count { tree.key($0, inMappingAt: index) != nil } == count
  }

  /// The value behind these keys, if there is a mapping that has it all the way; makes no node on the way.
  package func value(behind keys: [String]) -> Node? {
    var index = index
    for level in keys.indices {
      guard let key = tree.key(keys[level], inMappingAt: index) else { return nil }
      index = key + 1
    }
    return Node(tree: tree, index: index)
  }
}
