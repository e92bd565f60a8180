internal import Findings
internal import ManifestText
internal import Paths
internal import Rules
internal import SignOffs
internal import WorkflowModel

extension Desk {
  /// Moves a feature forward, if its gate is open.
  ///
  /// - Parameter target: Where to; nil for the next stage, past the optional ones that are recorded as skipped.
  package func advance(_ name: String, to target: String?, dryRun: Bool = false) throws -> WriteOutcome {
    try write(name, dryRun: dryRun) { open in
      let here = try open.openStage()
      let target = try target.map { try open.aim(at: $0, from: here) } ?? open.nextStage(from: here)
      var changes: [Change] = [.set(open.workflow.layout.stage.keys.map { .key($0) }, .text(target))]
      if open.feature.gate(target)?.skipped != nil { changes.append(open.removingGates([target])) }
      return Proposal(changes: changes)
    }
  }
}

extension OpenFeature {
  /// The stage that somebody names to advance to: where the order says that it lies ahead, or beside it.
  fileprivate func aim(at target: String, from here: Stage) throws -> String {
    guard workflow.stage(target) != nil else {
      throw Trouble.unknown("stage", target, of: workflow.name, among: workflow.stageNames)
    }
    if let aim = workflow.position(of: target), let present = workflow.position(of: here.name.value), aim < present {
      throw Trouble(
        .usage, "`\(target)` lies behind `\(here.name.value)`, and to advance is to go on",
        help: [
          "go back, with a reason: `slipway return \(id) --to \(target) --because '…'`",
          "a move that was a mistake is undone by `git revert`",
        ])
    }
    return target
  }

  /// The stage that comes next: the first one ahead that is not recorded as skipped.
  func nextStage(from here: Stage) throws -> String {
    guard let position = workflow.position(of: here.name.value) else {
      throw Trouble(
        .usage, "`\(here.name.value)` stands beside the order, so nothing lies ahead of it",
        help: ["it leads back to \(list(here.backTo.map(\.value)))"])
    }
    let ahead = workflow.order[(position + 1)...]
    let next = ahead.first { $0.optional == nil || feature.gate($0.name.value)?.skipped == nil }
    guard let next else { throw Trouble(.usage, "`\(here.name.value)` is the last stage") }
    return next.name.value
  }

  /// Removes the records of some stages, and `gates` itself when none is left.
  func removingGates(_ stages: [String]) -> Change {
    let left = feature.gates.filter { !stages.contains($0.stage.value) }
    if left.isEmpty { return .remove(["gates"]) }
    let kept = document.root["gates"]?.value ?? .map([])
    guard case .map(let entries) = kept else { return .remove(["gates"]) }
    return .set(["gates"], .map(entries.filter { !stages.contains($0.key) }))
  }
}
