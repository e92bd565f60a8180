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
      let target = try target ?? open.nextStage(from: here)
      let from = here.name.value
      var changes: [Change] = [.set(open.workflow.layout.stage.keys.map { .key($0) }, .text(target))]
      if open.feature.gate(target)?.skipped != nil { changes.append(open.removingGates([target])) }
      return Proposal(
        changes: changes, subject: "stage(\(open.id)): \(from) -> \(target)",
        body: [try moveSentence(open, from: from)] + shown(open, from, to: target),
        trailers: [("Feature", open.id), ("Stage", "\(from) -> \(target)")] + approvals(open, from, to: target))
    }
  }

  private func moveSentence(_ open: OpenFeature, from: String) throws -> String {
    let title = open.feature.title ?? open.id
    guard let since = try open.entry?.since else { return "\(title) moves on from \(from)." }
    return "\(title) moves on after \(TimeSpan(seconds: max(0, try commitTime - since))) in \(from)."
  }

  private func shown(_ open: OpenFeature, _ from: String, to target: String) -> [String] {
    let evidence = open.feature.gate(from)?.criteria.map { "\($0.criterion.value) (\($0.shown.value))" } ?? []
    let skips = open.skips(from: from, to: target).map { "Passed over: \($0.stage) (\($0.reason))" }
    return (evidence.isEmpty ? [] : ["Shown: " + evidence.joined(separator: ", ")]) + skips
  }

  private func approvals(_ open: OpenFeature, _ from: String, to target: String) -> [(key: String, value: String)] {
    let gates = [from] + open.skips(from: from, to: target).map(\.stage)
    return gates.flatMap { gate in
      (try? passage(of: open, skip: gate == from ? nil : gate))?.signOffs.entries.filter { $0.standing.holds } ?? []
    }.map { entry in
      let team = entry.signOff.team.value
      let person = open.policy.teams.people[entry.signOff.by.value]
      return ("Approved-by", person?.trailer(for: team) ?? "\(entry.signOff.by.value) (\(team))")
    }
  }
}

extension OpenFeature {
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

  /// The optional stages between two stages that are recorded as skipped.
  func skips(from: String, to target: String) -> [(stage: String, reason: String)] {
    guard let here = workflow.position(of: from), let there = workflow.position(of: target), there > here else {
      return []
    }
    return workflow.order[(here + 1)..<there].compactMap { stage in
      feature.gate(stage.name.value)?.skipped.map { (stage.name.value, $0.value) }
    }
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
