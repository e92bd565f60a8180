internal import Findings
package import SignOffs
package import WorkflowModel

/// Who can fill a slot, the command that does, and the line that a person can paste instead.
package struct SignOffAdvice {
  package let lines: [String]

  package init(
    for slot: Slot, of stage: String, decision: Statement.Decision, in feature: Feature, fingerprint: String,
    landing: FeatureLanding
  ) {
    let team = slot.teams.first ?? Slot.owner
    let able = Self.people(who: slot, feature: feature, by: landing.policy)
    let skip = decision == .leave ? "" : " --skip \(stage)"
    var lines: [String] = []
    if able.isEmpty {
      lines.append(
        team == Slot.owner
          ? "the owner, `\(escapedName(feature.owner ?? ""))`, must be one of the people in `schemas/teams.yaml`"
          : "nobody can give it: `schemas/teams.yaml` lists no member of \(slot.teams.joined(separator: " or ")) besides the owner"
      )
    } else {
      lines.append("\(list(able)) can give it: `slipway sign-off \(feature.id) --team \(team)\(skip)`")
    }
    let by = able.count == 1 ? able[0] : "<who>"
    lines.append(
      "or paste below `gates: \(stage): sign-offs:` the line "
        + "`- {team: \(team), by: \(by), on: \(landing.today), covers: \(fingerprint)}`")
    self.lines = lines
  }

  /// The people who may fill the slot, as the policy has it.
  package static func people(who slot: Slot, feature: Feature, by policy: Policy) -> [String] {
    var able: [String] = []
    for team in slot.teams {
      if team == Slot.owner {
        if let owner = feature.owner, policy.teams.people[owner] != nil { able.append(owner) }
        continue
      }
      for member in policy.teams.members[team] ?? [] where !able.contains(member) {
        if member != feature.owner || policy.workflow.signOffs.allowsSelf { able.append(member) }
      }
    }
    return able
  }
}
