package import Findings
internal import ManifestText
internal import Paths
package import WorkflowModel

/// What one file says of a feature.
package struct ManifestReading: Sendable {
  /// Nil where the file cannot be read, or says neither which feature it is nor in which stage.
  package let feature: Feature?
  package let findings: [Finding]
}

/// Reads a manifest as `workflow` says that manifests are laid out.
package func readManifest(_ source: SourceFile, by workflow: Workflow) -> ManifestReading {
  var range: Range<Int>?
  if workflow.layout.format == .frontMatter {
    guard let found = frontMatter(of: source) else {
      return ManifestReading(
        feature: nil,
        findings: [
          Finding(
            ReadingRules.missingKey, "the file has no front matter", at: Place(source: source, range: 0..<0),
            help: ["begin it with a line of `---`, the fields, and another line of `---`"])
        ])
    }
    range = found
  }
  let text = Document.parse(source, range: range)
  guard let document = text.document else { return ManifestReading(feature: nil, findings: text.findings) }
  var reader = ManifestReader(source: source, workflow: workflow)
  let feature = reader.read(document.root)
  return ManifestReading(feature: feature, findings: reader.findings.inReadingOrder())
}

struct ManifestReader {
  let source: SourceFile
  let workflow: Workflow
  var findings: [Finding] = []
  /// Findings about sign-offs that only lack their fingerprint: the rest can be read, and `plan` prints the line.
  var unfinished: [Finding] = []
  /// Paths of maps where something else stands.
  private var misplaced: Set<FieldPath> = []

  init(source: SourceFile, workflow: Workflow) {
    self.source = source
    self.workflow = workflow
  }

  mutating func read(_ root: Node) -> Feature? {
    refuseTextsForMaps(root)
    if !workflow.layout.allowsUnknownKeys { refuseUnknownKeys(root, workflow.keys, within: nil) }
    let id = readIdentity(root)
    let stage = readStage(root)
    let fields = readFields(root)
    for path in workflow.layout.requires where fields[path]?.value.isBlank ?? true {
      if path != workflow.layout.stage, workflow.layout.identity != .field(path) { reportMissing(path, in: root) }
    }
    let shape = findings.count
    let gates = readGates(root["gates"])
    let returned = readReturned(root["returned"])
    let withdrawn = root["withdrawn"].flatMap { $0.isEmpty ? nil : readWithdrawal($0) }
    // A record that had to be left out would read as one that never was: a pass less, a retraction forgotten.
    let isComplete = findings[shape...].allSatisfy { $0.rule == ReadingRules.unknownKey }
    findings += unfinished
    guard let id, let stage, isComplete else { return nil }
    return Feature(
      id: id, source: source, stage: stage, fields: fields, title: fields[workflow.layout.title]?.value.text,
      owner: fields[workflow.layout.owner]?.value.text, gates: gates, returned: returned, withdrawn: withdrawn,
      isWhole: !findings.contains { $0.rule == ReadingRules.unknownKey })
  }

  // MARK: Keys

  private mutating func refuseUnknownKeys(_ node: Node, _ tree: KeyTree, within parent: String?) {
    if !node.hasOnlyKeys(tree.names) { reportUnknownKeys(node, tree, within: parent) }
    for key in tree.maps {
      guard let value = node[key], value.kind == .mapping, let child = tree.children[key] else { continue }
      refuseUnknownKeys(value, child, within: (parent.map { "\($0)." } ?? "") + key)
    }
  }

  private mutating func reportUnknownKeys(_ node: Node, _ tree: KeyTree, within parent: String?) {
    for entry in node.entries where !tree.names.contains(where: entry.key.hasText) {
      let key = entry.key.text
      let near = nearest(to: key, among: tree.names).map { ["did you mean `\($0)`?"] } ?? []
      let place = parent.map { "`\($0)`" } ?? "a manifest"
      findings.append(
        Finding(
          ReadingRules.unknownKey, "`\(escaped(key))` is not a key of \(place)", at: entry.key.place,
          help: near + ["its keys are \(list(tree.names, joining: "and"))"]))
    }
  }

  private mutating func reportMissing(_ path: FieldPath, in root: Node) {
    // A text where a map should be has its finding already.
    if misplaced.contains(where: { $0.isPrefix(of: path) }) { return }
    var node = root
    var present: [String] = []
    for key in path.keys.dropLast() {
      guard let next = node[key], next.kind == .mapping else { break }
      node = next
      present.append(key)
    }
    let rest = path.keys.dropFirst(present.count)
    let line = rest.dropLast().reversed().reduce("\(rest.last ?? ""): …") { "\($1): {\($0)}" }
    findings.append(
      Finding(
        ReadingRules.missingKey, "a manifest needs `\(path)`", at: keyPlace(of: path, in: root),
        help: [
          present.isEmpty
            ? "write the line `\(line)`" : "write below `\(present.joined(separator: ": ")):` the line `\(line)`"
        ]))
  }

