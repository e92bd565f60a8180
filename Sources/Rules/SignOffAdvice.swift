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
    let signOffs = landing.passages.first { $0.stage.name.value == stage && $0.decision == decision }?.signOffs
    let able = Self.people(who: slot, feature: feature, by: landing.policy).filter { person in
      let owned = landing.policy.teams.owns(person, as: landing.before?.owner)
      let mayNot = owned && team != Slot.owner && !landing.workflow.signOffs.allowsSelf
      return !mayNot && signOffs.map { judged in slot.teams.contains { judged.couldFill(by: person, for: $0) } } ?? true
    }
    let skip = decision == .leave ? "" : " --skip \(stage)"
    guard !able.isEmpty else {
      lines = [
        team == Slot.owner
          ? "`owner` must name a person, or a team with members, in `schemas/teams.yaml`"
          : "nobody can give it: every member of \(list(slot.teams)) in `schemas/teams.yaml` owns the feature or fills "
            + "another slot; add somebody to the team, in a landing of its own"
      ]
      return
    }
    let teamOf = slot.teams.first { landing.policy.teams.isMember(able[0], of: $0) } ?? team
    let shown = able.count == 1 ? teamOf : team
    let by = able.count == 1 ? able[0] : "<who>"
    let entry = "{team: \(shown), by: \(by), on: \(landing.today), covers: \(fingerprint)}"
    lines = [
      "\(list(able)) can give it: `slipway sign-off \(escapedName(feature.id)) --team \(shown)\(skip)`",
      PasteAdvice.line(entry, in: "sign-offs", of: stage, feature: feature),
    ]
  }

  /// The people who may fill the slot, as the policy has it.
  package static func people(who slot: Slot, feature: Feature, by policy: Policy) -> [String] {
    var able: [String] = []
    for team in slot.teams {
      if team == Slot.owner {
        guard let owner = feature.owner else { continue }
        let owners = policy.teams.people[owner] == nil ? policy.teams.members[owner] ?? [] : [owner]
        able += owners.filter { !able.contains($0) }
        continue
      }
      for member in policy.teams.members[team] ?? [] where !able.contains(member) {
        if !policy.teams.owns(member, as: feature.owner) || policy.workflow.signOffs.allowsSelf { able.append(member) }
      }
    }
    return able
  }
}
