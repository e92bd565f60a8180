/// A value read from a file, with the byte range that it was read from.
package struct Located<Value: Sendable>: Sendable {
  package let value: Value
  package let range: Range<Int>

  // Inlined, since an unspecialised one asks for the type's metadata each time.
  @inlinable @inline(__always)
  package init(_ value: Value, at range: Range<Int>) {
    self.value = value
    self.range = range
  }
}

extension Located: Equatable where Value: Equatable {
  /// Equal values are equal wherever they stand.
  package static func == (left: Located, right: Located) -> Bool { left.value == right.value }
}

extension Located: Hashable where Value: Hashable {
  package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
