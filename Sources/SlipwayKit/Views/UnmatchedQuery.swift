internal import Findings
internal import GitStore
internal import Paths
package import WorkflowModel

extension Desk {
  /// Says what a query names that is nowhere: most likely a slip of the pen; nil where it only never happened.
  ///
  /// - Parameter query: One that found nothing.
  package func slip(in query: LogQuery, revision: String? = nil, standIn: Policy? = nil) throws -> Trouble? {
    guard let tip = try revision.map(resolve) ?? repository.head.commit else { return nil }
    let present = try presentPolicy(at: tip, standIn: standIn)
    let workflow = present.workflow
    if let name = query.feature, try !hasHistory(name, query, revision, standIn) {
      let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
      // A manifest that could never be read has moved nothing, and is no slip.
      if try path(of: name, in: snapshot, by: present) != nil { return nil }
      return try unknownFeature(name, in: snapshot, place: "this history", by: present)
    }
    if let stage = query.stage, workflow.stage(stage) == nil {
      return .unknown("stage", stage, of: workflow.name, among: workflow.stageNames)
    }
    let teams = Set(workflow.namedTeams + present.teams.members.keys + [Slot.owner])
    if let team = query.team, !teams.contains(team) {
      return .unknown("team", team, of: workflow.name, among: teams.sorted())
    }
    return nil
  }

  private func hasHistory(_ name: String, _ query: LogQuery, _ revision: String?, _ standIn: Policy?) throws -> Bool {
    if !query.isNarrowed { return false }
    var alone = LogQuery()
    alone.feature = name
    var found = false
    try log(alone, revision: revision, standIn: standIn) { _ in
      found = true
      return false
    }
    return found
  }
}
