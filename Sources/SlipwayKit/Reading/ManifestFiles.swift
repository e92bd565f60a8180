package import Findings
package import GitStore
package import Paths
internal import Reading
internal import Rules
package import WorkflowModel

/// One manifest of a snapshot, read and judged for its form.
///
/// An object, as thousands of them are passed on and sorted.
package final class ManifestFile: Sendable {
  package let path: RepositoryPath
  /// The blob; nil where nothing was hashed.
  package let id: ObjectID?
  /// Nil where the file cannot be read, and where it was let go of.
  package let feature: Feature?
  /// Nil where neither the path nor the file tells it, and where it only hides manifests.
  package let identity: String?
  package let findings: [Finding]

  fileprivate init(
    path: RepositoryPath, id: ObjectID?, feature: Feature?, identity: String?, findings: [Finding]
  ) {
    self.path = path
    self.id = id
    self.feature = feature
    self.identity = identity
    self.findings = findings
  }

  /// A file of which nothing is known but its path.
  convenience init(unread path: RepositoryPath, id: ObjectID? = nil, _ layout: ManifestLayout, findings: [Finding] = [])
  {
    self.init(
      path: path, id: id, feature: nil, identity: layout.selects(path) ? layout.identity(of: path) : nil,
      findings: findings)
  }
}

/// How many manifests are worth a second thread: opening a repository again costs about as much as reading a few hundred.
let leastManifestsForTwo = 500

/// Reads manifests as one policy has it.
struct ManifestFiles {
  let policy: Policy

  /// Reads one file.
  ///
  /// - Parameter keepsFeature: Whether what the file says is kept beside what is to be said of it.
  func read(
    _ path: RepositoryPath, id: ObjectID?, _ content: FileContent, keepsFeature: Bool = true
  ) -> ManifestFile {
    switch content {
    case .unfit(let finding):
      return ManifestFile(unread: path, id: id, policy.workflow.layout, findings: [finding])
    case .bytes(let bytes):
      let reading = readManifest(SourceFile(path: path, bytes: bytes), by: policy.workflow)
      var findings = reading.findings
      if let feature = reading.feature { findings += Catalogue.judgeForm(of: feature, by: policy) }
      return ManifestFile(
        path: path, id: id, feature: keepsFeature ? reading.feature : nil,
        identity: reading.feature?.id ?? policy.workflow.layout.identity(of: path), findings: findings)
    }
  }

  /// Reads all manifests of a snapshot, on both cores where there are many.
  func readAll(of snapshot: some Snapshot) throws -> [ManifestFile] {
    try readAll(of: snapshot, keepingFeatures: true)
  }

  /// Judges the form of all manifests of a snapshot, and lets go of the features.
  ///
  /// Of thousands of manifests most of the time would go into keeping them, their bytes as well.
  func judgeAll(of snapshot: some Snapshot) throws -> [ManifestFile] {
    try readAll(of: snapshot, keepingFeatures: false)
  }

  /// Where a manifest says its stage, read again if it was let go of; nil where it cannot be read.
  func stagePlace(of file: ManifestFile, in snapshot: some Snapshot) -> Place? {
    if let feature = file.feature { return feature.stagePlace }
    guard let content = try? snapshot.content(of: file.path, atMost: manifestSizeLimit) else { return nil }
    return read(file.path, id: file.id, content).feature?.stagePlace
  }

  private func readAll(of snapshot: some Snapshot, keepingFeatures: Bool) throws -> [ManifestFile] {
    let (policy, open) = (policy, snapshot.opener)
    var rest: ArraySlice<SnapshotFile>?
    func findPart() throws -> ArraySlice<SnapshotFile>? {
      let files = try rest ?? snapshot.manifests(policy.workflow.layout)[...]
      rest = files.dropFirst(Self.partSize)
      return files.isEmpty ? nil : files.prefix(Self.partSize)
    }
    return try whileFinding(
      findPart, secondThreadFrom: snapshot.mayHoldMany ? 0 : leastManifestsForTwo / Self.partSize,
      here: (reader: self, snapshot: snapshot),
      there: { (reader: ManifestFiles(policy: policy.readAnew()), snapshot: try open()) }
    ) { part, context in
      try context.reader.read(part, of: context.snapshot, keepingFeatures)
    }
  }

  /// Little enough that both threads end together.
  private static let partSize = 8

  private func read(
    _ files: ArraySlice<SnapshotFile>, of snapshot: some Snapshot, _ keepsFeatures: Bool
  ) throws -> [ManifestFile] {
    let workflow = policy.workflow
    return try files.compactMap { file in
      if let unfit = FileContent.unfit(mode: file.mode, at: file.path, isManifest: workflow.layout.selects(file.path)) {
        return read(file.path, id: file.id, unfit)
      }
      return try snapshot.content(of: file, atMost: manifestSizeLimit).map { content in
        read(file.path, id: file.id, content, keepsFeature: keepsFeatures)
      }
    }
  }
}

extension Policy {
  /// The same policy, read from its files again.
  ///
  /// For a thread of its own: two that read by one policy would spend their time on passing its reference counts from
  /// core to core.
  fileprivate func readAnew() -> Policy {
    let state = PolicyState(
      workflow: workflow.source, teams: teams.source, signers: signers.source, openPGPKeys: openPGPKeys.source,
      baseline: baseline.source)
    return state.policy?.reading(by: workflow.layout) ?? self
  }
}
