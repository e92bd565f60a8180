/// A pattern as a tree; groups are gone, since nothing asks what they captured.
indirect enum PatternNode: Hashable, Sendable {
  case empty
  case set(ScalarSet)
  case assertion(Assertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// `most` is nil where there is no upper bound; greedy and lazy are the same language.
  case repetition(PatternNode, least: Int, most: Int?)

  enum Assertion: Hashable, Sendable {
    case textStart, textEnd, wordBoundary, noWordBoundary
  }

  /// How many leaves there are once repetitions are written out; `Int.max` where that overflows.
  var size: Int {
    switch self {
    case .empty, .set, .assertion: return 1
    case .sequence(let parts), .choice(let parts):
      return parts.reduce(0) { sum, part in
        let (total, overflow) = sum.addingReportingOverflow(part.size)
        return overflow ? .max : total
      }
    case .repetition(let body, let least, let most):
      let (total, overflow) = body.size.multipliedReportingOverflow(by: max(1, most ?? least))
      return overflow ? .max : total
    }
  }

  var usesWordBoundaries: Bool {
    switch self {
    case .empty, .set: false
    case .assertion(let assertion): assertion == .wordBoundary || assertion == .noWordBoundary
    case .sequence(let parts), .choice(let parts): parts.contains(where: \.usesWordBoundaries)
    case .repetition(let body, _, _): body.usesWordBoundaries
    }
  }
}
