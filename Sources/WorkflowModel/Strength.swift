/// What stands behind a sign-off, the weakest first.
package enum Strength: String, Sendable, CaseIterable {
  /// A name in a file that reviewers saw.
  case named
  /// The person's own commit brought it.
  case authored
  /// The person's key signed it.
  case signed
}

extension Strength: Comparable {
  package static func < (left: Strength, right: Strength) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .named: 0
    case .authored: 1
    case .signed: 2
    }
  }
}

extension Workflow.LandingKind {
  /// Whether a proof that hangs on commits is still there when a change has landed this way.
  package var keepsAuthors: Bool { self != .squash }
}
