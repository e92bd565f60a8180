package import Findings
internal import WorkflowModel

/// What passed a gate stays as it was.
package enum SealedRule: LandingRule {
  package static let rule = Rule(
    id: "sealed",
    summary: "The records of a passed gate do not change",
    explanation: """
      A gate is judged when it is passed, by the policy in force there; from then on its criteria, sign-offs and skip are \
      the proof of it. Only going back opens it again: `slipway return` removes the records of the stage gone back to and \
      of every later one. In a final stage everything is sealed. Comments and layout may change.
      """,
    example: """
      $ sed -i 's|interviews/31|interviews/32|' features/saved-replies.yaml
      $ slipway check
      features/saved-replies.yaml:10:3: error: the gate of `development` was passed, and its record is changed: `problem-confirmed` [sealed]
      """,
    remedy: "Restore the record as it was; to open the gate again, return the feature to that stage."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let before = landing.before, let after = landing.feature, let from = landing.stageBefore else { return [] }
    let workflow = landing.workflow
    let target = workflow.position(of: after.stage.value)
    let passed: Int
    switch landing.move {
    case .none, .created: return []
    case .back, .undone: passed = target ?? 0
    case .impossible: passed = min(workflow.position(of: from) ?? .max, target ?? .max)
    case .stays, .forward, .aside: passed = workflow.position(of: from) ?? workflow.order.count
    }
    let isFinal = workflow.stage(from)?.isFinal ?? false
    let sealed = isFinal ? workflow.order[...] : workflow.order.prefix(passed)
    var findings = sealed.compactMap { stage in
      change(of: stage.name.value, from: before, to: after, canReturn: workflow.stage(from)?.backTo ?? [])
    }
    if isFinal, before.withdrawn != after.withdrawn {
      findings.append(
        Finding(
          rule, "`withdrawn` was recorded when the feature came to `\(from)` and is sealed",
          at: after.withdrawn.map { after.place($0.range) } ?? after.stagePlace,
          notes: before.withdrawn.map { [.init("it was this", at: before.place($0.range))] } ?? [],
          help: ["restore it"]))
    }
    return findings
  }

  private static func change(of stage: String, from before: Feature, to after: Feature, canReturn: [Located<String>])
    -> Finding?
  {
    let was = before.gate(stage)
    let now = after.gate(stage)
    guard was != now else { return nil }
    let note: [Finding.Note] =
      was.map { [.init("it was passed with this record", at: before.place($0.stage.range))] } ?? []
    let what = now == nil ? "removed" : was == nil ? "added" : "changed: " + parts(of: was, otherThanIn: now)
    return Finding(
      rule, "the gate of `\(stage)` was passed, and its record is \(what)",
      at: now.map { after.place($0.stage.range) } ?? after.stagePlace, notes: note,
      help: [was == nil ? "remove the record" : "restore the record as it was"]
        + (canReturn.contains { $0.value == stage }
          ? ["to open the gate again, run `slipway return \(after.id) --to \(stage) --because '…'`"] : []))
  }

  /// Which parts of two records differ.
  private static func parts(of was: GateRecord?, otherThanIn now: GateRecord?) -> String {
    guard let was, let now else { return "" }
    let names = (was.criteria + now.criteria).map(\.criterion.value)
    var parts = Set(names).sorted().filter { was.evidence(for: $0) != now.evidence(for: $0) }.map(escapedName)
    if was.skipped != now.skipped { parts.append("skipped") }
    if was.signOffs != now.signOffs { parts.append("sign-offs") }
    if was.waivers != now.waivers { parts.append("waived") }
    return list(parts, joining: "and")
  }
}
