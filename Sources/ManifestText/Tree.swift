import Findings

/// All nodes of a document in reading order, each followed by what it holds.
///
/// One object a document: a node is an index into `records`, and a scalar's text stays in the file's bytes unless
/// YAML says that it reads differently from how it is written.
final class Tree: Sendable {
  let source: SourceFile
  /// The file's bytes, held here as well: behind two objects, every look at them would count a reference.
  let bytes: [UInt8]
  let records: [Record]
  /// The texts that differ from their spelling, one behind the other.
  let arena: [UInt8]

  init(source: SourceFile, records: [Record], arena: [UInt8]) {
    self.source = source
    bytes = source.bytes
    self.records = records
    self.arena = arena
  }

  /// The index of the key with exactly these bytes, if there is a mapping at `index` that has it.
  ///
  /// Readers look up every key they know in every file, so no node is made until the key is found.
  func key(_ key: String, inMappingAt index: Int) -> Int? {
    guard records[index].kind == .mapping else { return nil }
    // `withUTF8` would have to copy the string, and count the reference.
    if let found = key.utf8.withContiguousStorageIfAvailable({ self.key($0, inMappingAt: index) }) { return found }
    return Array(key.utf8).withUnsafeBufferPointer { self.key($0, inMappingAt: index) }
  }

  private func key(_ wanted: UnsafeBufferPointer<UInt8>, inMappingAt index: Int) -> Int? {
    bytes.withUnsafeBufferPointer { source in
      arena.withUnsafeBufferPointer { arena in
        records.withUnsafeBufferPointer { records in
          let end = Int(records[index].end)
          var position = index + 1
          while position < end {
            let record = records[position]
            if Int(record.count) == wanted.count {
              let text = (record.inArena ? arena : source)[Int(record.textStart)...].prefix(wanted.count)
              if same(UnsafeBufferPointer(rebasing: text), wanted) { return position }
            }
            position = Int(records[position + 1].end)
          }
          return nil
        }
      }
    }
  }
}

/// One node: offsets are bytes of the file, `end` is the index behind the last node inside this one.
struct Record: Sendable {
  var kind: Node.Kind
  var style: Node.Style
  /// Whether the text lies in the arena rather than in the file.
  var inArena = false
  var lower: Int32
  var upper: Int32
  var textStart: Int32 = 0
  /// A scalar's length in bytes, or how many entries or items a collection has.
  var count: Int32 = 0
  var end: Int32
}
