internal import GitStore
package import Paths
package import WorkflowModel

/// The files of the index: what `git commit` would record.
package struct IndexSnapshot: Snapshot {
  private let repository: Repository
  private let entries: [RepositoryPath: IndexEntry]

  init(_ repository: Repository) throws {
    self.repository = repository
    let entries = try repository.indexEntries().filter { $0.stage == 0 && !$0.isIntentToAdd }
    self.entries = Dictionary(entries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func manifests(_ layout: ManifestLayout) throws -> [SnapshotFile] {
    entries.values.filter { layout.selects($0.path) || layout.isHidden(by: $0.mode, at: $0.path) }
      .map { SnapshotFile(path: $0.path, mode: $0.mode, id: $0.id) }
      .sorted { $0.path < $1.path }
  }

  package func content(of path: RepositoryPath, atMost limit: Int) throws -> FileContent? {
    guard let entry = entries[path] else { return nil }
    return try repository.content(of: entry.id, mode: entry.mode, at: path, atMost: limit)
  }

  package func content(of file: SnapshotFile, atMost limit: Int) throws -> FileContent? {
    try content(of: file.path, atMost: limit)
  }

  package var opener: @Sendable () throws -> IndexSnapshot {
    let environment = repository.reopening
    return { try IndexSnapshot(Repository.open(environment: environment)) }
  }
}
