/// A value read from a file, with the byte range that it was read from.
///
/// Public, since the compiler inlines nothing that is `package`: twenty of these are made for each manifest, and one
/// that is not specialised asks for the type's metadata each time.
public struct Located<Value: Sendable>: Sendable {
  public let value: Value
  public let range: Range<Int>

  @inlinable @inline(__always)
  public init(_ value: Value, at range: Range<Int>) {
    self.value = value
    self.range = range
  }
}

extension Located: Equatable where Value: Equatable {
  /// Equal values are equal wherever they stand.
  public static func == (left: Located, right: Located) -> Bool { left.value == right.value }
}

extension Located: Hashable where Value: Hashable {
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
