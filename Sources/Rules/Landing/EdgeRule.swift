package import Findings
internal import WorkflowModel

/// A feature moves along the edges that the workflow draws.
package enum EdgeRule: LandingRule {
  package static let rule = Rule(
    id: "edge",
    summary: "A feature moves only along the edges that its workflow draws",
    explanation: """
      Forward leads to the next stage in the workflow's order; an optional stage may be passed over if its skip is on \
      record. Back leads to the stages that `back-to` names. A stage with `from`, such as `withdrawn`, is entered from \
      where that says. Nothing leaves a final stage. With `hops: many` one landing may take several steps forward. The \
      workflow is the first parent's: a new stage lands before a feature enters it.
      """,
    example: """
      $ sed -i 's/^stage: development/stage: public-release/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:4:8: error: the move from `development` to `public-release` passes over `internal-release`, which is mandatory [edge]
      """,
    remedy:
      "Move one stage at a time (`slipway advance FEATURE`), or change the workflow first, in a landing of its own."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard case .impossible(let obstacle) = landing.move, let feature = landing.feature else { return [] }
    let workflow = landing.workflow
    let from = landing.stageBefore ?? "nowhere"
    let to = feature.stage.value
    let edge = "`\(from)` to `\(to)`"
    func finding(_ message: String, notes: [Finding.Note] = [], help: [String]) -> [Finding] {
      [Finding(rule, message, at: feature.stagePlace, notes: notes, help: help)]
    }
    switch obstacle {
    case .unknownStage:
      let near = nearest(to: to, among: workflow.stageNames)
      return finding(
        "the workflow that judges this landing has no stage `\(escapedName(to))`",
        notes: [.init("the workflow's stages are declared here", at: workflow.stagesPlace)],
        help: (near.map { ["did you mean `\($0)`?"] } ?? []) + [
          "the stages are \(list(workflow.stageNames, joining: "and"))",
          "a new stage lands before a feature enters it: change the workflow in a landing of its own",
        ])
    case .outOfFinal:
      return finding(
        "`\(from)` is final: nothing leaves it", notes: [workflow.note("declared final here", on: from)],
        help: ["restore `\(workflow.stageLine(from))`, and start a new feature for what comes next"])
    case .notEnteredFromHere:
      return finding(
        "there is no edge from \(edge)", notes: [workflow.note("`\(to)` is entered only as this says", on: to)],
        help: [ways(from, workflow), "restore `\(workflow.stageLine(from))`"])
    case .passesOver(let stages):
      let names = stages.map(\.name.value)
      return finding(
        "the move from \(edge) passes over \(list(names, joining: "and")), which \(names.count == 1 ? "is" : "are") mandatory",
        notes: names.prefix(1).map { workflow.note("declared here, without `optional`", on: $0) },
        help: [
          ways(from, workflow),
          "restore `\(workflow.stageLine(from))`, then run `slipway advance \(feature.id)`",
        ])
    case .noWayBack:
      let backTo = workflow.stage(from)?.backTo.map(\.value) ?? []
      return finding(
        "there is no way back from \(edge)",
        notes: [workflow.note(backTo.isEmpty ? "it has no `back-to`" : "its `back-to` is part of this", on: from)],
        help: [
          ways(from, workflow),
          "restore `\(workflow.stageLine(from))`"
            + (backTo.first.map { ", or run `slipway return \(feature.id) --to \($0)`" } ?? ""),
        ])
    }
  }

  private static func ways(_ from: String, _ workflow: Workflow) -> String {
    let targets = workflow.targets(from: from)
    return targets.isEmpty
      ? "no edge leads out of `\(from)`" : "from `\(from)` a feature moves to \(list(targets))"
  }
}
