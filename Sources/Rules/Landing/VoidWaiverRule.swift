package import Findings
internal import SignOffs
internal import WorkflowModel

/// A waiver that does not hold says why.
package enum VoidWaiverRule: LandingRule {
  package static let rule = Rule(
    id: "void-waiver",
    summary: "A waiver that does not hold waives nothing",
    explanation: """
      A waiver stands under `gates.STAGE.waived`: which requirement (`criteria.NAME`, `sign-offs.TEAM`, `soak`), why, until \
      when, and a sign-off of its own by a team that the workflow names in `waivers: {given-by: …}`, at the strength that it \
      names there. Nobody waives for a feature that they own, and whoever waives a sign-off fills no other slot of the gate. \
      It is a warning, since the gate stays shut without it. An expired waiver shuts a gate again that was not passed yet.
      """,
    example: """
      $ waiver="{waives: sign-offs.support, because: No time., until: 2099-12-31, team: support, by: sam, on: 2026-11-02"
      $ echo "gates: {development: {waived: [$waiver, covers: $(printf %064d 0)}]}}" >> features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:11:32: warning: the waiver of `sign-offs.support` does not hold: the workflow names nobody who may give one [void-waiver]
      """,
    remedy: "Give it anew: `slipway waive FEATURE REQUIREMENT --because REASON --until DAY`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature else { return [] }
    if !ReturnClearsRule.findings(landing).isEmpty { return [] }
    return landing.judgedPassages.flatMap { passage -> [Finding] in
      (passage.waivers?.entries ?? []).compactMap { waiver, standing in
        guard case .void(let reason) = standing, let why = explained(reason, waiver, passage, landing) else {
          return nil
        }
        return Finding(
          rule, "the waiver of `\(escapedName(waiver.waives.value))` does not hold: \(why)",
          at: feature.place(waiver.signOff.range), severity: .warning)
      }
    }
  }

  private static func explained(
    _ reason: WaiverStanding.Reason, _ waiver: Waiver, _ passage: Passage, _ landing: FeatureLanding
  ) -> String? {
    switch reason {
    case .nobodyMay: return "the workflow names nobody who may give one"
    case .notRequired: return "the gate of `\(passage.stage.name.value)` does not ask for it"
    case .expired: return "it ended on \(waiver.until.value)"
    case .signOff(.notAsked):
      return "waivers are given by \(list(landing.workflow.waivers?.slots.flatMap(\.teams) ?? []))"
    case .signOff(let reason): return reason.explained(of: waiver.signOff.by.value)
    }
  }
}
