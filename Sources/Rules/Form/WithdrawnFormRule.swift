package import Findings
package import WorkflowModel

/// Only a feature that was given up says so.
package enum WithdrawnFormRule: FormRule {
  package static let rule = Rule(
    id: "withdrawn-place",
    summary: "`withdrawn` stands only in a feature that was given up",
    explanation:
      "The record belongs to a final stage that has `from`, such as `withdrawn`, and comes with the move into it.",
    example: """
      $ echo 'withdrawn: {from: development, because: Too slow., by: maya, on: 2026-11-20}' >> features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:11:12: error: the feature is in `development`, so it is not withdrawn [withdrawn-place]
      """,
    remedy: "Remove the record, or withdraw the feature with `slipway withdraw`."
  )

  package static func findings(_ feature: Feature, by policy: Policy) -> [Finding] {
    guard let record = feature.withdrawn, let stage = policy.workflow.stage(feature.stage.value),
      !(stage.isFinal && stage.from != nil)
    else { return [] }
    return [
      Finding(
        rule, "the feature is in `\(stage.name.value)`, so it is not withdrawn", at: feature.place(record.range),
        help: ["remove `withdrawn`, or run `slipway withdraw \(feature.id) --because '…'`"])
    ]
  }
}
