package import Findings
package import WorkflowModel

/// Records stand only where the feature has been or may go next.
package enum RecordPlaceRule: FormRule {
  package static let rule = Rule(
    id: "record-place",
    summary: "Records stand only for stages up to the present one, and skips for optional stages directly ahead",
    explanation: """
      A record for a stage that the feature has not reached would be a sign-off of something that nobody could have \
      seen. The exception is a skip, which is proposed and signed before the move: it stands for an optional stage with \
      nothing but optional stages between.
      """,
    example: """
      $ echo 'gates: {public-release: {criteria: {announced: "https://example.com/news/13"}}}' >> features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:11:9: error: the feature is in `development`, and this record is for `public-release`, which it has not reached [record-place]
      """,
    remedy: "Remove the record and record it again when the feature is in that stage."
  )

  package static func findings(_ feature: Feature, by policy: Policy) -> [Finding] {
    let workflow = policy.workflow
    guard let here = workflow.position(of: feature.stage.value) else { return [] }
    return feature.gates.compactMap { record in
      let name = record.stage.value
      guard workflow.hasStage(name) else { return nil }
      guard let position = workflow.position(of: name) else {
        return Finding(
          rule, "`\(name)` stands beside the order and has no gate, so it keeps no records",
          at: feature.place(record.stage.range), help: ["remove the record"])
      }
      if workflow.isFinal(name) {
        return Finding(
          rule, "`\(name)` is final and has no gate, so it keeps no records", at: feature.place(record.stage.range),
          help: ["remove the record"])
      }
      if record.skipped != nil, workflow.stage(name)?.optional == nil {
        return Finding(
          rule, "`\(name)` is mandatory and cannot be skipped", at: feature.place(record.stage.range),
          notes: [workflow.note("declared here, without `optional`", on: name)], help: ["remove the record"])
      }
      guard position > here else { return nil }
      let mayBeSkipped = workflow.optionalStages(after: feature.stage.value).contains { $0.name.value == name }
      if mayBeSkipped, record.skipped != nil, record.criteria.isEmpty, record.waivers.isEmpty { return nil }
      return Finding(
        rule, "the feature is in `\(feature.stage.value)`, and this record is for `\(name)`, which it has not reached",
        at: feature.place(record.stage.range), notes: [.init("its stage is this", at: feature.stagePlace)],
        help: [
          mayBeSkipped
            ? "until the feature is there, only a skip may stand for `\(name)`: `skipped: REASON` and its sign-offs"
            : "remove it, and record it when the feature is in `\(name)`"
        ])
    }
  }
}

extension Workflow {
  /// Whether the gate of `stage` was passed, or passed over, by a feature that is in `present`.
  func isSealed(_ stage: String, in present: String) -> Bool {
    guard let here = position(of: present), !isFinal(present) else { return true }
    return position(of: stage).map { $0 < here } ?? false
  }
}
