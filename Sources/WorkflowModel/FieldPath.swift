/// Where a field stands in a manifest: the keys from the root, written with dots (`beta.reasons`).
package struct FieldPath: Hashable, Sendable {
  package let keys: [String]

  package init(keys: [String]) {
    self.keys = keys
  }

  /// Reads the dotted form; nil where a key would be empty.
  package init?(_ text: String) {
    let keys = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if keys.contains("") { return nil }
    self.keys = keys
  }

  package func isPrefix(of other: FieldPath) -> Bool {
    other.keys.starts(with: keys)
  }
}

extension FieldPath: CustomStringConvertible {
  package var description: String { keys.joined(separator: ".") }
}

extension FieldPath: Comparable {
  package static func < (left: FieldPath, right: FieldPath) -> Bool {
    left.keys.lexicographicallyPrecedes(right.keys)
  }
}
