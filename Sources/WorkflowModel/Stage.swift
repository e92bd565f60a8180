/// Where a feature can be, and what leaving it asks for.
package struct Stage: Sendable {
  package let name: Located<String>
  package var about: String?
  /// Who has the feature while it is here.
  package var audience: String?
  /// Teams to tell; a reminder that `plan` shows.
  package var engage: [Located<String>] = []
  /// How the stage may be passed over; nil where it may not.
  package var optional: Skip?
  package var backTo: [Located<String>] = []
  /// Fields that a manifest must have to be here.
  package var requires: [Located<FieldPath>] = []
  package var gate = Gate()
  package var isFinal = false
  /// Set for a stage beside the order, entered from where it says.
  package var from: Origins?

  package init(name: Located<String>) {
    self.name = name
  }

  /// Who agrees to passing the stage over.
  package struct Skip: Sendable {
    package var signOffs: [Slot]
    /// What these sign-offs must prove at least; nil where the workflow says so for all.
    package var strength: Strength?

    package init(signOffs: [Slot], strength: Strength? = nil) {
      self.signOffs = signOffs
      self.strength = strength
    }
  }

  package enum Origins: Sendable {
    /// Every stage that is not final.
    case any
    case stages([Located<String>])
  }
}

/// What leaving a stage asks for.
package struct Gate: Sendable {
  package var criteria: [Criterion] = []
  package var signOffs: [Slot] = []
  /// What these sign-offs must prove at least; nil where the workflow says so for all.
  package var strength: Strength?
  /// The least time in the stage.
  package var soak: TimeSpan?
  /// The time in the stage after which `status` and `plan` call the feature overdue; nothing is judged by it.
  package var due: TimeSpan?

  package init() {}

  package func criterion(_ name: String) -> Criterion? {
    criteria.first { $0.name.value == name }
  }
}

/// One statement that must be shown before a gate opens.
package struct Criterion: Sendable {
  package enum Evidence: String, Sendable, CaseIterable {
    /// An `http` or `https` address.
    case link
    /// Words.
    case text
    /// The full identifier of a commit that the repository holds.
    case commit
  }

  package let name: Located<String>
  package let says: String
  package let evidence: Evidence

  package init(name: Located<String>, says: String, evidence: Evidence) {
    self.name = name
    self.says = says
    self.evidence = evidence
  }
}

/// A place in a gate that one or more sign-offs fill.
package struct Slot: Sendable, Hashable {
  /// The slot that only the feature's owner can fill.
  package static let owner = "owner"

  /// A sign-off for any of these fills it.
  package let teams: [String]
  /// How many different people it takes.
  package let count: Int
  package let range: Range<Int>

  package init(teams: [String], count: Int, range: Range<Int>) {
    self.teams = teams
    self.count = count
    self.range = range
  }

  package var title: String {
    let names = teams.joined(separator: " or ")
    return count == 1 ? names : "\(count) of \(names)"
  }
}
