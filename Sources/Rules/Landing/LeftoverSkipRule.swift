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
    example: """
      $ slipway sign-off sla-timers --team growth --by gina
      $ slipway record sla-timers --skip beta-release --because 'Support is sure of it.'
      $ sed -i 's/^stage: internal-release/stage: beta-release/' features/sla-timers.yaml
      $ slipway check
      features/sla-timers.yaml:32:14: error: the feature enters `beta-release`, which it records as skipped [leftover-skip]
      """,
    remedy: "Remove the `skipped` record, with its sign-offs, in the landing that enters the stage."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature, let skipped = feature.gate(feature.stage.value)?.skipped,
      landing.workflow.stage(feature.stage.value)?.optional != nil
    else { return [] }
    let verb: String
    switch landing.move {
    case .stays:
      if landing.before?.gate(feature.stage.value)?.skipped != nil { return [] }
      verb = "is in"
    // Going back removes the whole record, which is another rule's business.
    case .back: return []
    default: verb = "enters"
    }
    return [
      Finding(
        rule, "the feature \(verb) `\(escapedName(feature.stage.value))`, which it records as skipped",
        at: feature.place(skipped.range),
        help: ["remove `\(escapedName(feature.stage.value)):` below `gates:` in the same landing"])
    ]
  }
}