  /// Where a key stands that has nothing behind it; the head of the file where it does not stand at all.
  private func keyPlace(of path: FieldPath, in root: Node) -> Place {
    emptyKey(of: path, in: root)?.place ?? root.headPlace
  }

  /// The key of a field that has nothing behind it; nil where it does not stand at all.
  private func emptyKey(of path: FieldPath, in root: Node) -> Node? {
    var node = root
    for key in path.keys.dropLast() {
      guard let next = node[key] else { return nil }
      node = next
    }
    return path.keys.last.flatMap { node.key($0) }
  }

  // MARK: Identity and stage

  private mutating func readIdentity(_ root: Node) -> String? {
    switch workflow.layout.identity {
    case .stem(let repeated):
      guard let repeated else { return checkedIdentity(source.path.stem, at: root.headPlace) }
      guard let node = root.value(at: repeated) else {
        findings.append(
          Finding(
            ReadingRules.missingKey, "a manifest repeats its identity as `\(repeated)`",
            at: keyPlace(of: repeated, in: root), help: ["add `\(repeated): \(escaped(source.path.stem))`"]))
        return checkedIdentity(source.path.stem, at: root.headPlace)
      }
      guard let name = node.readName("`\(repeated)`", into: &findings) else { return nil }
      if !node.hasText(source.path.stem) {
        let stem = escaped(source.path.stem)
        findings.append(
          Finding(
            ReadingRules.identity, "the file is named `\(stem)`, but it says `\(repeated): \(escaped(name.value))`",
            at: node.place, help: ["write `\(repeated): \(stem)`, or rename the file to `\(escaped(name.value)).yaml`"])
        )
      }
      return checkedIdentity(source.path.stem, at: node.place)
    case .folder:
      return checkedIdentity(source.path.folder?.name ?? [], at: root.headPlace)
    case .field(let path):
      guard let node = root.value(at: path) else {
        reportMissing(path, in: root)
        return nil
      }
      return node.readName("`\(path)`", into: &findings)?.value
    }
  }

  /// The identity that a path gives; a name with invisible characters or bad UTF-8 is judged all the same.
  private mutating func checkedIdentity(_ bytes: ArraySlice<UInt8>, at place: Place) -> String {
    let shown = escaped(bytes)
    // Whatever had to be written in another way has become longer.
    if shown.utf8.count != bytes.count {
      findings.append(
        Finding(
          ReadingRules.identifier, "the file's name is `\(shown)`, with bytes that cannot be seen", at: place,
          help: ["rename the file"]))
    }
    return shown
  }

  private mutating func readStage(_ root: Node) -> Located<String>? {
    let path = workflow.layout.stage
    guard let node = root.value(at: path) else {
      guard let absent = workflow.layout.stageIfAbsent else {
        reportMissing(path, in: root)
        return nil
      }
      // A text where a map should be has its finding already, and could hold no stage.
      if misplaced.contains(where: { $0.isPrefix(of: path) }) { return nil }
      // A stage that somebody began to write, or wiped out, is not one that was never there.
      guard let key = emptyKey(of: path, in: root) else { return Located(absent, at: root.headPlace.range) }
      findings.append(
        Finding(
          ReadingRules.missingKey, "`\(path)` has no value", at: key.place,
          help: ["write a stage behind it, or remove the key: a manifest without it is in `\(absent)`"]))
      return nil
    }
    return node.readName("`\(path)`", into: &findings)
  }

  // MARK: Fields

  /// `beta: soon` where `beta.channel` is a field: what stands there would count for nothing.
  private mutating func refuseTextsForMaps(_ root: Node) {
    for (path, key) in workflow.fieldMaps {
      guard let node = root.value(at: path), node.kind != .mapping, misplaced.insert(path).inserted else { continue }
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`\(path)` is a map, not \(node.shape)", at: node.headPlace,
          help: ["write `\(key): …` below `\(path):`"]))
    }
  }

  private mutating func readFields(_ root: Node) -> FieldValues {
    var checker = FieldChecker()
    var fields = FieldValues(capacity: workflow.trackedFields.count)
    for field in workflow.trackedFields {
      guard let node = root.value(at: field.path) else { continue }
      if let schema = field.schema { checker.check(node, schema, field: .field(field.path)) }
      if field.isOwner {
        _ = node.readName("`\(field.path)`", into: &findings)
      } else if field.isTitle {
        _ = node.isText("`\(field.path)`", into: &findings)
      }
      fields.add(Located(node.fieldValue, at: node.range), at: field.path)
    }
    findings += checker.findings
    return fields
  }
}
