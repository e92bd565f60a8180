package import WorkflowModel

/// Whether one sign-off counts, and if not, why.
package enum SignOffStanding: Sendable, Equatable {
  /// It counts; `bySelf` where the person owns the feature.
  case holds(bySelf: Bool)
  case void(Reason)

  package enum Reason: Sendable, Equatable {
    case unknownTeam
    case unknownPerson
    case notMember
    case notOwner(owner: String?)
    case ownFeature
    case notAsked
    case retracted
    /// It is a retraction itself.
    case retraction
    /// It covers another statement than the present one.
    case coversOther
  }

  package var holds: Bool {
    if case .holds = self { true } else { false }
  }
}

/// The sign-offs of one gate, each with its standing.
package struct GateSignOffs: Sendable {
  package let statement: Statement
  package let fingerprint: String
  package let entries: [(signOff: SignOff, standing: SignOffStanding)]
  package let slots: [FilledSlot]
  private let eligibility: Eligibility

  /// A slot with the people who fill it.
  package struct FilledSlot: Sendable {
    package let slot: Slot
    package let people: [String]
    package var isFilled: Bool { people.count >= slot.count }
  }

  /// Judges the records of a gate.
  ///
  /// - Parameters:
  ///   - owner: Who fills the slot `owner`.
  ///   - owners: Who owns the feature, before and after the landing: none of them may fill another slot, unless the
  ///     workflow allows it.
  package init(
    statement: Statement, record: GateRecord?, slots: [Slot], owner: String?, owners: Set<String>, by policy: Policy
  ) {
    self.statement = statement
    fingerprint = statement.fingerprint
    eligibility = Eligibility(slots: slots, owner: owner, owners: owners, policy: policy)
    let signOffs = record?.signOffs ?? []
    var entries: [(signOff: SignOff, standing: SignOffStanding)] = []
    for (index, signOff) in signOffs.enumerated() {
      let isTakenBack = signOffs[(index + 1)...].contains { $0.retracted != nil && $0.by == signOff.by }
      entries.append(
        (signOff, eligibility.standing(of: signOff, isTakenBack: isTakenBack, covering: fingerprint)))
    }
    self.entries = entries
    self.slots = bestMatching(of: Self.holding(entries), to: slots)
  }

  package var missing: [FilledSlot] { slots.filter { !$0.isFilled } }

  /// Why a sign-off by this person for this team cannot count, whatever it covers; nil where it can.
  package func obstacle(to person: String, for team: String) -> SignOffStanding.Reason? {
    eligibility.obstacle(to: person, for: team)
  }

  /// Whether one more sign-off, by this person for this team, would fill one more place.
  ///
  /// Somebody who fills a place already is no help, unless another one can take it over.
  package func couldFill(by person: String, for team: String) -> Bool {
    if obstacle(to: person, for: team) != nil { return false }
    let filled = bestMatching(of: Self.holding(entries) + [(by: person, team: team)], to: slots.map(\.slot))
    return filled.reduce(0) { $0 + $1.people.count } > slots.reduce(0) { $0 + $1.people.count }
  }

  private static func holding(
    _ entries: [(signOff: SignOff, standing: SignOffStanding)]
  ) -> [(by: String, team: String)] {
    entries.filter { $0.standing.holds }.map { (by: $0.signOff.by.value, team: $0.signOff.team.value) }
  }
}

extension Eligibility {
  fileprivate func standing(
    of signOff: SignOff, isTakenBack: Bool, covering fingerprint: String
  ) -> SignOffStanding {
    if signOff.retracted != nil { return .void(.retraction) }
    if isTakenBack { return .void(.retracted) }
    let (person, team) = (signOff.by.value, signOff.team.value)
    if let obstacle = obstacle(to: person, for: team) { return .void(obstacle) }
    guard signOff.covers?.value == fingerprint else { return .void(.coversOther) }
    return .holds(bySelf: team != Slot.owner && owns(person))
  }
}
