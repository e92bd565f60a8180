package import Findings
internal import WorkflowModel

/// What leaving a stage must show is shown.
package enum GateCriteriaRule: LandingRule {
  package static let rule = Rule(
    id: "gate-criteria",
    summary: "Every criterion of the gate has evidence of the declared kind",
    explanation: """
      A forward move passes the gate of the stage that it leaves. Each criterion needs a record under \
      `gates.STAGE.criteria`: a link, words, or a commit that the repository holds, as the workflow declares.
      """,
    example: """
      $ slipway sign-off bulk-export --team support --by sam
      $ sed -i 's/^stage: development/stage: internal-release/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:4:8: error: leaving `development` must show `preview-tried` [gate-criteria]
      """,
    remedy: "Record the evidence: `slipway record FEATURE CRITERION EVIDENCE`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature else { return [] }
    return landing.passages.flatMap { passage in
      passage.criteria.compactMap { criterion, shown in
        finding(on: criterion, shown, of: passage.stage, in: feature, landing)
      }
    }
  }

  private static func finding(
    on criterion: Criterion, _ shown: Passage.Shown, of stage: Stage, in feature: Feature, _ landing: FeatureLanding
  ) -> Finding? {
    let name = criterion.name.value
    let gate = stage.name.value
    let kind = criterion.evidence
    let declared = Finding.Note(
      "\(criterion.says)", at: Place(source: landing.workflow.source, range: criterion.name.range))
    let command = "run `slipway record \(feature.id) \(name) \(kind == .text ? "'…'" : kind.placeholder)`"
    switch shown {
    case .shown, .waived: return nil
    case .missing:
      return Finding(
        rule, "leaving `\(gate)` must show `\(name)`", at: feature.stagePlace, notes: [declared],
        help: [
          command, PasteAdvice.line("\(name): \(kind.placeholder)", in: "criteria", of: gate, feature: feature),
        ])
    case .wrongKind(let evidence):
      return Finding(
        rule, "`\(name)` is shown by \(kind.form), not by `\(escapedName(evidence.value))`",
        at: feature.place(evidence.range), notes: [declared], help: [command])
    case .unknownCommit(let evidence):
      return Finding(
        rule, "`\(name)` names the commit \(evidence.value.prefix(12)), which this repository does not hold",
        at: feature.place(evidence.range), notes: [declared], help: [command])
    }
  }
}
