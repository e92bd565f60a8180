package import Findings
internal import WorkflowModel

/// A new feature begins at the beginning.
package enum InitialStageRule: LandingRule {
  package static let rule = Rule(
    id: "initial-stage",
    summary: "A new feature lands in the initial stage",
    explanation: """
      Otherwise a feature could begin behind the gates. Features that stood elsewhere when the repository adopted \
      Slipway are listed with their stage in `schemas/baseline.yaml`, which is part of the policy and lands before them. \
      A manifest that was deleted and comes back is not new: its last stage on the line counts. With `hops: many` a new \
      feature may stand further along the order, if it passes the gates on the way there in the same landing.
      """,
    example: #"""
      $ printf '%s\n' 'feature: gestures' 'title: Gestures' 'owner: maya' 'stage: public-release' > features/gestures.yaml
      $ slipway check
      features/gestures.yaml:4:8: error: a new feature starts in `development`, not in `public-release` [initial-stage]
      """#,
    remedy: "Let the new manifest say the initial stage, and advance it from there."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard case .created = landing.move, let feature = landing.feature, let initial = landing.workflow.initial,
      feature.stage.value != initial.name.value
    else { return [] }
    if let before = landing.before {
      return [
        Finding(
          rule,
          "the feature was in `\(escapedName(before.stage.value))`, which is no stage of the workflow that judges, so "
            + "`\(escapedName(feature.stage.value))` cannot be reached from there",
          at: feature.stagePlace, notes: [.init("its stage was this", at: before.stagePlace)],
          help: [
            "write `\(landing.workflow.stageLine(initial.name.value))`, and advance it from there",
            "or list it in `schemas/baseline.yaml` with the stage that it is in, in a landing of its own",
          ])
      ]
    }
    return [
      Finding(
        rule, "a new feature starts in `\(initial.name.value)`, not in `\(escapedName(feature.stage.value))`",
        at: feature.stagePlace,
        notes: [landing.workflow.note("the initial stage is the first one", on: initial.name.value)],
        help: [
          "write `\(landing.workflow.stageLine(initial.name.value))`, and advance it from there",
          "a feature that stood elsewhere before Slipway came is listed in `schemas/baseline.yaml`, which lands first",
        ])
    ]
  }
}
