/// A set of Unicode scalars: ranges and general categories, or all but those.
struct ScalarSet: Hashable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  let categories: CategorySet
  let isNegated: Bool

  /// The ranges are sorted and merged, so that they can be searched.
  init(_ ranges: [ClosedRange<UInt32>] = [], _ categories: CategorySet = [], isNegated: Bool = false) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = self.ranges.last, range.lowerBound <= previous.upperBound + 1 {
        self.ranges[self.ranges.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
    self.categories = categories
    self.isNegated = isNegated
  }

  init(_ scalar: Unicode.Scalar) {
    self.init([scalar.value...scalar.value])
  }

  /// All scalars that a set of plain ranges leaves out, as ranges, so that a class can hold them beside others.
  ///
  /// Categories cover every scalar exactly once, so their complement is made of categories again.
  var inverted: ScalarSet {
    if ranges.isEmpty { return ScalarSet([], categories.inverted) }
    var inverted = ScalarSet()
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { inverted.ranges.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.last { inverted.ranges.append(next...Self.last) }
    return inverted
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if holdsInRange(scalar.value) { return !isNegated }
    if categories.isEmpty { return isNegated }
    return categories.contains(scalar.properties.generalCategory) != isNegated
  }

  /// Whether a scalar beyond ASCII can be in it.
  var reachesBeyondASCII: Bool {
    isNegated || !categories.isEmpty || ranges.last.map { $0.upperBound >= 0x80 } ?? false
  }

  private func holdsInRange(_ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }

  private static let last: UInt32 = 0x10FFFF
}

extension ScalarSet {
  static let digits = ScalarSet([0x30...0x39])
  /// ASCII only, as ECMA-262 has it.
  static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// ECMA-262's WhiteSpace and LineTerminator.
  static let spaces = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  /// What `.` stands for: all but ECMA-262's LineTerminator.
  static let notLineTerminators = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).inverted
}

extension Unicode.Scalar {
  /// Whether `\b` sees a letter of a word.
  var isWordCharacter: Bool {
    switch self {
    case "0"..."9", "A"..."Z", "_", "a"..."z": true
    default: false
    }
  }
}
