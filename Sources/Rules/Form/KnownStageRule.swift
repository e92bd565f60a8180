package import Findings
package import WorkflowModel

/// A manifest's stage is one of the workflow's.
package enum KnownStageRule: FormRule {
  package static let rule = Rule(
    id: "unknown-stage",
    summary: "A manifest's stage is one of the workflow's, to the letter",
    explanation: """
      The comparison is exact: `Alpha` is not `alpha`, since a tool that guessed would switch gates off for a typo. \
      Names below `gates:` are stages too.
      """,
    example: """
      $ sed -i 's/^stage: development/stage: develop/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:4:8: error: `develop` is not a stage of `release-stages` [unknown-stage]
      """,
    remedy: "Write one of the declared stages; the finding lists them."
  )

  package static func findings(_ feature: Feature, by policy: Policy) -> [Finding] {
    let workflow = policy.workflow
    var findings: [Finding] = []
    if !workflow.hasStage(feature.stage.value) {
      let written = feature.stage.value
      let near = nearest(to: written, among: workflow.stageNames)
      findings.append(
        Finding(
          rule,
          written.isEmpty ? "the stage is empty" : "`\(escapedName(written))` is not a stage of `\(workflow.name)`",
          at: feature.stagePlace,
          help: (near.map { ["did you mean `\($0)`?"] } ?? []) + [
            "the stages are \(list(workflow.stageNames, joining: "and"))"
          ]))
    }
    for record in feature.gates where !workflow.hasStage(record.stage.value) {
      let near = nearest(to: record.stage.value, among: workflow.stageNames)
      findings.append(
        Finding(
          rule,
          "`gates` has a record for `\(escapedName(record.stage.value))`, which is not a stage of `\(workflow.name)`",
          at: feature.place(record.stage.range),
          help: (near.map { ["did you mean `\($0)`?"] } ?? []) + [
            "the stages are \(list(workflow.stageNames, joining: "and"))"
          ]))
    }
    return findings
  }
}
