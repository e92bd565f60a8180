import Findings

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A key that an earlier entry of the same mapping has too.
struct DuplicateKey {
  let first: Node
  let second: Node
}

/// Every key that repeats one of its mapping, in reading order.
///
/// Keys that Unicode calls equivalent count as the same: people cannot tell them apart.
func duplicateKeys(in tree: Tree) -> [DuplicateKey] {
  tree.bytes.withUnsafeBufferPointer { source in
    tree.arena.withUnsafeBufferPointer { arena in
      tree.records.withUnsafeBufferPointer { records in
        let few = FewKeys(records: records, source: source, arena: arena)
        var duplicates: [DuplicateKey] = []
        for index in records.indices where records[index].kind == .mapping && records[index].count > 1 {
          // Runs for every mapping of every file: no nodes, no strings, until something is wrong.
          if records[index].count > 40 || !few.differ(index) {
            compareMany(Node(tree: tree, index: index), &duplicates)
          }
        }
        return duplicates
      }
    }
  }
}

/// Compares the keys of a small mapping, each with each.
private struct FewKeys {
  let records: UnsafeBufferPointer<Record>
  let source: UnsafeBufferPointer<UInt8>
  let arena: UnsafeBufferPointer<UInt8>

  /// Whether all keys are ASCII and different; otherwise somebody has to look closely.
  func differ(_ mapping: Int) -> Bool {
    let end = Int(records[mapping].end)
    var second = mapping + 1
    while second < end {
      let key = text(second)
      for byte in key where byte >= 0x80 { return false }
      var first = mapping + 1
      while first < second {
        if same(text(first), key) { return false }
        first = Int(records[first + 1].end)
      }
      second = Int(records[second + 1].end)
    }
    return true
  }

  private func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let record = records[index]
    let start = Int(record.textStart)
    return UnsafeBufferPointer(rebasing: (record.inArena ? arena : source)[start..<start + Int(record.count)])
  }
}

/// Whether two texts are the same bytes.
@inline(__always)
func same(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  guard let left = left.baseAddress, let other = right.baseAddress else { return true }
  return memcmp(left, other, right.count) == 0
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
