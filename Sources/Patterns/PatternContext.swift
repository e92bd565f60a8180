/// What assertions can see of a place in the text: three bits, so that tables can be made for each in advance.
struct PatternContext: OptionSet, Sendable {
  let rawValue: Int

  static let wordBoundary = PatternContext(rawValue: 1)
  static let textEnd = PatternContext(rawValue: 2)
  static let textStart = PatternContext(rawValue: 4)

  static let count = 8
  /// Those between two characters come first.
  static let innerCount = 2

  func satisfies(_ assertion: PatternNode.Assertion) -> Bool {
    switch assertion {
    case .textStart: contains(.textStart)
    case .textEnd: contains(.textEnd)
    case .wordBoundary: contains(.wordBoundary)
    case .noWordBoundary: !contains(.wordBoundary)
    }
  }
}
