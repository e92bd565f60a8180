package import Findings
package import WorkflowModel

/// Only a feature that was given up says so.
package enum WithdrawnFormRule: FormRule {
  package static let rule = Rule(
    id: "withdrawn-place",
    summary: "`withdrawn` stands only in a feature that was given up",
    explanation: "The record belongs to a final stage beside the order, and comes with the move into it.",
    example: "`stage: development` together with `withdrawn: {…}`",
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
