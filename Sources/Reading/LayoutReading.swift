internal import Findings
internal import ManifestText
internal import Paths
internal import WorkflowModel

extension WorkflowReader {
  static let layoutKeys = [
    "files", "except", "format", "identity", "stage", "stage-if-absent", "owner", "title", "requires", "unknown-keys",
  ]

  /// Which files are manifests: `features/*.yaml`, unless the workflow says otherwise.
  mutating func readLayout(_ node: Node?) -> ManifestLayout {
    var layout = ManifestLayout(include: [try? Pathspec("features/*.yaml")].compactMap { $0 })
    guard let node,
      let map = ClosedMap(
        node, "`manifests`", keys: Self.layoutKeys, requiring: ["files"], refusingEmpty: true, into: &findings)
    else { return layout }
    layout.include = readGlobs("files", map)
    if let files = map["files"], files.kind == .sequence, files.count == 0 {
      findings.append(
        Finding(
          ReadingRules.missingKey, "`files` names no file, so nothing would be judged", at: files.place,
          help: ["write `files: features/*.yaml`, say"]))
    }
    layout.exclude = readGlobs("except", map)
    layout.format = map.choice("format", ManifestLayout.Format.self, into: &findings) ?? .yaml
    layout.stage = readPath("stage", map) ?? layout.stage
    stageIfAbsent = map.name("stage-if-absent", into: &findings)
    layout.stageIfAbsent = stageIfAbsent?.value
    layout.owner = readPath("owner", map) ?? layout.owner
    layout.title = readPath("title", map) ?? layout.title
    layout.requires = [layout.title, layout.owner]
    if map.node.key("requires") != nil { layout.requires = paths("requires", of: map).map(\.value) }
    layout.allowsUnknownKeys = map.choice("unknown-keys", UnknownKeys.self, into: &findings) == .allowed
    if let identity = map["identity"] { layout.identity = readIdentity(identity) ?? layout.identity }
    return layout
  }

  private mutating func readPath(_ key: String, _ map: ClosedMap) -> FieldPath? {
    map.name(key, into: &findings).flatMap { path($0, in: map.node.place.source)?.value }
  }

  /// `{from: stem, repeated-in: feature}`, `{from: folder}` or `{from: field, field: kep-number}`.
  private mutating func readIdentity(_ node: Node) -> ManifestLayout.Identity? {
    let keys = ["from", "repeated-in", "field"]
    guard
      let map = ClosedMap(node, "`identity`", keys: keys, requiring: ["from"], refusingEmpty: true, into: &findings),
      let origin = map.choice("from", IdentityOrigin.self, into: &findings)
    else { return nil }
    switch origin {
    case .stem: return .stem(repeatedIn: readPath("repeated-in", map))
    case .folder: return .folder
    case .field:
      if let path = readPath("field", map) { return .field(path) }
      findings.append(
        Finding(
          ReadingRules.missingKey, "an identity from a field needs `field`", at: map.node.headPlace,
          help: ["write `identity: {from: field, field: id}`, say"]))
      return nil
    }
  }

  private mutating func readGlobs(_ key: String, _ map: ClosedMap) -> [Pathspec] {
    guard let node = map[key] else { return [] }
    let globs =
      node.kind == .scalar
      ? [node.readName("`\(key)`", into: &findings)].compactMap { $0 }
      : node.readNames("`\(key)`", into: &findings)
    return globs.compactMap { glob -> Pathspec? in
      do throws(Pathspec.Flaw) {
        return try Pathspec(glob.value)
      } catch {
        findings.append(
          Finding(
            ReadingRules.badValue,
            glob.value.isEmpty ? "a glob is empty" : "`\(escaped(glob.value))` is not a glob: \(error.advice)",
            at: Place(source: map.node.place.source, range: glob.range),
            help: ["globs are git's `:(glob)` pathspecs: `features/*.yaml`, `keps/**/kep.yaml`"]))
        return nil
      }
    }
  }

  mutating func readFields(_ node: Node?) -> [Workflow.Field] {
    guard let node else { return [] }
    guard node.kind == .mapping else {
      findings.append(
        Finding(
          ReadingRules.wrongShape, "`fields` is a map from a field to its schema, not \(node.shape)", at: node.headPlace
        ))
      return []
    }
    return node.entries.compactMap { entry in
      guard let name = entry.key.readName("a field's name", into: &findings),
        let path = path(name, in: node.place.source)?.value,
        let schema = FieldSchemaReader.read(entry.value, of: name.value, into: &findings)
      else { return nil }
      if let first = path.keys.first, KeyTree.records.contains(first) {
        findings.append(
          Finding(
            ReadingRules.reference, "`\(first)` holds Slipway's own records and cannot be a field", at: entry.key.place)
        )
        return nil
      }
      return Workflow.Field(path: path, schema: schema)
    }
  }
}

enum UnknownKeys: String, CaseIterable {
  case refused, allowed
}

enum IdentityOrigin: String, CaseIterable {
  case stem, folder, field
}

extension Pathspec.Flaw {
  var advice: String {
    switch self {
    case .empty: "it is empty"
    case .absolute: "paths begin at the top of the repository, without a `/`"
    case .openClass: "a `[` is never closed"
    case .trailingBackslash: "it ends with a backslash"
    case .emptyPart: "it has two slashes in a row, or ends with one"
    }
  }
}
