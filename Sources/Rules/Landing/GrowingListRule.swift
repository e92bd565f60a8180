package import Findings
internal import WorkflowModel

/// Sign-offs of an open gate are added, never taken away.
package enum GrowingListRule: LandingRule {
  package static let rule = Rule(
    id: "sign-offs-grow",
    summary: "Within a pass, the sign-offs of a gate are only added to",
    explanation: """
      A sign-off that was there and is gone would leave no trace in the file. Whoever changes their mind adds an entry \
      with `retracted: REASON`, which voids what they gave to this gate before. Going back clears the list.
      """,
    example: "a landing that deletes one line of `gates.development.sign-offs` and changes no stage",
    remedy: "Put the entry back; to take a sign-off back, add `- {team: …, by: …, on: …, retracted: …}`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let before = landing.before, let after = landing.feature, before.pass == after.pass,
      let from = landing.stageBefore
    else { return [] }
    switch landing.move {
    case .stays, .forward, .aside: break
    case .none, .created, .back, .undone, .impossible: return []
    }
    let passed = landing.workflow.position(of: from) ?? landing.workflow.order.count
    return landing.workflow.order.dropFirst(passed).compactMap { stage in
      let was = before.gate(stage.name.value)?.signOffs ?? []
      let record = after.gate(stage.name.value)
      // A skip that was proposed may be dropped as a whole, to visit the stage after all.
      if record == nil, before.gate(stage.name.value)?.skipped != nil { return nil }
      let now = record?.signOffs ?? []
      guard !now.starts(with: was), let lost = was.first(where: { !now.contains($0) }) ?? was.first else { return nil }
      return Finding(
        rule,
        "the sign-off by `\(escapedName(lost.by.value))` for `\(escapedName(lost.team.value))` at `\(stage.name.value)` is changed or gone",
        at: record.map { after.place($0.stage.range) } ?? after.stagePlace,
        notes: [.init("it was this", at: before.place(lost.range))],
        help: ["put it back, and add new entries behind the ones that stand"])
    }
  }
}
