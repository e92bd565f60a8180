internal import Findings
internal import GitStore
internal import Paths
internal import Reading
internal import WorkflowModel

/// Versions of manifests in history: those that were asked for last, as all of them would not fit into memory.
final class FeatureVersions {
  private struct Key: Hashable {
    let entry: TreeEntry
    let path: RepositoryPath
    let layout: ManifestLayout
    let workflow: ObjectIdentifier

    /// The blob tells versions apart well enough, and hashing a layout takes longer than reading a manifest.
    func hash(into hasher: inout Hasher) {
      hasher.combine(entry.id)
    }
  }

  private let repository: Repository
  /// The latest, and those before: at the limit the latest become those, which go.
  private var known: [Key: Feature?] = [:]
  private var older: [Key: Feature?] = [:]
  private static let limit = 2048

  init(_ repository: Repository) {
    self.repository = repository
  }

  /// The feature that a version describes; nil where it cannot be read.
  func feature(_ entry: TreeEntry, at path: RepositoryPath, by workflow: Workflow) throws -> Feature? {
    let key = Key(entry: entry, path: path, layout: workflow.layout, workflow: ObjectIdentifier(workflow.source))
    if let feature = known[key] { return feature }
    if let feature = older[key] {
      keep(feature, as: key)
      return feature
    }
    var feature: Feature?
    let content = try repository.content(of: entry.id, mode: entry.mode, at: path, atMost: manifestSizeLimit)
    if case .bytes(let bytes) = content {
      feature = readManifest(SourceFile(path: path, bytes: bytes), by: workflow).feature
    }
    keep(feature, as: key)
    return feature
  }

  /// Keeps what somebody else read of a version.
  func remember(_ feature: Feature?, _ entry: TreeEntry, at path: RepositoryPath, by workflow: Workflow) {
    keep(
      feature, as: Key(entry: entry, path: path, layout: workflow.layout, workflow: ObjectIdentifier(workflow.source)))
  }

  private func keep(_ feature: Feature?, as key: Key) {
    if known.count >= Self.limit { (known, older) = ([:], known) }
    known.updateValue(feature, forKey: key)
  }
}
