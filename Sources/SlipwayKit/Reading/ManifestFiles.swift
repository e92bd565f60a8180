package import Findings
package import GitStore
package import Paths
internal import Reading
internal import Rules
package import WorkflowModel

/// One manifest of a snapshot, read and judged for its form.
package struct ManifestFile: Sendable {
  package let path: RepositoryPath
  /// The blob; nil where nothing was hashed.
  package let id: ObjectID?
  /// Nil where the file cannot be read.
  package let feature: Feature?
  package let findings: [Finding]
}

/// Reads manifests as one policy has it.
struct ManifestFiles {
  let policy: Policy

  /// Reads one file.
  func read(_ path: RepositoryPath, id: ObjectID?, _ content: FileContent) -> ManifestFile {
    switch content {
    case .unfit(let finding):
      return ManifestFile(path: path, id: id, feature: nil, findings: [finding])
    case .bytes(let bytes):
      let reading = readManifest(SourceFile(path: path, bytes: bytes), by: policy.workflow)
      var findings = reading.findings
      if let feature = reading.feature { findings += Catalogue.judgeForm(of: feature, by: policy) }
      return ManifestFile(path: path, id: id, feature: reading.feature, findings: findings)
    }
  }

  /// Reads all manifests of a snapshot, on both cores where there are many.
  func readAll<State: Snapshot>(of snapshot: State) throws -> [ManifestFile] {
    let files = try snapshot.manifests(policy.workflow.layout)
    // Opening a repository again costs about as much as reading a few hundred manifests.
    if files.count < 500 { return try read(files[...], of: snapshot) }
    let opener = snapshot.opener
    return try inShares(of: files, count: 2) { share in try read(share, of: opener()) }
  }

  private func read(_ files: ArraySlice<SnapshotFile>, of snapshot: some Snapshot) throws -> [ManifestFile] {
    try files.compactMap { file in
      let isManifest = policy.workflow.layout.selects(file.path)
      if let unfit = FileContent.unfit(mode: file.mode, at: file.path, isManifest: isManifest) {
        return read(file.path, id: file.id, unfit)
      }
      return try snapshot.content(of: file, atMost: manifestSizeLimit).map { read(file.path, id: file.id, $0) }
    }
  }
}
