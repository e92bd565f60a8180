internal import Findings
internal import GitStore
internal import Paths
internal import WorkflowModel

/// Recognises landings that change the words of one plain text and nothing else, so that they need not be read as YAML.
///
/// Most landings of a long history are such edits. One is let pass only where the form of the version before was judged
/// by the same policy, and nothing was to be said of it; the text is a field that the workflow asks nothing of but to be there; no
/// sign-off in it could cover the text; and both the old words and the new ones are letters and digits that mean the same to YAML
/// wherever they stand. Everything else is judged in full.
struct PlainEdits {
  /// A text in a manifest, without its quotes.
  private struct Text {
    var range: Range<Int>
    let isQuoted: Bool
  }

  /// A version about which there was nothing to say.
  private struct Version {
    let blob: ObjectID
    let bytes: [UInt8]
    let texts: [Text]
  }

  private static let most = 20_000
  /// In bytes: larger ones are judged in full.
  static let largest = 4096

  private var clean: [RepositoryPath: Version] = [:]

  /// Forgets everything: what comes next is judged by another policy, or does not follow what came before.
  mutating func forget() {
    if !clean.isEmpty { clean = [:] }
  }

  /// Forgets one file: what came of it was not an edit in place.
  mutating func forget(_ path: RepositoryPath) { clean[path] = nil }

  /// Takes down a version whose form was judged and is clean.
  mutating func note(_ feature: Feature, _ blob: ObjectID, at path: RepositoryPath, by workflow: Workflow) {
    let bytes = feature.source.bytes
    guard bytes.count <= Self.largest, workflow.hasStage(feature.stage.value),
      workflow.layout.tellsIdentityByPath, !feature.hasOpenRecords(by: workflow)
    else {
      clean[path] = nil
      return
    }
    if clean.count >= Self.most { clean = [:] }
    let texts = workflow.trackedFields.compactMap { field -> Text? in
      guard field.isFreeText(in: workflow), let value = feature.fields[field.path] else { return nil }
      return Self.text(bytes, at: value.range)
    }
    clean[path] = Version(blob: blob, bytes: bytes, texts: texts)
  }

  /// Whether the version before a change is clean.
  func knows(_ file: ChangedFile) -> Bool {
    file.before.map { clean[file.path]?.blob == $0.id } ?? false
  }

  /// Whether a change only puts other words into one of the texts; then the new version is taken down as clean, too.
  mutating func pass(_ file: ChangedFile, _ read: (ObjectID) throws -> [UInt8]?) rethrows -> Bool {
    guard let before = file.before, let after = file.after, before.mode == after.mode, after.isFile,
      let old = clean[file.path], old.blob == before.id
    else { return false }
    guard let bytes = try read(after.id), bytes.count <= Self.largest, let texts = Self.texts(of: old, in: bytes) else {
      return false
    }
    clean[file.path] = Version(blob: after.id, bytes: bytes, texts: texts)
    return true
  }

  // MARK: Bytes

  /// The texts of the new version; nil where more than words of one of them changed.
  private static func texts(of old: Version, in new: [UInt8]) -> [Text]? {
    let (start, end) = sharedEnds(old.bytes, new)
    let growth = new.count - old.bytes.count
    guard
      let index = old.texts.firstIndex(where: {
        $0.range.lowerBound <= start && old.bytes.count - end <= $0.range.upperBound
      })
    else { return nil }
    var texts = old.texts
    let range = texts[index].range
    guard range.upperBound + growth >= range.lowerBound else { return nil }
    texts[index].range = range.lowerBound..<(range.upperBound + growth)
    guard isPlain(new[texts[index].range], isQuoted: texts[index].isQuoted) else { return nil }
    for other in texts.indices where old.texts[other].range.lowerBound >= range.upperBound && other != index {
      texts[other].range = (texts[other].range.lowerBound + growth)..<(texts[other].range.upperBound + growth)
    }
    return texts
  }

  /// How many bytes both begin and end with, none counted twice.
  private static func sharedEnds(_ left: [UInt8], _ right: [UInt8]) -> (start: Int, end: Int) {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        let most = min(left.count, right.count)
        var start = 0
        while start < most, left[start] == right[start] { start += 1 }
        var end = 0
        while end < most - start, left[left.count - 1 - end] == right[right.count - 1 - end] { end += 1 }
        return (start, end)
      }
    }
  }

  private static func text(_ bytes: [UInt8], at range: Range<Int>) -> Text? {
    guard !range.isEmpty, range.upperBound <= bytes.count else { return nil }
    let isQuoted = bytes[range.lowerBound] == UInt8(ascii: "\"")
    if isQuoted, range.count < 3 || bytes[range.upperBound - 1] != UInt8(ascii: "\"") { return nil }
    let inside = isQuoted ? range.lowerBound + 1..<range.upperBound - 1 : range
    return isPlain(bytes[inside], isQuoted: isQuoted) ? Text(range: inside, isQuoted: isQuoted) : nil
  }

  /// Words that YAML takes as they are, in quotes or without, in a flow or outside of one.
  private static func isPlain(_ words: ArraySlice<UInt8>, isQuoted: Bool) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    if isQuoted {
      return words.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        && words.contains { isAlphanumeric($0) }
    }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && words.allSatisfy { isAlphanumeric($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

extension ManifestLayout {
  fileprivate var tellsIdentityByPath: Bool {
    if case .field = identity { false } else { true }
  }

  fileprivate func names(_ path: FieldPath) -> Bool {
    if case .stem(let repeated) = identity, repeated == path { return true }
    return path == stage || path == owner
  }
}

extension Workflow.TrackedField {
  /// Whether any words will do.
  fileprivate func isFreeText(in workflow: Workflow) -> Bool {
    if isOwner || workflow.layout.names(path) { return false }
    // What holds it may ask something of it.
    if workflow.trackedFields.contains(where: { $0.schema != nil && $0.path != path && $0.path.isPrefix(of: path) }) {
      return false
    }
    guard let schema else { return true }
    return schema.kind == .string && schema.allowed == nil && schema.text.pattern == nil && schema.text.format == nil
      && schema.text.minLength == nil && schema.text.maxLength == nil
  }
}

extension Feature {
  /// Whether there are sign-offs that a change of the text could void, or records ahead, which only history explains.
  fileprivate func hasOpenRecords(by workflow: Workflow) -> Bool {
    gates.contains { record in
      guard let gate = workflow.position(of: record.stage.value), let own = workflow.position(of: stage.value) else {
        return true
      }
      return gate > own || gate == own && !(record.signOffs.isEmpty && record.waivers.isEmpty)
    }
  }
}
