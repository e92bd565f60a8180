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
  private let begin: (ObjectID) -> Line
  private var line: Line?
  /// Where each landing stands on the line, counted from where the walk began.
  private var positions: [ObjectID: Int] = [:]
  /// When each landing landed, by position.
  private var times: [Int] = []
  /// The landings, by position.
  private var landings: [Commit] = []
  /// The landings that touch each feature, the newest first.
  private var touches: [String: [(position: Int, touch: FeatureTouch)]] = [:]
  /// The identities that a path had, the newest first, where they stand in the files.
  private var identities: [RepositoryPath: [(position: Int, id: String)]] = [:]
  private var readers: [ManifestLayout: Workflow] = [:]

  /// - Parameter isFixed: Whether the workflow's layout selects manifests everywhere, whatever the trees say.
  init(
    _ repository: Repository, policies: PolicyStore, versions: FeatureVersions, workflow: Workflow, isFixed: Bool
  ) {
    self.versions = versions
    self.workflow = workflow
    begin = { Line(repository, from: $0, policies: policies, layout: workflow.layout, isFixed: isFixed) }
  }

  /// How the feature came to the stage that it has at `tip`; nil where no landing tells.
  func entry(of feature: Feature, at tip: ObjectID) throws -> StageEntry? {
    var search = EntrySearch(feature: feature, workflow: workflow)
    return try firstAnswer(of: feature.id, at: tip) { change, position in
      search.look(at: change, landed: times[position])
    } ?? search.soFar
  }

  /// The landing that brought a sign-off to a feature which has it at `tip`; nil where no landing tells.
  func landing(thatBrought signOff: SignOff, to id: String, at tip: ObjectID) throws -> Commit? {
    try firstAnswer(of: id, at: tip) { change, position in
      let isHere = change.after?.holds(signOff) ?? false
      let wasThere = change.before?.holds(signOff) ?? false
      return isHere && !wasThere ? landings[position] : nil
    }
  }

  /// The last version on the line from `tip` that counts; nil where there never was one.
  func lastReadable(_ id: String, at tip: ObjectID) throws -> Feature? {
    try firstAnswer(of: id, at: tip) { change, _ in change.after ?? change.before }
  }

  /// The identity that the file at `path` had when it could last be read, where identities stand in the files.
  func lastIdentity(of path: RepositoryPath, at tip: ObjectID) throws -> String? {
    let start = try position(of: tip)
    while true {
      if let last = identities[path]?.first(where: { $0.position >= start }) { return last.id }
      if try !walk() { return nil }
    }
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

  // MARK: The walk

  /// The first answer that is not nil, asking each landing at and before `tip` that touches the feature.
  ///
  /// - Parameter ask: Takes what the landing did, and its position.
  private func firstAnswer<Answer>(
    of id: String, at tip: ObjectID, _ ask: (FeatureChange, Int) throws -> Answer?
  ) throws -> Answer? {
    let start = try position(of: tip)
    var index = 0
    while let (position, touch) = try touchOf(id, index) {
      index += 1
      if position < start { continue }
      let change = FeatureChange(
        before: try touch.before.flatMap(counting), after: try touch.after.flatMap(counting),
        wasThere: touch.before != nil)
      if let answer = try ask(change, position) { return answer }
    }
    return nil
  }

  private func counting(_ version: ManifestVersion) throws -> Feature? {
    try feature(version).flatMap { workflow.stage($0.stage.value) == nil ? nil : $0 }
  }

  /// The feature's touch of that number, the newest first; nil where the line ends before.
  private func touchOf(_ id: String, _ index: Int) throws -> (position: Int, touch: FeatureTouch)? {
    while true {
      if let known = touches[id], index < known.count { return known[index] }
      if try !walk() { return nil }
    }
  }

  private func position(of tip: ObjectID) throws -> Int {
    while positions[tip] == nil, try walk() {}
    if let position = positions[tip] { return position }
    (positions, times, landings, touches, identities) = ([:], [], [], [:], [:])
    line = begin(tip)
    _ = try walk()
    return 0
  }

  /// Goes one landing back; false at the end of the line.
  private func walk() throws -> Bool {
    guard let landing = try line?.nextLanding() else { return false }
    positions[landing.commit.id] = times.count
    for (id, touch) in try landing.touches(feature) {
      touches[id, default: []].append((times.count, touch))
      for version in [touch.after, touch.before].compactMap({ $0 })
      where version.layout.identity(of: version.path) == nil {
        if try feature(version)?.id == id { identities[version.path, default: []].append((times.count, id)) }
      }
    }
    times.append(landing.time)
    landings.append(landing.commit)
    return true
  }
}

/// The histories of features, one a workflow that judges them.
final class FeatureHistories {
  private struct Key: Hashable {
    let source: ObjectIdentifier
    let layout: ManifestLayout
    let isFixed: Bool
  }

  private let repository: Repository
  private let policies: PolicyStore
  let versions: FeatureVersions
  private var known: [Key: FeatureHistory] = [:]

  init(_ repository: Repository, policies: PolicyStore) {
    self.repository = repository
    self.policies = policies
    versions = FeatureVersions(repository)
  }

  /// - Parameter isFixed: Whether the workflow stands in for the repository's own.
  func judged(by workflow: Workflow, isFixed: Bool = false) -> FeatureHistory {
    let key = Key(source: ObjectIdentifier(workflow.source), layout: workflow.layout, isFixed: isFixed)
    if let history = known[key] { return history }
    let history = FeatureHistory(
      repository, policies: policies, versions: versions, workflow: workflow, isFixed: isFixed)
    known[key] = history
    return history
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
      undoing?.undoneStages.append(before.stage.value)
      return nil
    }
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
