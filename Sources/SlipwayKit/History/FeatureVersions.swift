internal import Findings
internal import GitStore
internal import Paths
internal import Reading
internal import WorkflowModel

/// Versions of manifests in history, each read once.
final class FeatureVersions {
  private struct Key: Hashable {
    let blob: ObjectID
    let path: RepositoryPath
    let layout: ManifestLayout
    let workflow: ObjectIdentifier

    /// The blob tells versions apart well enough, and hashing a layout takes longer than reading a manifest.
    func hash(into hasher: inout Hasher) {
      hasher.combine(blob)
    }
  }

  private let repository: Repository
  private var known: [Key: Feature?] = [:]

  init(_ repository: Repository) {
    self.repository = repository
  }

  /// The feature that a version describes; nil where it cannot be read.
  func feature(_ entry: TreeEntry, at path: RepositoryPath, by workflow: Workflow) throws -> Feature? {
    guard entry.isFile else { return nil }
    let key = Key(blob: entry.id, path: path, layout: workflow.layout, workflow: ObjectIdentifier(workflow.source))
    if let feature = known[key] { return feature }
    let feature: Feature?
    do throws(GitError) {
      let bytes = try repository.blob(entry.id, atMost: manifestSizeLimit)
      feature = readManifest(SourceFile(path: path, bytes: bytes), by: workflow).feature
    } catch {
      guard case .tooLarge = error.kind else { throw error }
      feature = nil
    }
    known[key] = feature
    return feature
  }
}
