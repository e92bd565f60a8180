internal import GitStore
package import Paths
internal import Rules
package import SignOffs
package import WorkflowModel

/// All that is on record about one feature.
package struct FeatureDetail: Sendable {
  package let feature: Feature
  package let path: RepositoryPath
  package let workflow: Workflow
  package let since: Int?
  package let now: Int
  /// The gates in the order of the stages, as far as there is something to say.
  package let gates: [GateDetail]

  package struct GateDetail: Sendable {
    package enum State: String, Sendable {
      /// Before the present stage, with records.
      case passed
      case skipped
      /// Before the present stage, without records: the feature was adopted past it.
      case adopted
      /// Of the present stage.
      case open
      /// Ahead, with a proposed skip.
      case proposed
      /// With records, and not passed: the feature left the order there, or the move past it was undone.
      case notPassed = "not-passed"
    }

    package let stage: Stage
    package let state: State
    package let record: GateRecord?
    /// How each sign-off stands, for gates that are not sealed.
    package let standings: [SignOffStanding]
    /// What was proved when a sealed gate was passed, as the line tells it.
    package let approvals: [LoggedTransition.Approval]

    /// What is proved of a sign-off, or was when its gate was passed; nil where it does not count.
    package func proved(at index: Int) -> Strength? {
      if standings.indices.contains(index) { return standings[index].proof?.strength }
      guard let signOff = record?.signOffs[index] else { return nil }
      return approvals.first { $0.by == signOff.by.value && $0.team == signOff.team.value }?.proved
    }
  }
}

extension Desk {
  package func detail(of name: String) throws -> FeatureDetail {
    let open = try open(name)
    let onOrder = open.workflow.position(of: open.feature.stage.value)
    let entry = try open.entry
    let leftAt = entry?.before.flatMap { open.workflow.position(of: $0.stage.value) }
    let here = onOrder ?? leftAt ?? 0
    let passed = try approvalsWhenPassed(open)
    let gates = try zip(0..., open.workflow.order).compactMap { position, stage -> FeatureDetail.GateDetail? in
      let record = open.feature.gate(stage.name.value)
      let state: FeatureDetail.GateDetail.State
      switch position {
      case ..<here where record?.skipped != nil: state = .skipped
      case ..<here: state = record == nil ? .adopted : .passed
      case here where onOrder != nil: state = .open
      default:
        guard let record else { return nil }
        state = record.skipped == nil ? .notPassed : .proposed
      }
      if state == .open, stage.isFinal { return nil }
      if state == .adopted, open.policy.baseline.stages[open.id] == nil { return nil }
      var standings: [SignOffStanding] = []
      if state == .open || state == .proposed, open.stage?.isFinal == false {
        standings = try passage(of: open, skip: state == .open ? nil : stage.name.value).signOffs.entries.map(
          \.standing)
      }
      let isSealed = state == .passed || state == .skipped
      return FeatureDetail.GateDetail(
        stage: stage, state: state, record: record, standings: standings,
        approvals: isSealed ? passed[stage.name.value] ?? [] : [])
    }
    return FeatureDetail(
      feature: open.feature, path: open.path, workflow: open.workflow, since: try open.entry?.since, now: now,
      gates: gates)
  }

  /// Whose sign-offs held when each gate was last passed, or passed over, by the stage whose gate it is.
  private func approvalsWhenPassed(_ open: OpenFeature) throws -> [String: [LoggedTransition.Approval]] {
    if open.feature.gates.allSatisfy(\.signOffs.isEmpty) { return [:] }
    var found: [String: [LoggedTransition.Approval]] = [:]
    var query = LogQuery()
    query.feature = open.id
    try log(query) { transition in
      guard let from = transition.from.flatMap(open.workflow.position),
        let to = transition.to.flatMap(open.workflow.position), from < to
      else { return true }
      for stage in open.workflow.order[from..<to] where found[stage.name.value] == nil {
        found[stage.name.value] = transition.signOffs
      }
      return true
    }
    return found
  }
}
