package import Findings
internal import SignOffs
internal import WorkflowModel

/// Passing over an optional stage is a decision on record.
package enum SkipRule: LandingRule {
  package static let rule = Rule(
    id: "skip",
    summary: "An optional stage is passed over only with a recorded skip, signed off by the teams that it names",
    explanation: """
      The skip stands as `gates.STAGE.skipped: REASON`, proposed while the feature is in the stage before, and needs the \
      sign-offs of `optional.skip-sign-offs`. They cover the reason: change it, and they are void.
      """,
    example: """
      $ slipway sign-off sla-timers --team growth --by gina
      $ sed -i 's/^stage: internal-release/stage: public-release/' features/sla-timers.yaml
      $ slipway check
      features/sla-timers.yaml:4:8: error: passing over `beta-release` needs a recorded skip with its reason [skip]
      """,
    remedy: "Propose it: `slipway record FEATURE --skip STAGE --because REASON`, and have it signed off."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature else { return [] }
    return landing.passages.filter { $0.decision != .leave }.flatMap { passage -> [Finding] in
      let stage = passage.stage.name.value
      guard let reason = feature.gate(stage)?.skipped, Criterion.Evidence.text.accepts(reason.value) else {
        return [
          Finding(
            rule, "passing over `\(stage)` needs a recorded skip with its reason", at: feature.stagePlace,
            notes: [landing.workflow.note("`\(stage)` is optional", on: stage)],
            help: [
              "run `slipway record \(feature.id) --skip \(stage) --because '…'`",
              feature.gates.isEmpty
                ? "or add the line `gates: {\(stage): {skipped: …}}`"
                : "or add to `gates:` the entry `\(stage): {skipped: …}`",
            ])
        ]
      }
      return GateSignOffsRule.missingSignOffs(
        passage, of: rule, in: feature, landing, what: "passing over `\(stage)`")
    }
  }
}
