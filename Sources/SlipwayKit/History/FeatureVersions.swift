internal import Findings
internal import GitStore
internal import Paths
internal import Reading
internal import WorkflowModel

/// Versions of manifests in history, each read once.
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
  private var known: [Key: Feature?] = [:]

  init(_ repository: Repository) {
    self.repository = repository
  }

  /// The feature that a version describes; nil where it cannot be read.
  func feature(_ entry: TreeEntry, at path: RepositoryPath, by workflow: Workflow) throws -> Feature? {
    let key = Key(entry: entry, path: path, layout: workflow.layout, workflow: ObjectIdentifier(workflow.source))
    if let feature = known[key] { return feature }
    var feature: Feature?
    let content = try repository.content(of: entry.id, mode: entry.mode, at: path, atMost: manifestSizeLimit)
    if case .bytes(let bytes) = content {
      feature = readManifest(SourceFile(path: path, bytes: bytes), by: workflow).feature
    }
    known[key] = feature
    return feature
  }
}
