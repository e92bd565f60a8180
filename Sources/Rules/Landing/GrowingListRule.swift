package import Findings
internal import WorkflowModel

/// Sign-offs of an open gate are added, never taken away.
package enum GrowingListRule: LandingRule {
  package static let rule = Rule(
    id: "sign-offs-grow",
    summary: "Within a pass, the sign-offs and waivers of a gate are only added to",
    explanation: """
      A pass is one way through the gates; going back starts the next one. A sign-off that was there and is gone would leave no trace in the file. Whoever changes their mind adds an entry \
      with `retracted: REASON`, which voids what they gave to this gate before. Going back clears the list.
      """,
    example: """
      $ sed -i '/sign-offs:/,$d' features/shortcuts.yaml
      $ slipway check
      features/shortcuts.yaml:10:3: error: the sign-off by `sam` for `support` at `development` is changed or gone [sign-offs-grow]
      """,
    remedy: "Put the entry back; to take a sign-off back, add `- {team: …, by: …, on: …, retracted: …}`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let before = landing.before, let after = landing.feature, before.pass == after.pass,
      let from = landing.stageBefore
    else { return [] }
    let workflow = landing.workflow
    let here = workflow.position(of: from)
    let passed: Int
    switch landing.move {
    case .stays, .forward, .aside: passed = here ?? workflow.order.count
    // Where a move aside is taken back, the gate is open as it was before.
    case .undone where here == nil: passed = workflow.position(of: after.stage.value) ?? workflow.order.count
    case .none, .created, .back, .undone, .impossible: return []
    }
    return workflow.order.dropFirst(passed).compactMap { stage in
      let was = before.gate(stage.name.value)?.signOffs ?? []
      let record = after.gate(stage.name.value)
      if before.gate(stage.name.value)?.skipped != nil, record?.skipped == nil,
        mayDropSkip(of: stage.name.value, signOffs: was, landing)
      {
        return nil
      }
      let now = record?.signOffs ?? []
      if now.starts(with: was) { return lostWaiver(at: stage.name.value, before, after, landing) }
      let place = record.map { after.place($0.stage.range) } ?? after.stagePlace
      guard let lost = was.first(where: { !now.contains($0) }) else {
        return Finding(
          rule, "the sign-offs at `\(stage.name.value)` that were there before do not stand first, in their order",
          at: place, notes: was.prefix(1).map { .init("the first one was this", at: before.place($0.range)) },
          help: ["restore their order, and add new entries at the end of the list"])
      }
      let what = lost.retracted == nil ? "sign-off" : "retraction"
      return Finding(
        rule,
        "the \(what) by `\(escapedName(lost.by.value))` for `\(escapedName(lost.team.value))` at `\(stage.name.value)` is changed or gone",
        at: place, notes: [.init("it was this", at: before.place(lost.range))],
        help: [
          "put it back, and add new entries at the end of the list",
          "to take a sign-off back, add `{team: …, by: …, on: \(landing.today), retracted: …}` behind it",
        ])
    }
  }

  /// A waiver that was given stays on record too, for whoever counts them.
  private static func lostWaiver(
    at stage: String, _ before: Feature, _ after: Feature, _ landing: FeatureLanding
  ) -> Finding? {
    let was = before.gate(stage)?.waivers ?? []
    let record = after.gate(stage)
    let now = record?.waivers ?? []
    guard !now.starts(with: was), let lost = was.first(where: { !now.contains($0) }) ?? was.first else { return nil }
    return Finding(
      rule, "the waiver of `\(escapedName(lost.waives.value))` at `\(stage)` is changed, moved or gone",
      at: record.map { after.place($0.stage.range) } ?? after.stagePlace,
      notes: [.init("it was this", at: before.place(lost.signOff.range))],
      help: [
        "put it back where it was, and add new entries at the end of `waived`",
        "whoever gave it takes it back by an entry with `retracted: …` instead of `covers`",
      ])
  }

  /// A skip that was proposed goes, with its sign-offs, when the feature takes the stage after all or is given up.
  ///
  /// Before that it may go too, unless somebody took a sign-off back: proposed anew, with the sign-offs copied, it
  /// would hold again. So it would where a feature that is only put aside comes back.
  private static func mayDropSkip(of stage: String, signOffs: [SignOff], _ landing: FeatureLanding) -> Bool {
    switch landing.move {
    case .aside where landing.feature.map { landing.workflow.isFinal($0.stage.value) } ?? false: true
    case .forward(let passing, _):
      landing.feature?.stage.value == stage || passing.contains { $0.name.value == stage }
    default: signOffs.allSatisfy { $0.retracted == nil }
    }
  }
}
