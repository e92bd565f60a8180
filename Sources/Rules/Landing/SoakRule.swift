package import Findings
internal import WorkflowModel

/// The feature has been in the stage long enough.
package enum SoakRule: LandingRule {
  package static let rule = Rule(
    id: "gate-soak",
    summary: "A feature stays in a stage for as long as its gate asks",
    explanation: """
      Soak is the time that a feature spends in a stage. It runs from the landing that brought the feature into the stage, by the line's committer dates; what has not \
      landed yet has soaked nothing. It ends when the move lands: now for a change still to land, the committer date for \
      one in history.
      """,
    example: """
      $ sed -i 's/^stage: internal-release/stage: beta-release/' features/surveys.yaml
      $ slipway check
      features/surveys.yaml:4:8: error: `internal-release` asks for 3 days of soak, and the feature has been there for 2 days [gate-soak]
      """,
    remedy: "Wait; `slipway plan FEATURE` says until when."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature else { return [] }
    return landing.passages.compactMap { passage in
      guard let soak = passage.soak, !soak.isOver else { return nil }
      let stage = passage.stage.name.value
      let over = timestamp(epochSeconds: landing.now + soak.remaining.seconds)
      return Finding(
        rule,
        "`\(stage)` asks for \(soak.required) of soak, and the feature has been there for \(soak.elapsed)",
        at: feature.stagePlace, notes: [landing.workflow.note("`soak` is part of this stage's gate", on: stage)],
        help: ["the soak is over at \(over), \(soak.remaining.rounded) from now"])
    }
  }
}
