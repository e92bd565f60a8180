internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// What the line says of single features.
///
/// A version counts if it can be read and its stage is one of the judging workflow's; others keep the stage of the last
/// one that counts (DESIGN: "an unreadable or absent manifest keeps its last readable stage").
final class FeatureHistory {
  private let repository: Repository
  private let policies: PolicyStore
  private let versions: FeatureVersions
  private let workflow: Workflow

  init(_ repository: Repository, policies: PolicyStore, versions: FeatureVersions, workflow: Workflow) {
    self.repository = repository
    self.policies = policies
    self.versions = versions
    self.workflow = workflow
  }

  /// How the feature came to the stage that it has at `tip`; nil where no landing tells.
  func entry(of feature: Feature, at tip: ObjectID) throws -> StageEntry? {
    try entries(of: [feature], at: tip)[feature.id]
  }

  /// The same for several features, in one walk that ends when all are found.
  func entries(of features: [Feature], at tip: ObjectID) throws -> [String: StageEntry] {
    var wanted = Dictionary(features.map { ($0.id, EntrySearch(feature: $0)) }, uniquingKeysWith: { first, _ in first })
    var found: [String: StageEntry] = [:]
    var line = Line(repository, from: tip, policies: policies, layout: workflow.layout)
    while !wanted.isEmpty, let landing = try line.nextLanding() {
      for (id, change) in try changes(in: landing, to: { wanted[$0] != nil }) {
        guard var search = wanted[id] else { continue }
        if let entry = search.look(at: change, in: landing) {
          found[id] = entry
          wanted[id] = nil
        } else {
          wanted[id] = search
        }
      }
    }
    for (id, search) in wanted { found[id] = search.candidate }
    return found
  }

  /// The last version on the line from `tip` that counts; nil where there never was one.
  func lastReadable(_ id: String, at tip: ObjectID) throws -> Feature? {
    var line = Line(repository, from: tip, policies: policies, layout: workflow.layout)
    while let landing = try line.nextLanding() {
      guard let change = try changes(in: landing, to: { $0 == id })[id] else { continue }
      if let feature = change.after ?? change.before { return feature }
    }
    return nil
  }

  /// What one landing did to one feature; nil versions are absent or do not count.
  struct FeatureChange {
    var before: Feature?
    var after: Feature?
    var wasThere = false
    var isThere = false
  }

  /// What a landing did to each feature that is wanted, by identity.
  ///
  /// Where the path tells the identity, the versions of others are not read: one landing can touch all there are.
  private func changes(
    in landing: Line.Landing, to isWanted: (String) -> Bool
  ) throws -> [String: FeatureChange] {
    var changes: [String: FeatureChange] = [:]
    for file in landing.files {
      if let entry = file.before, landing.layoutBefore.selects(file.path),
        let (id, feature) = try version(entry, file.path, landing.layoutBefore, isWanted)
      {
        changes[id, default: FeatureChange()].wasThere = true
        changes[id]?.before = feature.flatMap(counting)
      }
      if let entry = file.after, landing.layoutAfter.selects(file.path),
        let (id, feature) = try version(entry, file.path, landing.layoutAfter, isWanted)
      {
        changes[id, default: FeatureChange()].isThere = true
        changes[id]?.after = feature.flatMap(counting)
      }
    }
    return changes
  }

  private func counting(_ feature: Feature) -> Feature? {
    workflow.stage(feature.stage.value) == nil ? nil : feature
  }

  /// A version with its identity; nil where nothing tells it, or nobody wants to know.
  private func version(
    _ entry: TreeEntry, _ path: RepositoryPath, _ layout: ManifestLayout, _ isWanted: (String) -> Bool
  ) throws -> (id: String, feature: Feature?)? {
    let told = layout.identity(of: path)
    if let told, !isWanted(told) { return nil }
    let feature = try versions.feature(entry, at: path, by: workflow.reading(by: layout))
    guard let id = told ?? feature?.id, isWanted(id) else { return nil }
    return (id, feature)
  }
}

/// The search for the landing that brought one feature into its stage.
private struct EntrySearch {
  private let stage: String
  /// The landing that brought it there as far as the walk has come, while what stood before cannot be read.
  private(set) var candidate: StageEntry?

  init(feature: Feature) {
    stage = feature.stage.value
  }

  mutating func look(at change: FeatureHistory.FeatureChange, in landing: Line.Landing) -> StageEntry? {
    // With a candidate at hand the walk has passed versions that do not count, and looks for one that does.
    if let candidate, let last = change.after ?? change.before {
      if last.stage.value != stage { return StageEntry(since: candidate.since, before: last, after: candidate.after) }
      self.candidate = nil
    }
    guard candidate == nil, let after = change.after else { return nil }
    if let before = change.before {
      if before.stage.value == stage { return nil }
      return StageEntry(since: landing.time, before: before, after: after)
    }
    let entry = StageEntry(since: landing.time, before: nil, after: after)
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
