internal import Findings
internal import GitStore
internal import ManifestText
internal import Paths
internal import Reading
internal import Rules
internal import WorkflowModel

extension Desk {
  /// Writes the manifest of a new feature in the initial stage, and commits it.
  ///
  /// - Parameters:
  ///   - owner: The handle of who owns it; nil for whoever git commits as.
  ///   - fields: Further fields, by their dotted path.
  ///   - path: Where the manifest goes; nil where the workflow's layout leaves only one place.
  package func newFeature(
    _ id: String, title: String, owner: String?, fields: [(path: String, value: String)], path: String?,
    dryRun: Bool = false
  ) throws -> WriteOutcome {
    try onNewTips {
      try begin(id, title: title, owner: owner, fields: fields, path: path, dryRun: dryRun)
    }
  }

  private func begin(
    _ id: String, title: String, owner: String?, fields: [(path: String, value: String)], path: String?, dryRun: Bool
  ) throws -> WriteOutcome {
    guard let head = try headCommit() else { throw Trouble.noWorkflow }
    let ground = try ground(at: head)
    let policy = try policy(of: ground)
    guard let initial = policy.workflow.initial else { throw Trouble.noWorkflow }
    let layout = policy.workflow.layout
    let path = try path.map { self.path(given: $0) ?? RepositoryPath($0) } ?? likelyPath(of: id, layout)
    let snapshot = CommitSnapshot(repository, tree: ground.files.tree)
    if let other = try self.path(of: id, in: snapshot, by: policy) {
      throw Trouble(
        .usage, "there is a feature `\(escaped(id))` already: `\(other)`",
        help: ["`slipway show \(escaped(id))` shows it"])
    }
    guard layout.selects(path) else {
      throw Trouble(
        .usage, "`\(path)` is not where manifests lie", help: ["they match \(list(layout.include.map(\.text)))"])
    }
    let owner = try owner ?? person(nil, by: policy, flag: "--owner").handle
    let bytes = try manifest(id, title: title, owner: owner, fields: fields, stage: initial.name.value, policy)
    let file = ManifestFiles(policy: policy).read(path, id: nil, .bytes(bytes))
    guard let feature = file.feature else { return .refused(file.findings) }
    if feature.id != id { throw otherIdentity(feature.id, than: id, at: path, layout) }
    // One that was deleted and comes back is not new.
    let before = try histories.judged(by: policy.workflow, of: feature.id).lastReadable(feature.id, at: head.id)
    let landing = FeatureLanding(
      id: feature.id, path: path, before: before, after: .feature(feature), entry: nil, policy: policy,
      facts: LandingFacts(now: try landingTime, keyMoment: now, knownCommits: []))
    let others = try snapshot.manifests(layout).map { ManifestFile(unread: $0.path, layout) }
    let tree = TreeJudgement(files: others + [file], touched: [path]).findings
    let clock = try clockFindings(onTopOf: head)
    var findings = Catalogue.settled(file.findings + tree + Catalogue.judge(landing), of: [landing])
    if ground.line != nil {
      findings = try judge(FileChange(path: path, content: bytes), onto: ground, at: head)
    }
    findings = (findings + clock).inReadingOrder()
    if findings.errors > 0 { return .refused(findings) }
    let message = message(of: landing)
    if dryRun {
      return .preview(.init(message: message, diff: unifiedDiff(path, from: [], to: bytes), findings: findings))
    }
    let written = try commit([FileChange(path: path, content: bytes)], message: message, parent: head.id)
    return .committed(
      .init(commit: written.commit, branch: written.branch, message: message, paths: [path], findings: findings))
  }

  private func otherIdentity(
    _ other: String, than id: String, at path: RepositoryPath, _ layout: ManifestLayout
  ) -> Trouble {
    let origin = layout.identity == .folder ? "folder" : "file"
    return Trouble(
      .usage, "the \(origin) of `\(path)` makes this feature `\(escaped(other))`, not `\(escaped(id))`",
      help: ["give the \(origin) in `--path` the name `\(escaped(id))`, or call the feature `\(escaped(other))`"])
  }

  private func likelyPath(of id: String, _ layout: ManifestLayout) throws -> RepositoryPath {
    if let path = layout.likelyPath(of: id) { return path }
    if RepositoryPath(id).components.count > 1 || id.isEmpty {
      throw Trouble(.usage, "`\(escaped(id))` is not an identity: it becomes the file's name")
    }
    throw Trouble(
      .usage, "manifests can lie in more than one place here",
      help: ["say where: `--path FILE`, matching \(list(layout.include.map(\.text)))"])
  }

  private func manifest(
    _ id: String, title: String, owner: String, fields: [(path: String, value: String)], stage: String, _ policy: Policy
  ) throws -> [UInt8] {
    let layout = policy.workflow.layout
    var values: [(FieldPath, YAMLValue, Change.Layout)] = []
    switch layout.identity {
    case .stem(let repeated): if let repeated { values.append((repeated, .text(id), .block)) }
    case .folder: break
    case .field(let path): values.append((path, .text(id), .block))
    }
    values += [(layout.title, title), (layout.owner, owner), (layout.stage, stage)].map { ($0, .text($1), .block) }
    for field in fields {
      guard let path = FieldPath(field.path) else {
        throw Trouble(.usage, "`\(escaped(field.path))` is not a field", help: ["write `--set FIELD=VALUE`"])
      }
      values.append(typed(field.value, as: policy.workflow.fields.first { $0.path == path }?.schema.kind, at: path))
    }
    var lines = ""
    if layout.format == .frontMatter { lines = "---\n" }
    // The first key gives the editor a map to add the others to.
    let first = values.removeFirst()
    lines += try firstLine(first.0, first.1)
    if layout.format == .frontMatter { lines += "---\n\n# \(title)\n" }
    let source = SourceFile(path: RepositoryPath(""), bytes: Array(lines.utf8))
    let range = layout.format == .frontMatter ? frontMatter(of: source) : nil
    guard let document = Document.parse(source, range: range).document else {
      throw Trouble(.usage, "`\(escaped(id))` cannot be written as an identity")
    }
    let changes = values.map { path, value, layout in
      Change.set(path.keys.map { .key($0) }, value, layout: layout)
    }
    return try edited(document, changes)
  }

  /// A value as its field's type has it, so that every reader of the file sees the same type.
  private func typed(
    _ text: String, as kind: FieldSchema.Kind?, at path: FieldPath
  ) -> (FieldPath, YAMLValue, Change.Layout) {
    switch kind {
    case .array:
      let items = text.split(separator: ",").map { YAMLValue.text(String($0.trimmingPrefix(" "))) }
      return (path, .list(items), .block)
    case .integer, .number, .boolean:
      let isOneWord = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
      return (path, .text(text), isOneWord ? .bare : .block)
    case .string, .object, nil: return (path, .text(text), .block)
    }
  }

  private func firstLine(_ path: FieldPath, _ value: YAMLValue) throws -> String {
    let source = SourceFile(path: RepositoryPath(""), bytes: Array("placeholder: x\n".utf8))
    guard let document = Document.parse(source).document else { return "" }
    let bytes = try edited(document, [.set(path.keys.map { .key($0) }, value), .remove(["placeholder"])])
    return String(decoding: bytes, as: UTF8.self)
  }
}
