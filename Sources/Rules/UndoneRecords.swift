internal import Findings
package import WorkflowModel

extension Feature {
  /// Whether records stand for stages that it is not in yet, other than proposed skips.
  package func keepsRecordsAhead(by workflow: Workflow) -> Bool {
    guard let here = workflow.position(of: stage.value) else { return false }
    return gates.contains { $0.skipped == nil && workflow.position(of: $0.stage.value) ?? here > here }
  }
}

extension FeatureLanding {
  /// The move that this landing undoes, or that an earlier one undid and nobody has put on record yet.
  private var undone: (from: String, to: String)? {
    switch move {
    case .undone: stageBefore.flatMap { from in feature.map { (from, $0.stage.value) } }
    case .stays: pendingUndo
    default: nil
    }
  }

  /// The stages that moves which were undone before had led to.
  private var earlierUndone: [String] {
    guard let entry, let pending = entry.undoneMove(by: workflow) else { return [] }
    return [pending.from] + entry.undoneStages
  }

  /// A misplaced record as what it is after an undone move: void, until `slipway return` clears it.
  func excuse(_ finding: Finding) -> Finding? {
    guard finding.rule == RecordPlaceRule.rule, finding.path == path, finding.severity == .error, let undone,
      let feature,
      let record = feature.gates.first(where: { $0.stage.range == finding.place?.range }), record.skipped == nil,
      let position = workflow.position(of: record.stage.value),
      ([undone.from] + earlierUndone).compactMap(workflow.position(of:)).contains(where: { position <= $0 })
    else { return nil }
    return Finding(
      UndoneRule.rule, "the record of `\(record.stage.value)` is void, since the move there was undone",
      at: feature.place(record.stage.range), severity: .warning,
      help: ["before the next move forward, `slipway return \(feature.id) --because '…'` clears it"])
  }
}
