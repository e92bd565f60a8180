package import GitStore
internal import ManifestText
package import Findings
package import Paths
internal import Reading
package import Rules
internal import SignOffs
package import WorkflowModel

/// A feature as HEAD holds it, with all that a command needs to change it.
package struct OpenFeature {
  package let head: Commit
  package let path: RepositoryPath
  package let feature: Feature
  package let policy: Policy
  let document: Document
  private let history: FeatureHistory

  fileprivate init(
    head: Commit, path: RepositoryPath, feature: Feature, policy: Policy, document: Document, history: FeatureHistory
  ) {
    self.head = head
    self.path = path
    self.feature = feature
    self.policy = policy
    self.document = document
    self.history = history
  }

  /// How it came to its stage; nil where no landing tells.
  ///
  /// Walks the line back to there when it is first asked for: most records need not know.
  package var entry: StageEntry? {
    get throws { try history.entry(of: feature, at: head.id) }
  }

  package var id: String { feature.id }
  package var workflow: Workflow { policy.workflow }
  /// The stage it is in; nil where it is none of the workflow's.
  package var stage: Stage? { workflow.stage(feature.stage.value) }

  /// Where the sign-offs came from that are still to be judged; nobody looks where names are enough.
  func origins(of feature: Feature, in repository: Repository, landed: LandedCommits) throws -> RecordOrigins {
    if !workflow.asksForProofs { return RecordOrigins() }
    let here = workflow.position(of: self.feature.stage.value) ?? 0
    return try RecordTracing(
      of: id, in: history, by: workflow.layout, of: repository, parent: head, landed: landed
    ).origins(of: feature.signOffs(from: here, by: workflow))
  }

  /// The undone move that no entry in `returned` records yet.
  var pendingUndo: (from: String, to: String)? {
    get throws {
      guard let entry = try entry, entry.after.pass == feature.pass else { return nil }
      return entry.undoneMove(by: workflow)
    }
  }
}

extension Desk {
  /// Opens a feature by its identity, or by its manifest's path.
  package func open(_ name: String) throws -> OpenFeature {
    let policy = try committedPolicy()
    guard let head = try headCommit() else { throw Trouble.noWorkflow }
    let snapshot = CommitSnapshot(repository, tree: head.tree)
    guard let path = try path(of: name, in: snapshot, by: policy) else {
      throw try unknownFeature(name, in: snapshot, by: policy)
    }
    guard case .bytes(let bytes) = try snapshot.content(of: path, atMost: manifestSizeLimit) else {
      throw Trouble(.usage, "`\(path)` is not a regular file", help: ["`slipway check` tells more"])
    }
    let source = SourceFile(path: path, bytes: bytes)
    let range = policy.workflow.layout.format == .frontMatter ? frontMatter(of: source) : nil
    let text = Document.parse(source, range: range)
    guard let document = text.document, let feature = readManifest(source, by: policy.workflow).feature else {
      throw ManifestTrouble(findings: text.findings + readManifest(source, by: policy.workflow).findings)
    }
    try requireWholeHistory()
    return OpenFeature(
      head: head, path: path, feature: feature, policy: policy, document: document,
      history: histories.judged(by: policy.workflow))
  }

  /// Where the feature's manifest is; nil where there is none.
  func path(of name: String, in snapshot: CommitSnapshot, by policy: Policy) throws -> RepositoryPath? {
    let layout = policy.workflow.layout
    for path in [path(given: name), RepositoryPath(name)].compactMap({ $0 }) where layout.selects(path) {
      if try repository.entry(at: path, in: snapshot.tree) != nil { return path }
    }
    if let likely = layout.likelyPath(of: name), try repository.entry(at: likely, in: snapshot.tree) != nil {
      return likely
    }
    let files = try snapshot.manifests(layout).filter { layout.selects($0.path) }
    if case .field = layout.identity {
      return try ManifestFiles(policy: policy).readAll(of: snapshot).first { $0.feature?.id == name }?.path
    }
    return files.first { layout.identity(of: $0.path) == name }?.path
  }

  private func unknownFeature(_ name: String, in snapshot: CommitSnapshot, by policy: Policy) throws -> Trouble {
    let layout = policy.workflow.layout
    let known = try snapshot.manifests(layout).filter { layout.selects($0.path) }
      .compactMap { layout.identity(of: $0.path) }
    var help: [String] = []
    if let near = nearest(to: name, among: known) {
      help.append("did you mean `\(near)`?")
    } else if !known.isEmpty, known.count <= 12 {
      help.append("the features are \(list(known, joining: "and"))")
    }
    help.append("`slipway status` lists them; a feature counts once its manifest is committed")
    return Trouble(.usage, "HEAD has no feature `\(escaped(name))`", help: help)
  }
}

/// A manifest that a command was to change cannot be read; its findings say why.
package struct ManifestTrouble: Error {
  package let findings: [Finding]
}

extension ManifestLayout {
  /// Where the manifest of an identity lies in the plainest case: one folder, named by its stem.
  func likelyPath(of id: String) -> RepositoryPath? {
    guard case .stem = identity, let glob = include.first, glob.depth == glob.fixedFolder.depth + 1,
      let ending = glob.text.split(separator: "*", omittingEmptySubsequences: false).last
    else { return nil }
    let path = glob.fixedFolder.appending(Array(id.utf8) + Array(ending.utf8))
    return selects(path) && self.identity(of: path) == id ? path : nil
  }
}

extension RepositoryPath {
  /// How many parts it has.
  var depth: Int { bytes.isEmpty ? 0 : components.count }
}
