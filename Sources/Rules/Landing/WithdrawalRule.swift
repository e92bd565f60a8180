package import Findings
internal import WorkflowModel

/// Giving a feature up leaves a reason.
package enum WithdrawalRule: LandingRule {
  package static let rule = Rule(
    id: "withdrawal",
    summary: "Giving a feature up leaves a `withdrawn` record with the reason",
    explanation: """
      It comes with the move into a final stage that has `from`. It says `from`, `because`, `by` and `on`, and never \
      changes again.
      """,
    example: """
      $ sed -i 's/^stage: development/stage: withdrawn/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:4:8: error: `withdrawn` needs a `withdrawn` record with the reason [withdrawal]
      """,
    remedy: "Withdraw with `slipway withdraw FEATURE --because REASON`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard case .aside = landing.move, let after = landing.feature, let from = landing.stageBefore,
      landing.workflow.stage(after.stage.value)?.isFinal == true
    else { return [] }
    guard let record = after.withdrawn else {
      return [
        Finding(
          rule, "`\(after.stage.value)` needs a `withdrawn` record with the reason", at: after.stagePlace,
          help: [
            "run `slipway withdraw \(after.id) --because '…'` instead of an edit by hand",
            "or add the line `withdrawn: {from: \(from), because: …, by: …, on: \(landing.today)}`",
          ])
      ]
    }
    var findings: [Finding] = []
    if record.from.value != from {
      findings.append(
        Finding(
          rule, "the feature was in `\(from)`, but `withdrawn` says `from: \(escapedName(record.from.value))`",
          at: after.place(record.from.range), help: ["write `from: \(from)`"]))
    }
    if let stranger = landing.stranger(record.by, in: after, against: rule) { findings.append(stranger) }
    return findings
  }
}
