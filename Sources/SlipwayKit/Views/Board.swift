internal import GitStore
package import Paths
internal import Rules
package import WorkflowModel

/// Where every feature stands.
package struct Board: Sendable {
  package struct Row: Sendable {
    package let feature: Feature
    package let path: RepositoryPath
    /// Seconds since 1970 when it came to its stage; nil where the line does not tell.
    package let since: Int?
    package let isOverdue: Bool
    /// What is waived of its gate today, as far as the records say.
    package let waived: [String]
  }

  package let workflow: Workflow
  package let now: Int
  /// By stage in the order of the workflow, then by identity.
  package let rows: [Row]
  /// Manifests that cannot be read or say no stage of the workflow.
  package let unreadable: [RepositoryPath]
}

extension Desk {
  package func board() throws -> Board {
    try requireWholeHistory()
    let policy = try committedPolicy()
    guard let head = try headCommit() else { throw Trouble.noWorkflow }
    let workflow = policy.workflow
    let files = try ManifestFiles(policy: policy).readAll(of: CommitSnapshot(repository, tree: head.tree))
    let history = histories.judged(by: workflow)
    let ranks = Dictionary(zip(workflow.stageNames, 0...), uniquingKeysWith: { first, _ in first })
    var unreadable: [RepositoryPath] = []
    let rows = try files.compactMap { file -> Board.Row? in
      guard let feature = file.feature, let stage = workflow.stage(feature.stage.value) else {
        unreadable.append(file.path)
        return nil
      }
      let since = try history.entry(of: feature, at: head.id)?.since
      let due = stage.gate.due
      let isOverdue = due.map { due in since.map { now - $0 > due.seconds } ?? false } ?? false
      let today = Day(epochSeconds: now)
      let waivers = (feature.gate(stage.name.value)?.waivers ?? []).filter {
        $0.signOff.retracted == nil && $0.until.value >= today
      }
      return Board.Row(
        feature: feature, path: file.path, since: since, isOverdue: isOverdue, waived: waivers.map(\.waives.value))
    }
    return Board(
      workflow: workflow, now: now,
      rows: rows.sorted { left, right in
        let (first, second) = (ranks[left.feature.stage.value] ?? 0, ranks[right.feature.stage.value] ?? 0)
        return first != second ? first < second : left.feature.id < right.feature.id
      },
      unreadable: unreadable)
  }
}
