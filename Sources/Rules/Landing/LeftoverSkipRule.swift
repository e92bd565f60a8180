package import Findings
internal import WorkflowModel

/// A stage is visited or skipped, not both.
package enum LeftoverSkipRule: LandingRule {
  package static let rule = Rule(
    id: "leftover-skip",
    summary: "A feature does not enter a stage that its manifest says is skipped",
    explanation: """
      A record that says "passed over" would stand for a stage that the feature went through. The proposal goes when \
      the feature takes the stage after all.
      """,
    example: "`stage: beta-release` while `gates.beta-release.skipped` still stands",
    remedy: "Remove the `skipped` record, with its sign-offs, in the landing that enters the stage."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature else { return [] }
    if case .stays = landing.move { return [] }
    guard let skipped = feature.gate(feature.stage.value)?.skipped else { return [] }
    return [
      Finding(
        rule, "the feature enters `\(escapedName(feature.stage.value))`, which it records as skipped",
        at: feature.place(skipped.range),
        help: ["remove `gates: \(escapedName(feature.stage.value)):` in the same landing"])
    ]
  }
}
