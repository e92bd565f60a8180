/// Quantifiers: `*`, `+`, `?` and the counted ones, each with its lazy variant.
extension PatternParser {
  /// The atom with the quantifier that follows it, if one does.
  mutating func repeated(_ atom: PatternNode) throws(Pattern.Flaw) -> PatternNode {
    let start = offset
    guard let (least, most) = try quantifier(at: start) else { return atom }
    if case .assertion = atom { throw flaw("an assertion cannot be repeated", at: start) }
    _ = take("?")
    if most == 0 { return .empty }
    let node = PatternNode.repetition(atom, least: least, most: most)
    if node.size > Pattern.sizeLimit { throw tooLarge(at: start) }
    return node
  }

  private mutating func quantifier(at start: Int) throws(Pattern.Flaw) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard take("{") else { return nil }
    guard let least = number() else { throw badCount(at: start) }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else { throw badCount(at: start) }
    if let most, most < least { throw flaw("the repetition's bounds are out of order", at: start) }
    return (least, most)
  }

  /// A decimal number; one beyond all bounds counts as the largest that is.
  private mutating func number() -> Int? {
    var value: Int?
    while let digit = rest.first, ("0"..."9").contains(digit) {
      rest.removeFirst()
      let (tens, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
      value = overflow || tens > Int.max - 9 ? Int.max : tens + Int(digit.value - 0x30)
    }
    return value
  }

  private func badCount(at start: Int) -> Pattern.Flaw {
    flaw("a counted repetition is written `{2}`, `{2,}` or `{2,4}`; write `\\{` for the character", at: start)
  }
}
