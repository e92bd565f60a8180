internal import GitStore
internal import WorkflowModel

/// The histories of features, one a workflow that judges them.
final class FeatureHistories {
  /// Where the landings come from.
  private enum Source {
    /// The repository, with what was noted before.
    case repository(LandingNotes)
    /// A line that was walked before, and which histories it serves; the repository for others.
    case scan(LineRecord, serves: (ManifestLayout, Bool) -> Bool)
  }

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
  private let source: Source
  let versions: FeatureVersions
  private var known: [Key: FeatureHistory] = [:]
  private var lines: [LineKey: LineTouches] = [:]

  convenience init(_ repository: Repository, policies: PolicyStore) {
    self.init(repository, policies, .repository(LandingNotes(repository, policies: policies)))
  }

  /// - Parameters:
  ///   - record: A line that was walked before.
  ///   - serves: Whether that was by this layout where trees do not say, and whether everywhere.
  convenience init(
    _ repository: Repository, policies: PolicyStore, knowing record: LineRecord,
    serves: @escaping (_ layout: ManifestLayout, _ isFixed: Bool) -> Bool
  ) {
    self.init(repository, policies, .scan(record, serves: serves))
  }

  private init(_ repository: Repository, _ policies: PolicyStore, _ source: Source) {
    self.repository = repository
    self.policies = policies
    self.source = source
    versions = FeatureVersions(repository)
  }

  /// What the line says of features.
  ///
  /// - Parameters:
  ///   - isFixed: Whether the workflow stands in for the repository's own.
  ///   - feature: The one feature that is asked about, so that nothing of the rest is remembered; nil for any.
  func judged(by workflow: Workflow, isFixed: Bool = false, of feature: String? = nil) -> FeatureHistory {
    let line = LineKey(layout: workflow.layout, isFixed: isFixed, feature: feature)
    let key = Key(source: ObjectIdentifier(workflow.source), line: line)
    if let history = known[key] { return history }
    let history = FeatureHistory(touches(line), versions: versions, workflow: workflow)
    known[key] = history
    return history
  }

  private func touches(_ key: LineKey) -> LineTouches {
    if let touches = lines[key] { return touches }
    var (record, notes): (LineRecord?, LandingNotes?)
    switch source {
    // What was noted is laid out as trees say; a workflow that stands in lays them out otherwise.
    case .repository(let noted): notes = key.isFixed ? nil : noted
    case .scan(let scanned, let serves): record = serves(key.layout, key.isFixed) ? scanned : nil
    }
    let (repository, policies) = (repository, policies)
    let touches = LineTouches(knowing: record) { tip in
      NotedLine(repository, from: tip, policies: policies, notes: notes) { tip in
        Line(repository, from: tip, policies: policies, layout: key.layout, isFixed: key.isFixed, of: key.feature)
      }
    }
    lines[key] = touches
    return touches
  }
}
