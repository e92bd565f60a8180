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
  /// What a change to it lands on.
  let ground: LandingGround
  /// The feature there; nil where it is not there yet.
  let landed: Feature?
  package let path: RepositoryPath
  package let feature: Feature
  package let policy: Policy
  let document: Document
  private let history: FeatureHistory

  fileprivate init(
    head: Commit, ground: LandingGround, landed: Feature?, path: RepositoryPath, feature: Feature, policy: Policy,
    document: Document, history: FeatureHistory
  ) {
    self.head = head
    self.ground = ground
    self.landed = landed
    self.path = path
    self.feature = feature
    self.policy = policy
    self.document = document
    self.history = history
  }

  /// How it came to its stage; nil where no landing tells, since only this branch brings it there.
  ///
  /// Walks the line back to there when it is first asked for: most records need not know.
  package var entry: StageEntry? {
    get throws {
      guard let landed, landed.stage == feature.stage else { return nil }
      return try history.entry(of: landed, at: ground.parent.id)
    }
  }

  /// The stage that a landing moves it from, where this branch has moved it already.
  var movedFrom: String? {
    guard let from = landed?.stage.value, from != feature.stage.value, workflow.stage(from) != nil else { return nil }
    return from
  }

  package var id: String { feature.id }
  package var workflow: Workflow { policy.workflow }
  /// The stage it is in; nil where it is none of the workflow's.
  package var stage: Stage? { workflow.stage(feature.stage.value) }

  /// Where the sign-offs came from that are still to be judged; nobody looks where names are enough.
  ///
  /// - Parameter keyMoment: When the keys that signed have to be valid, in seconds since 1970.
  func origins(
    of feature: Feature, in repository: Repository, uncommitted: LandedCommits, _ signatures: CommitSignatures,
    keyMoment: Int
  ) throws -> RecordOrigins {
    if !workflow.asksForProofs { return RecordOrigins() }
    let here = landed.flatMap { workflow.position(of: $0.stage.value) } ?? 0
    let wanted = feature.signOffs(from: here, by: workflow)
    let signed = feature.signOffsToSign(by: workflow)
    let present = wanted.filter(self.feature.holds)
    func origins(_ signOffs: Set<SignOff>, in landed: LandedCommits) throws -> RecordOrigins {
      try RecordTracing(
        of: id, before: self.landed, in: history, by: workflow.layout, of: repository, parent: ground.parent.head,
        landed: landed, signatures: signatures, verifying: SignatureTerms(policy: policy, moment: keyMoment)
      ).origins(of: signOffs, asking: signed)
    }
    var found = try origins(present, in: committed)
    for signOff in wanted.subtracting(present) { found[signOff] = try origins([signOff], in: uncommitted)[signOff] }
    return found
  }

  /// Where the records are that only this branch has.
  private var committed: LandedCommits {
    workflow.landing == .squash ? .uncommitted(author: nil) : .branch(head: head.id, base: ground.parent.id)
  }

  /// The undone move that no entry in `returned` records yet.
  var pendingUndo: (from: String, to: String)? {
    get throws {
      guard let entry = try entry, entry.after.pass == feature.pass else { return nil }
      return entry.undoneMove(by: workflow)
    }
  }
}

extension OpenFeature {
  /// What a refusal has to add where not HEAD was judged, but what lands on the line.
  var standing: [String] {
    guard let line = ground.line else { return [] }
    let name = escaped(line.name.revision)
    guard let landed else { return ["this was judged as it will land: on `\(name)` there is no `\(id)` yet"] }
    return ["this was judged as it will land: on `\(name)` `\(id)` is in `\(escaped(landed.stage.value))`"]
  }
}

extension Desk {
  /// Opens a feature by its identity, or by its manifest's path.
  package func open(_ name: String) throws -> OpenFeature {
    try open(name) { head, _ in head.tree }
  }

  /// Opens a feature as it would land now: with what the line has meanwhile.
  func openAsItLands(_ name: String) throws -> OpenFeature {
    try open(name) { _, ground in ground.files.tree }
  }

  private func open(_ name: String, in tree: (Commit, LandingGround) -> ObjectID) throws -> OpenFeature {
    guard let head = try headCommit() else { throw Trouble.noWorkflow }
    let ground = try ground(at: head)
    let policy = try policy(of: ground)
    let snapshot = CommitSnapshot(repository, tree: tree(head, ground))
    guard let path = try path(of: name, in: snapshot, by: policy) else {
      throw try unknownFeature(name, in: snapshot, by: policy)
    }
    guard case .bytes(let bytes) = try snapshot.content(of: path, atMost: manifestSizeLimit) else {
      throw Trouble(.usage, "`\(path)` is not a regular file", help: ["`slipway check` tells more"])
    }
    if snapshot.tree != head.tree, ground.files.conflicts.contains(path), let line = ground.line {
      throw Trouble(
        .cannotJudge,
        "both this branch and `\(escaped(line.name.revision))` changed `\(path)`, and git cannot merge them",
        help: ["merge or rebase, and resolve the conflict: `git merge \(escaped(line.name.revision))`"])
    }
    let source = SourceFile(path: path, bytes: bytes)
    let range = policy.workflow.layout.format == .frontMatter ? frontMatter(of: source) : nil
    let reading = readManifest(source, by: policy.workflow)
    guard let document = Document.parse(source, range: range).document, let feature = reading.feature else {
      throw ManifestTrouble(findings: reading.findings)
    }
    try requireWholeHistory()
    let landed = ground.line == nil ? feature : try self.feature(feature.id, at: ground.parent, by: policy)
    return OpenFeature(
      head: head, ground: ground, landed: landed, path: path, feature: feature, policy: policy, document: document,
      history: histories.judged(by: policy.workflow, of: feature.id))
  }

  /// The policy that judges what lands there.
  func policy(of ground: LandingGround) throws -> Policy {
    guard ground.line != nil, let policy = try policies.lastReadable(at: ground.parent.id) else {
      return try committedPolicy()
    }
    return policy
  }

  /// The feature in a commit, or in the last one on its line before it where it can be read; nil where it is not there.
  private func feature(_ id: String, at commit: Commit, by policy: Policy) throws -> Feature? {
    let snapshot = CommitSnapshot(repository, tree: commit.tree)
    guard let path = try path(of: id, in: snapshot, by: policy) else { return nil }
    let content = try snapshot.content(of: path, atMost: manifestSizeLimit)
    let feature = content.flatMap { ManifestFiles(policy: policy).read(path, id: nil, $0).feature }
    if let feature, policy.workflow.stage(feature.stage.value) != nil { return feature }
    return try histories.judged(by: policy.workflow, of: id).lastReadable(id, at: commit.id) ?? feature
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

  /// That there is no feature of a name, and which one may be meant.
  ///
  /// - Parameter place: Where there is none, such as `HEAD`.
  func unknownFeature(
    _ name: String, in snapshot: CommitSnapshot, place: String = "HEAD", by policy: Policy
  ) throws -> Trouble {
    let layout = policy.workflow.layout
    let known = try snapshot.manifests(layout).filter { layout.selects($0.path) }
      .compactMap { layout.identity(of: $0.path) }.filter { !$0.isEmpty }
    var help: [String] = []
    if let near = nearest(to: name, among: known) {
      help.append("did you mean `\(near)`?")
    } else if !known.isEmpty, known.count <= 12 {
      help.append("the features are \(list(known, joining: "and"))")
    }
    help.append("`slipway status` lists them; a feature counts once its manifest is committed")
    return Trouble(.usage, "\(place) has no feature `\(escaped(name))`", help: help)
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
