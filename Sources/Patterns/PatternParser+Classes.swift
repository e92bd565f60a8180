/// Character classes: `[a-z_]`, `[^\s]`.
extension PatternParser {
  /// What stands between brackets, the opening one being read.
  ///
  /// As in ECMA-262, `[]` is nothing at all and `[^]` is everything.
  mutating func characterClass(at start: Int) throws(Pattern.Flaw) -> ScalarSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var categories: CategorySet = []
    while !take("]") {
      let itemStart = offset
      let low = try classItem(in: start)
      guard rest.first == "-", let afterDash = rest.dropFirst().first, afterDash != "]" else {
        ranges += low.set.ranges
        categories.formUnion(low.set.categories)
        continue
      }
      rest.removeFirst()
      let high = try classItem(in: start)
      guard let first = low.scalar, let last = high.scalar else {
        throw flaw("a range in a class goes from one character to another; write `\\-` for a hyphen", at: itemStart)
      }
      if last < first { throw flaw("the range's ends are out of order", at: itemStart) }
      ranges.append(first.value...last.value)
    }
    return ScalarSet(ranges, categories, isNegated: isNegated)
  }

  private mutating func classItem(in start: Int) throws(Pattern.Flaw) -> ClassItem {
    let itemStart = offset
    guard let scalar = rest.popFirst() else { throw flaw("`[` is not closed", at: start) }
    if scalar != "\\" { return .scalar(scalar) }
    // Inside a class it is the backspace, outside an assertion.
    if take("b") { return .scalar("\u{8}") }
    return try setEscape(at: itemStart)
  }
}

/// What an escape or a member of a class stands for.
enum ClassItem {
  case scalar(Unicode.Scalar)
  case set(ScalarSet)

  var scalar: Unicode.Scalar? {
    if case .scalar(let scalar) = self { scalar } else { nil }
  }

  var set: ScalarSet {
    switch self {
    case .scalar(let scalar): ScalarSet(scalar)
    case .set(let set): set
    }
  }
}
