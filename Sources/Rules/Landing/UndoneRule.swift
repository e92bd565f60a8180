package import Findings
internal import WorkflowModel

/// An undone move is put on record before the next one.
package enum UndoneRule: LandingRule {
  package static let rule = Rule(
    id: "undone",
    summary: "After a move was undone, the way back is put on record before the feature moves forward again",
    explanation: """
      Undoing a forward move, with `git revert` for instance, is legal at any hour. It leaves the sign-offs of the undone \
      pass in the file, so the next move forward first needs `slipway return`, which appends the move's entry to \
      `returned` and clears the gates.
      """,
    example: """
      $ slipway advance shortcuts
      $ git revert --no-edit HEAD
      $ sed -i 's/^stage: development/stage: internal-release/' features/shortcuts.yaml
      $ slipway check
      features/shortcuts.yaml:4:8: error: the move from `development` to `internal-release` was undone, and that is not on record yet [undone]
      """,
    remedy: "Run `slipway return FEATURE --to STAGE --because REASON`, then show and sign off anew."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let undone = landing.pendingUndo, let after = landing.feature else { return [] }
    switch landing.move {
    case .forward: break
    // From a stage beside the order one could come back and find the undone pass as if nothing had been undone.
    case .aside where landing.workflow.stage(after.stage.value)?.isFinal == false: break
    default: return []
    }
    return [
      Finding(
        rule, "the move from `\(undone.to)` to `\(undone.from)` was undone, and that is not on record yet",
        at: after.stagePlace,
        help: ["run `slipway return \(after.id) --to \(undone.to) --because '…'` first, in a landing of its own"])
    ]
  }
}
