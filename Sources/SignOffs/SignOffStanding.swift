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
    let fingerprint = statement.fingerprint
    self.fingerprint = fingerprint
    let signOffs = record?.signOffs ?? []
    let entries = signOffs.enumerated().map { index, signOff in
      let later = signOffs[(index + 1)...]
      let isTakenBack = later.contains { $0.retracted != nil && $0.by == signOff.by }
      return (
        signOff: signOff,
        standing: Self.standing(
          of: signOff, isTakenBack: isTakenBack, covering: fingerprint, slots: slots, owner: owner,
          owners: owners, by: policy)
      )
    }
    self.entries = entries
    let holding = entries.filter { $0.standing.holds }.map { (by: $0.signOff.by.value, team: $0.signOff.team.value) }
    self.slots = bestMatching(of: holding, to: slots)
  }

  package var missing: [FilledSlot] { slots.filter { !$0.isFilled } }

  /// Whether one more sign-off, by this person for this team, would fill one more place.
  ///
  /// Somebody who fills a place already is no help, unless another one can take it over.
  package func couldFill(by person: String, for team: String) -> Bool {
    let filled = bestMatching(of: holding + [(by: person, team: team)], to: slots.map(\.slot))
    return filled.reduce(0) { $0 + $1.people.count } > slots.reduce(0) { $0 + $1.people.count }
  }

  private var holding: [(by: String, team: String)] {
    entries.filter { $0.standing.holds }.map { (by: $0.signOff.by.value, team: $0.signOff.team.value) }
  }

  private static func standing(
    of signOff: SignOff, isTakenBack: Bool, covering fingerprint: String, slots: [Slot], owner: String?,
    owners: Set<String>, by policy: Policy
  ) -> SignOffStanding {
    let team = signOff.team.value
    let person = signOff.by.value
    if signOff.retracted != nil { return .void(.retraction) }
    if isTakenBack { return .void(.retracted) }
    if team != Slot.owner, policy.teams.members[team] == nil { return .void(.unknownTeam) }
    if !slots.contains(where: { $0.teams.contains(team) }) { return .void(.notAsked) }
    let owns = owners.contains { policy.teams.owns(person, as: $0) }
    if policy.teams.people[person] == nil { return .void(.unknownPerson) }
    if team == Slot.owner {
      if !policy.teams.owns(person, as: owner) { return .void(.notOwner(owner: owner)) }
    } else {
      if !policy.teams.isMember(person, of: team) { return .void(.notMember) }
      if owns, !policy.workflow.signOffs.allowsSelf { return .void(.ownFeature) }
    }
    return signOff.covers?.value == fingerprint ? .holds(bySelf: owns && team != Slot.owner) : .void(.coversOther)
  }
}
