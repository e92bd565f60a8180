internal import Findings
internal import GitStore
package import Paths
package import Rules
internal import SignOffs
package import WorkflowModel

/// What a feature still needs for its next stage, and who can give it.
package struct Plan: Sendable {
  package let feature: Feature
  package let path: RepositoryPath
  package let stage: Stage
  /// Seconds since 1970 when it came to its stage; nil where the line does not tell.
  package let since: Int?
  package let now: Int
  /// Whether it has been there longer than its stage allows.
  package let isOverdue: Bool
  /// The line that the branch lands on, as git names it; nil on the line.
  package let landsOn: String?
  /// The stage that a landing moves it from, where this branch has moved it already.
  package let movedFrom: String?
  /// Whether only this branch brings the feature.
  package let beginsHere: Bool
  /// Whether a landing brings or moves a feature once, so that it must land before it can move on.
  package let mustLandFirst: Bool
  /// The move that was undone and is not on record yet; nothing moves forward before it is.
  package let pendingUndo: (from: String, to: String)?
  /// The ways forward, the nearest first; none from a final stage.
  package let ways: [Way]
  /// Other stages that the feature can move to.
  package let back: [String]
  package let aside: [String]

  /// One way forward.
  package struct Way: Sendable {
    package let target: String
    package let passages: [Passage]
    /// Optional stages on the way whose skip is not proposed yet.
    package let unproposedSkips: [Stage]
    /// Required fields that are not there.
    package let missingFields: [(path: FieldPath, schema: FieldSchema?)]
    /// Who can fill each empty slot, by gate and slot.
    package let advice: [SlotAdvice]

    /// Whether `advance` would go that way now.
    package let isOpen: Bool
  }

  /// Who can fill a slot, and with which line.
  package struct SlotAdvice: Sendable {
    package let gate: String
    package let slot: Slot
    package let people: [String]
    /// Why some of them could not sign yet; nil where nothing is in their way.
    package let obstacle: String?
    package let command: String
    /// The record as a person could paste it; nil where only whoever gives it can make it, with their key.
    package let line: String?
  }
}

extension Desk {
  package func plan(_ name: String) throws -> Plan {
    let open = try openAsItLands(name)
    guard let stage = open.stage else {
      throw Trouble(
        .usage,
        "`\(open.id)` is in `\(escaped(open.feature.stage.value))`, which is not a stage of `\(open.workflow.name)`",
        help: ["`slipway check` tells more"])
    }
    let workflow = open.workflow
    let entry = try open.entry
    let elapsed = entry.map { max(0, now - $0.since) }
    return Plan(
      feature: open.feature, path: open.path, stage: stage, since: entry?.since, now: now,
      isOverdue: stage.gate.due.map { (elapsed ?? 0) > $0.seconds } ?? false,
      landsOn: open.ground.line?.name.revision, movedFrom: open.movedFrom, beginsHere: open.beginsHere,
      mustLandFirst: open.mustLandFirst,
      pendingUndo: try open.pendingUndo,
      ways: try ways(open, from: stage), back: stage.backTo.map(\.value),
      aside: workflow.stages.filter { workflow.isEntered($0, from: stage.name.value) }.map(\.name.value))
  }

  /// To the next stage, and past each optional one.
  private func ways(_ open: OpenFeature, from stage: Stage) throws -> [Plan.Way] {
    guard !stage.isFinal, let position = open.workflow.position(of: stage.name.value) else { return [] }
    var ways: [Plan.Way] = []
    var over: [Stage] = []
    for target in open.workflow.order[(position + 1)...] {
      ways.append(try way(open, to: target, over: over))
      if target.optional == nil { break }
      over.append(target)
    }
    return ways
  }

  private func way(_ open: OpenFeature, to target: Stage, over: [Stage]) throws -> Plan.Way {
    let proposed = over.filter { open.feature.gate($0.name.value)?.skipped != nil }
    let skips = try proposed.map { try passage(of: open, skip: $0.name.value) }
    let passages = try earlierPassages(open) + [try passage(of: open, skip: nil)] + skips
    let missing = target.requires.map(\.value).filter { open.feature.fields[$0] == nil }
    let unproposed = over.filter { stage in !proposed.contains { $0.name == stage.name } }
    return Plan.Way(
      target: target.name.value, passages: passages, unproposedSkips: unproposed,
      missingFields: missing.map { path in (path, open.workflow.fields.first { $0.path == path }?.schema) },
      advice: passages.flatMap { passage in passage.signOffs.missing.map { advice($0.slot, passage, open) } },
      isOpen: try open.pendingUndo == nil && !open.mustLandFirst && unproposed.isEmpty && missing.isEmpty
        && passages.allSatisfy(\.isOpen))
  }

  /// The gates before the present one that the landing passes too, since this branch has moved the feature already.
  private func earlierPassages(_ open: OpenFeature) throws -> [Passage] {
    let origin = open.beginsHere ? open.workflow.initial?.name.value : open.movedFrom
    guard let from = origin.flatMap(open.workflow.position), !open.mustLandFirst,
      let here = open.workflow.position(of: open.feature.stage.value), from < here
    else { return [] }
    let history = histories.judged(by: open.workflow, of: open.id)
    let since = try open.landed.flatMap { try history.entry(of: $0, at: open.ground.parent.id)?.since } ?? now
    let facts = try facts(on: open)
    return open.workflow.order[from..<here].filter { open.feature.gate($0.name.value)?.skipped == nil }.map { stage in
      let isFirst = stage.name == open.workflow.order[from].name
      return Passage(
        leaving: stage, in: open.feature, before: open.landed, elapsed: isFirst ? max(0, now - since) : 0, facts,
        by: open.policy)
    }
  }

  private func advice(_ slot: Slot, _ passage: Passage, _ open: OpenFeature) -> Plan.SlotAdvice {
    // Whoever only looks need not have told git who they are.
    let day = (try? today) ?? Day(epochSeconds: now)
    let advice = SignOffAdvice(for: slot, in: passage, of: open.feature, by: open.policy, on: day)
    return Plan.SlotAdvice(
      gate: passage.stage.name.value, slot: slot, people: advice.people, obstacle: advice.obstacle,
      command: advice.command, line: advice.entry.map { "- \($0)" })
  }
}

extension OpenFeature {
  /// Whether the branch has brought or moved it, and a landing does so once.
  fileprivate var mustLandFirst: Bool { (beginsHere || movedFrom != nil) && workflow.hops == .one }

  /// Whether only this branch brings it.
  fileprivate var beginsHere: Bool { landed == nil && policy.baseline.stages[id] == nil }
}
