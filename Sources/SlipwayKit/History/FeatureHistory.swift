internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// What the line says of single features.
///
/// A version counts if it can be read and its stage is one of the judging workflow's; where it does not, or is absent,
/// the feature keeps the stage of the last one that counts.
///
/// The line is walked once, only as far back as somebody asks, and remembered by feature: asking about every feature at
/// every landing costs no more than the walk.
final class FeatureHistory {
  private let versions: FeatureVersions
  private let workflow: Workflow
  private let touches: LineTouches
  private var readers: [ManifestLayout: Workflow] = [:]

  init(_ touches: LineTouches, versions: FeatureVersions, workflow: Workflow) {
    self.touches = touches
    self.versions = versions
    self.workflow = workflow
  }

  /// How the feature came to the stage that it has at `tip`; nil where no landing tells.
  func entry(of feature: Feature, at tip: ObjectID) throws -> StageEntry? {
    var search = EntrySearch(feature: feature, workflow: workflow)
    return try firstAnswer(of: feature.id, at: tip) { change, number in
      search.look(at: change, landed: touches.time(of: number))
    } ?? search.soFar
  }

  /// The landing that brought a sign-off to a feature which has it at `tip`; nil where no landing tells.
  ///
  /// One before which the manifest could not be read, or not all of it, brought nothing: what it mended may have held
  /// the sign-off.
  func landing(thatBrought signOff: SignOff, to id: String, at tip: ObjectID) throws -> ObjectID? {
    try firstAnswer(of: id, at: tip) { change, number in
      let isHere = change.after?.holds(signOff) ?? false
      let mayHaveBeen = change.before.map { $0.holds(signOff) || !$0.isWhole } ?? change.wasThere
      return isHere && !mayHaveBeen ? touches.landing(of: number) : nil
    }
  }

  /// The last version on the line from `tip` that counts; nil where there never was one.
  func lastReadable(_ id: String, at tip: ObjectID) throws -> Feature? {
    try firstAnswer(of: id, at: tip) { change, _ in change.after ?? change.before }
  }

  /// The identity that the file at `path` had when it could last be read, where identities stand in the files.
  func lastIdentity(of path: RepositoryPath, at tip: ObjectID) throws -> String? {
    let start = try touches.number(of: tip, feature)
    return try touches.lastIdentity(of: path, from: start, feature)
  }

  /// What one landing did to one feature; nil versions are absent or do not count.
  struct FeatureChange {
    let before: Feature?
    let after: Feature?
    let wasThere: Bool
  }

  /// What a version says; nil where it cannot be read.
  func feature(_ version: ManifestVersion) throws -> Feature? {
    let reader: Workflow
    if version.layout == workflow.layout {
      reader = workflow
    } else if let known = readers[version.layout] {
      reader = known
    } else {
      reader = workflow.reading(by: version.layout)
      readers[version.layout] = reader
    }
    return try versions.feature(version.entry, at: version.path, by: reader)
  }

  /// The first answer that is not nil, asking each landing at and before `tip` that touches the feature.
  ///
  /// - Parameter ask: Takes what the landing did, and its number.
  private func firstAnswer<Answer>(
    of id: String, at tip: ObjectID, _ ask: (FeatureChange, Int) throws -> Answer?
  ) throws -> Answer? {
    let start = try touches.number(of: tip, feature)
    return try touches.firstAnswer(of: id, from: start, feature) { touch, number in
      let change = FeatureChange(
        before: try touch.before.flatMap(counting), after: try touch.after.flatMap(counting),
        wasThere: touch.before != nil)
      return try ask(change, number)
    }
  }

  private func counting(_ version: ManifestVersion) throws -> Feature? {
    try feature(version).flatMap { workflow.stage($0.stage.value) == nil ? nil : $0 }
  }
}

/// The histories of features, one a workflow that judges them.
final class FeatureHistories {
  /// What selects manifests where trees do not say, and whether it does so everywhere.
  private struct LineKey: Hashable {
    let layout: ManifestLayout
    let isFixed: Bool
    /// Whose alone it is; nil where it is that of all features.
    let feature: String?
  }

  private struct Key: Hashable {
    let source: ObjectIdentifier
    let line: LineKey
  }

  private let repository: Repository
  private let policies: PolicyStore
  let versions: FeatureVersions
  private var known: [Key: FeatureHistory] = [:]
  private var lines: [LineKey: LineTouches] = [:]
  /// What was noted of landings; nil for who has to see them all.
  private let notes: LandingNotes?
  /// A line that was walked before, and which histories it serves.
  private let scanned: (record: LineRecord, serves: (ManifestLayout, Bool) -> Bool)?

  /// - Parameters:
  ///   - record: A line that was walked before.
  ///   - serves: Whether that was by this layout where trees do not say, and whether everywhere.
  convenience init(
    _ repository: Repository, policies: PolicyStore, knowing record: LineRecord,
    serves: @escaping (_ layout: ManifestLayout, _ isFixed: Bool) -> Bool
  ) {
    self.init(repository, policies: policies, notes: nil, scanned: (record, serves))
  }

  convenience init(_ repository: Repository, policies: PolicyStore) {
    self.init(repository, policies: policies, notes: LandingNotes(repository, policies: policies), scanned: nil)
  }

  private init(
    _ repository: Repository, policies: PolicyStore, notes: LandingNotes?,
    scanned: (record: LineRecord, serves: (ManifestLayout, Bool) -> Bool)?
  ) {
    self.repository = repository
    self.policies = policies
    self.notes = notes
    self.scanned = scanned
    versions = FeatureVersions(repository)
  }

  /// What the line says of features.
  ///
  /// - Parameters:
  ///   - isFixed: Whether the workflow stands in for the repository's own.
  ///   - feature: The one feature that is asked about, so that nothing of the rest is remembered; nil for any.
  func judged(by workflow: Workflow, isFixed: Bool = false, of feature: String? = nil) -> FeatureHistory {
    history(LineKey(layout: workflow.layout, isFixed: isFixed, feature: feature), workflow)
  }

  private func history(_ line: LineKey, _ workflow: Workflow) -> FeatureHistory {
    let key = Key(source: ObjectIdentifier(workflow.source), line: line)
    if let history = known[key] { return history }
    let history = FeatureHistory(touches(line), versions: versions, workflow: workflow)
    known[key] = history
    return history
  }

  private func touches(_ key: LineKey) -> LineTouches {
    if let touches = lines[key] { return touches }
    let (repository, policies) = (repository, policies)
    let begin = { tip in
      Line(
        repository, from: tip, policies: policies, layout: key.layout, isFixed: key.isFixed, of: key.feature)
    }
    let touches: LineTouches
    if let scanned, scanned.serves(key.layout, key.isFixed) {
      touches = LineTouches(knowing: scanned.record, begin)
    } else {
      touches = LineTouches(noted: key.isFixed ? nil : notes, begin)
    }
    lines[key] = touches
    return touches
  }
}

/// The search for the landing that brought one feature into its stage.
private struct EntrySearch {
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

extension Line.Landing {
  /// When it landed, in seconds since 1970: never before its first parent, so that a date set by hand gains nothing.
  var time: Int {
    let own = Int(commit.committer?.seconds ?? 0)
    return max(own, Int(parent?.committer?.seconds ?? 0))
  }
}
