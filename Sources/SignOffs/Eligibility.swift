internal import WorkflowModel

/// Whose sign-offs can count at a gate, whatever they cover.
struct Eligibility: Sendable {
  let slots: [Slot]
  /// Who fills the slot `owner`.
  let owner: String?
  /// Who owns the feature, before and after the landing: none of them may fill another slot, unless that
  /// is allowed.
  let owners: Set<String>
  let allowsSelf: Bool
  let policy: Policy

  /// Why a sign-off by this person for this team cannot count; nil where it can.
  func obstacle(to person: String, for team: String) -> SignOffStanding.Reason? {
    let isOwnerSlot = team == Slot.owner
    if !isOwnerSlot, policy.teams.members[team] == nil { return .unknownTeam }
    if !slots.contains(where: { $0.teams.contains(team) }) { return .notAsked }
    if policy.teams.people[person] == nil { return .unknownPerson }
    if isOwnerSlot { return policy.teams.owns(person, as: owner) ? nil : .notOwner(owner: owner) }
    if !policy.teams.isMember(person, of: team) { return .notMember }
    return owns(person) && !allowsSelf ? .ownFeature : nil
  }

  func owns(_ person: String) -> Bool { owners.contains { policy.teams.owns(person, as: $0) } }
}
