package import Findings
internal import SignOffs
internal import WorkflowModel

/// The gate's slots are filled by different people.
package enum GateSignOffsRule: LandingRule {
  package static let rule = Rule(
    id: "gate-sign-offs",
    summary: "Every slot of the gate is filled by a sign-off that holds, each by another person",
    explanation: """
      Each entry of the gate's `sign-offs` in the workflow is a slot. A sign-off holds if its team is one that the slot asks for, its person is a member of that team in the policy that \
      judges, the person does not own the feature (unless `self: allowed`, or the slot is `owner`), and `covers` is the \
      fingerprint of what there is to see now. One person fills one slot, however many teams they are in.
      """,
    example: """
      $ sed -i 's/^stage: internal-release/stage: beta-release/' features/sla-timers.yaml
      $ slipway check
      features/sla-timers.yaml:4:8: error: leaving `internal-release` needs a sign-off by growth [gate-sign-offs]
      """,
    remedy: "Ask a member of the team to run `slipway sign-off FEATURE --team TEAM`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature else { return [] }
    return landing.passages.filter { $0.decision == .leave }.flatMap { passage in
      missingSignOffs(
        passage, of: rule, in: feature, landing, what: "leaving `\(passage.stage.name.value)`")
    }
  }

  /// A finding for each slot that is not filled, with who can fill it and the line to paste.
  static func missingSignOffs(
    _ passage: Passage, of rule: Rule, in feature: Feature, _ landing: FeatureLanding, what: String
  ) -> [Finding] {
    passage.signOffs.missing.map { missing in
      let given =
        missing.people.isEmpty ? "" : ", and has \(missing.people.count) (\(list(missing.people, joining: "and")))"
      return Finding(
        rule, "\(what) needs a sign-off by \(missing.slot.title)\(given)", at: feature.stagePlace,
        notes: [
          .init("asked for here", at: Place(source: landing.workflow.source, range: missing.slot.range))
        ] + elsewhere(missing.slot, passage, feature),
        help: help(for: missing.slot, passage, feature, landing))
    }
  }

  private static func help(
    for slot: Slot, _ passage: Passage, _ feature: Feature, _ landing: FeatureLanding
  ) -> [String] {
    let advice = SignOffAdvice(for: slot, in: passage, of: feature, by: landing.policy, on: landing.today)
    guard advice.people.isEmpty else {
      let otherwise =
        advice.entry.map { PasteAdvice.line($0, in: "sign-offs", of: passage.stage.name.value, feature: feature) }
        ?? "or whoever gives it prints it with `--export`, and somebody else puts it in with `--import`"
      return ["\(list(advice.people)) can give it: `\(advice.command)`", advice.obstacle, otherwise].compactMap(\.self)
    }
    return [
      slot.teams.first == Slot.owner
        ? "`owner` must name a person, or a team with members, in `schemas/teams.yaml`"
        : "nobody can give it: every member of \(list(slot.teams)) in `schemas/teams.yaml` owns the feature or fills "
          + "another slot; add somebody to the team, in a landing of its own"
    ]
  }

  /// Those who signed for the slot, but already fill another one.
  private static func elsewhere(_ slot: Slot, _ passage: Passage, _ feature: Feature) -> [Finding.Note] {
    passage.signOffs.entries.compactMap { entry in
      let person = entry.signOff.by.value
      guard entry.standing.holds, slot.teams.contains(entry.signOff.team.value),
        let other = passage.signOffs.slots.first(where: { $0.slot != slot && $0.people.contains(person) })
      else { return nil }
      return .init(
        "`\(escapedName(person))` signed off for this too, but fills the slot of \(other.slot.title): one person, one slot",
        at: feature.place(entry.signOff.range))
    }
  }
}
