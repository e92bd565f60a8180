/// What a text says, apart from how and where it is written.
///
/// Mappings are equal whatever the order of their keys, and texts only if their bytes are.
package indirect enum YAMLValue: Sendable {
  case text(String)
  /// Nothing is written where the value would be.
  case empty
  case list([YAMLValue])
  case map([Entry])

  /// A key and its value.
  package struct Entry: Sendable {
    package var key: String
    package var value: YAMLValue

    package init(_ key: String, _ value: YAMLValue) {
      self.key = key
      self.value = value
    }
  }
}

extension YAMLValue: Hashable {
  package static func == (left: YAMLValue, right: YAMLValue) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): return same(left, right)
    case (.empty, .empty): return true
    case (.list(let left), .list(let right)): return left == right
    case (.map(let left), .map(let right)):
      guard left.count == right.count else { return false }
      if zip(left, right).allSatisfy({ same($0.key, $1.key) }) {
        return zip(left, right).allSatisfy { $0.value == $1.value }
      }
      let order = { (left: Entry, right: Entry) in left.key.utf8.lexicographicallyPrecedes(right.key.utf8) }
      return zip(left.sorted(by: order), right.sorted(by: order)).allSatisfy {
        same($0.key, $1.key) && $0.value == $1.value
      }
    default: return false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text):
      hasher.combine(0)
      for byte in text.utf8 { hasher.combine(byte) }
    case .empty: hasher.combine(1)
    case .list(let items):
      hasher.combine(2)
      hasher.combine(items)
    case .map(let entries):
      hasher.combine(3)
      hasher.combine(entries.count)
    }
  }

  private static func same(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
  }
}

extension Node {
  /// The value without its places.
  package var value: YAMLValue {
    switch kind {
    case .scalar: isEmpty ? .empty : .text(text)
    case .sequence: .list(items.map(\.value))
    case .mapping: .map(entries.map { YAMLValue.Entry($0.key.text, $0.value.value) })
    }
  }
}
