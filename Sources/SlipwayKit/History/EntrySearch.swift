internal import Rules
internal import WorkflowModel

/// The search for the landing that brought one feature into its stage.
struct EntrySearch {
  private let stage: String
  private let workflow: Workflow
  /// The landing that brought it there as far as the walk has come, while what stood before cannot be read.
  private var candidate: StageEntry?
  /// The landing that brought it there by undoing a move, while the one that had done so before is looked for.
  private var undoing: StageEntry?
  /// Whether a move forward was met since: undone moves before it were put on record, or that landing is to blame.
  private var hasPassedForward = false

  private var versions: [Feature] = []

  init(feature: Feature, workflow: Workflow) {
    stage = feature.stage.value
    self.workflow = workflow
  }

  /// What is known where the line ends.
  var soFar: StageEntry? { undoing ?? candidate }

  mutating func look(at change: FeatureHistory.FeatureChange, landed time: Int) -> StageEntry? {
    if let undoing { return origin(of: undoing, at: change) }
    if let after = change.after, after.stage.value == stage { versions.append(after) }
    var entry = entry(at: change, landed: time)
    entry?.versions = versions
    candidate?.versions = versions
    guard entry?.undoneMove(by: workflow) != nil else { return entry }
    undoing = entry
    return nil
  }

  /// The entry with what stood before the feature first came to the stage in this pass; nil while that is not reached.
  private mutating func origin(of found: StageEntry, at change: FeatureHistory.FeatureChange) -> StageEntry? {
    guard let after = change.after else { return nil }
    if after.pass != found.after.pass { return found }
    guard let before = change.before else { return change.wasThere ? nil : found }
    if before.stage == after.stage { return nil }
    if StageEntry(since: found.since, before: before, after: after).undoneMove(by: workflow) != nil {
      if !hasPassedForward { undoing?.undoneStages.append(before.stage.value) }
      return nil
    }
    hasPassedForward = true
    guard after.stage.value == stage else { return nil }
    var entry = found
    entry.origin = before.pass == after.pass ? before : nil
    return entry
  }

  private mutating func entry(at change: FeatureHistory.FeatureChange, landed time: Int) -> StageEntry? {
    // With a candidate at hand the walk has passed versions that do not count, and looks for one that does.
    if let candidate, let last = change.after ?? change.before {
      if last.stage.value != stage { return StageEntry(since: candidate.since, before: last, after: candidate.after) }
      self.candidate = nil
    }
    guard candidate == nil, let after = change.after else { return nil }
    if let before = change.before {
      if before.stage.value == stage { return nil }
      return StageEntry(since: time, before: before, after: after)
    }
    let entry = StageEntry(since: time, before: nil, after: after)
    if !change.wasThere { return entry }
    candidate = entry
    return nil
  }
}
