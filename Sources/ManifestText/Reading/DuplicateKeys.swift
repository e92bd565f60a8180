/// A key that an earlier entry of the same mapping has too.
struct DuplicateKey {
  let first: Node
  let second: Node
}

/// Every key that repeats one of its mapping, in reading order.
///
/// Keys that Unicode calls equivalent count as the same: people cannot tell them apart.
func duplicateKeys(in tree: Tree) -> [DuplicateKey] {
  var duplicates: [DuplicateKey] = []
  for index in tree.records.indices where tree.records[index].kind == .mapping && tree.records[index].count > 1 {
    let mapping = Node(tree: tree, index: index)
    if mapping.count > 16 || !compareFew(mapping, &duplicates) { compareMany(mapping, &duplicates) }
  }
  return duplicates
}

/// Compares all pairs by their bytes; false if a key is not ASCII, so that bytes are not enough.
private func compareFew(_ mapping: Node, _ duplicates: inout [DuplicateKey]) -> Bool {
  let records = mapping.tree.records
  let before = duplicates.count
  let end = Int(mapping.record.end)
  var second = mapping.index + 1
  while second < end {
    let key = Node(tree: mapping.tree, index: second)
    guard key.withText({ $0.allSatisfy { $0 < 0x80 } }) else {
      duplicates.removeSubrange(before...)
      return false
    }
    var first = mapping.index + 1
    while first < second {
      if records[first].count == records[second].count {
        let earlier = Node(tree: mapping.tree, index: first)
        if earlier.withText({ left in key.withText { left.elementsEqual($0) } }) {
          duplicates.append(DuplicateKey(first: earlier, second: key))
          break
        }
      }
      first = Int(records[first + 1].end)
    }
    second = Int(records[second + 1].end)
  }
  return true
}

private func compareMany(_ mapping: Node, _ duplicates: inout [DuplicateKey]) {
  var seen: [String: Node] = [:]
  for entry in mapping.entries {
    let text = entry.key.text
    if let first = seen[text] {
      duplicates.append(DuplicateKey(first: first, second: entry.key))
    } else {
      seen[text] = entry.key
    }
  }
}
