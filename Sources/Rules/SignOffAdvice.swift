internal import Findings
internal import SignOffs
package import WorkflowModel

/// Who can fill a slot that is still empty, the command that does, and the record that a person can write instead.
package struct SignOffAdvice: Sendable {
  /// Whose sign-off would fill one more place.
  package let people: [String]
  /// Why some of them could not sign yet; nil where nothing is in their way.
  package let obstacle: String?
  package let command: String
  /// The record in YAML's flow style; nil where only its person can make it, with their key.
  package let entry: String?

  /// - Parameter day: The day that the record carries.
  package init(for slot: Slot, in passage: Passage, of feature: Feature, by policy: Policy, on day: Day) {
    func team(of person: String) -> String? {
      slot.teams.first { passage.signOffs.couldFill(by: person, for: $0) }
    }
    people = Self.candidates(for: slot, of: feature, by: policy).filter { team(of: $0) != nil }
    let keyless = people.filter { !passage.signOffs.canProve(by: $0) }
    obstacle =
      keyless.isEmpty ? nil : "no key of \(list(keyless)) counts yet: `schemas/allowed_signers` lists those that do"
    let only = people.count == 1 ? people[0] : nil
    let team = only.flatMap(team) ?? slot.teams.first ?? Slot.owner
    let skip = passage.decision == .leave ? "" : " --skip \(passage.stage.name.value)"
    command = "slipway sign-off \(escapedName(feature.id)) --team \(team)\(skip)"
    let line =
      "{team: \(team), by: \(only ?? "<who>"), on: \(day), covers: \(passage.signOffs.agreement.fingerprint)}"
    entry = passage.signOffs.asked == .signed ? nil : line
  }

  /// Everybody in the teams that the slot asks for, each once.
  private static func candidates(for slot: Slot, of feature: Feature, by policy: Policy) -> [String] {
    var people: [String] = []
    for team in slot.teams {
      let members =
        if team != Slot.owner {
          policy.teams.members[team] ?? []
        } else if let owner = feature.owner, policy.teams.people[owner] != nil {
          [owner]
        } else {
          feature.owner.flatMap { policy.teams.members[$0] } ?? []
        }
      people += members.filter { !people.contains($0) }
    }
    return people
  }
}
