package import Findings
internal import WorkflowModel

/// Going back opens the gates again.
package enum ReturnClearsRule: LandingRule {
  package static let rule = Rule(
    id: "return-clears",
    summary: "Going back removes the records of the stage gone back to and of every later one",
    explanation: """
      What was shown and signed off in the earlier pass does not count in the next one; history keeps it. The records \
      of the gates before the stage gone back to stay sealed.
      """,
    example: """
      $ sed -i -e 's/^stage: .*/stage: development/' -e '/^  internal-release:/,$d' features/saved-replies.yaml
      $ echo 'returned: [{from: internal-release, to: development, because: Too slow., by: sam, on: 2026-11-20}]' >> features/saved-replies.yaml
      $ slipway check
      features/saved-replies.yaml:10:3: error: the record of `development` belongs to the pass that ends with going back [return-clears]
      """,
    remedy: "Go back with `slipway return FEATURE`, which removes them, or remove the records in the same landing."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let after = landing.feature else { return [] }
    switch landing.move {
    case .back: break
    case .stays where landing.pendingUndo != nil && after.pass > landing.before?.pass ?? 0: break
    default: return []
    }
    let first = landing.workflow.position(of: after.stage.value) ?? 0
    return landing.workflow.order.dropFirst(first).compactMap { stage in
      guard let record = after.gate(stage.name.value) else { return nil }
      return Finding(
        rule, "the record of `\(stage.name.value)` belongs to the pass that ends with going back",
        at: after.place(record.stage.range), help: ["remove `\(stage.name.value):` below `gates:` in the same landing"])
    }
  }
}
