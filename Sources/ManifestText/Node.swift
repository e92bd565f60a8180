package import Findings

/// A value in a document: a cursor that is cheap to copy and to make.
package struct Node: Sendable {
  let tree: Tree
  let index: Int

  /// Text, list, or keys with values.
  package enum Kind: UInt8, Sendable {
    case scalar
    case sequence
    case mapping
  }

  /// How the value is written.
  package enum Style: UInt8, Sendable {
    /// A scalar without quotes, or nothing at all.
    case plain
    case singleQuoted
    case doubleQuoted
    /// `|`
    case literal
    /// `>`
    case folded
    /// A collection by indentation.
    case block
    /// A collection in brackets or braces.
    case flow
  }

  var record: Record { tree.records[index] }

  /// What the value is.
  package var kind: Kind { record.kind }
  /// How it is written.
  package var style: Style { record.style }

  /// The bytes of the value itself, in the whole file.
  ///
  /// Quotes and brackets belong to it; a block scalar runs from its indicator to the end of its last line, a block
  /// collection from its first key or dash to the end of its last value. Where no value is written, the range is
  /// empty and lies behind the colon or dash.
  package var range: Range<Int> { Int(record.lower)..<Int(record.upper) }

  /// The range with its file, for a finding.
  package var place: Place { Place(source: tree.source, range: range) }

  /// Whether nothing is written where the value would be; `""` is a value.
  package var isEmpty: Bool {
    let record = self.record
    return record.kind == .scalar && record.style == .plain && record.count == 0
  }

  /// A scalar's text as YAML reads it; nothing for collections.
  ///
  /// It can hold any character, line breaks and escaped controls included.
  package var text: String { withText { String(decoding: $0, as: UTF8.self) } }

  /// A scalar's text, or nil for collections and where no value is written.
  package var scalar: String? { kind == .scalar && !isEmpty ? text : nil }

  /// Whether this is a scalar with exactly these bytes; makes no string.
  package func hasText(_ wanted: StaticString) -> Bool {
    guard kind == .scalar else { return false }
    return wanted.withUTF8Buffer { wanted in withText { $0.elementsEqual(wanted) } }
  }

  /// Whether this is a scalar with exactly these bytes; unlike `==` on strings it tells apart what looks alike.
  package func hasText(_ wanted: String) -> Bool {
    guard kind == .scalar else { return false }
    return withText { text in
      wanted.utf8.withContiguousStorageIfAvailable { same(text, $0) } ?? text.elementsEqual(wanted.utf8)
    }
  }

  /// The same for bytes of a path.
  package func hasText(_ wanted: ArraySlice<UInt8>) -> Bool {
    guard kind == .scalar else { return false }
    return withText { text in wanted.withUnsafeBufferPointer { same(text, $0) } }
  }

  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let record = self.record
    let count = record.kind == .scalar ? Int(record.count) : 0
    let range = Int(record.textStart)..<(Int(record.textStart) + count)
    // Each in its branch: an array chosen first would have to be counted.
    if record.inArena { return tree.arena.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) } }
    return tree.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}
