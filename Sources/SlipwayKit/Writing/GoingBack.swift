internal import Findings
internal import ManifestText
internal import Paths
internal import Rules
internal import WorkflowModel

extension Desk {
  /// Sends a feature back, or puts a move that was undone on record.
  ///
  /// - Parameter target: Where to; nil where there is only one way back.
  package func goBack(
    _ name: String, to target: String?, because reason: String, by handle: String?, dryRun: Bool = false
  ) throws -> WriteOutcome {
    try write(name, dryRun: dryRun) { open in
      let reason = try checkedReason(reason)
      let person = try person(handle, by: open.policy)
      let today = try today
      let way = try wayBack(open, to: target)
      let first = open.workflow.position(of: way.to) ?? 0
      let cleared = open.workflow.order.dropFirst(first).map(\.name.value)
      let entry = YAMLValue.map([
        .init("from", .text(way.from)), .init("to", .text(way.to)), .init("because", .text(reason)),
        .init("by", .text(person.handle)), .init("on", .text(today.description)),
      ])
      var changes: [Change] = []
      if open.feature.stage.value != way.to {
        changes.append(.set(open.workflow.layout.stage.keys.map { .key($0) }, .text(way.to)))
      }
      if open.feature.gates.contains(where: { cleared.contains($0.stage.value) }) {
        changes.append(open.removingGates(cleared))
      }
      changes.append(.append(["returned"], entry, layout: .flowItems, after: ["gates"]))
      return Proposal(changes: changes)
    }
  }

  private func wayBack(_ open: OpenFeature, to target: String?) throws -> (from: String, to: String) {
    let here = try open.openStage()
    if let undone = try open.pendingUndo, target == nil || target == undone.to { return undone }
    if let from = open.movedFrom { return try wayBack(open, from: from, to: target) }
    let backTo = here.backTo.map(\.value)
    if let target { return (here.name.value, target) }
    guard let only = backTo.first, backTo.count == 1 else {
      throw Trouble(
        .usage, backTo.isEmpty ? "`\(here.name.value)` has no way back" : "`\(here.name.value)` has several ways back",
        help: backTo.isEmpty ? [] : ["say which: `--to` \(list(backTo))"])
    }
    return (here.name.value, only)
  }

  /// The way back where this branch has moved the feature already, and `from` is where a landing moves it from.
  private func wayBack(_ open: OpenFeature, from: String, to target: String?) throws -> (from: String, to: String) {
    let here = open.feature.stage.value
    // A move that the branch has taken back is put on record.
    if open.isBehindTheLine, target == nil || target == here { return (from, here) }
    let line = escaped(open.ground.line?.name.revision ?? "")
    guard let target, target != from else {
      throw Trouble(
        .usage, "`\(open.id)` has not left `\(from)` on `\(line)`: only this branch moves it to `\(here)`",
        help: ["take the commit back that moves it here: `git revert` or `git rebase --interactive`"])
    }
    return (from, target)
  }

  /// Gives a feature up.
  package func withdraw(
    _ name: String, because reason: String, by handle: String?, dryRun: Bool = false
  ) throws -> WriteOutcome {
    try write(name, dryRun: dryRun) { open in
      let reason = try checkedReason(reason)
      let person = try person(handle, by: open.policy)
      let today = try today
      let here = try open.openStage()
      let from = open.movedFrom ?? here.name.value
      guard let end = open.workflow.end(from: from)
      else {
        throw Trouble(
          .usage, "`\(open.workflow.name)` has no final stage beside the order that is entered from `\(from)`")
      }
      let record = YAMLValue.map([
        .init("from", .text(from)), .init("because", .text(reason)), .init("by", .text(person.handle)),
        .init("on", .text(today.description)),
      ])
      return Proposal(
        changes: [
          .set(open.workflow.layout.stage.keys.map { .key($0) }, .text(end.name.value)),
          .set(["withdrawn"], record, layout: .flow),
        ])
    }
  }
}

extension OpenFeature {
  /// Whether the branch holds it in an earlier stage than the line, in the same pass: it has taken a move back.
  fileprivate var isBehindTheLine: Bool {
    guard let landed, landed.pass == feature.pass, let there = workflow.position(of: landed.stage.value),
      let here = workflow.position(of: feature.stage.value)
    else { return false }
    return here < there
  }
}
