internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// A line that was judged from its first landing to a tip.
struct JudgedLine: Sendable {
  let tip: ObjectID
  let landings: Int
  /// How many landings there was no policy for: the first ones.
  let ungoverned: Int
  /// The oldest first.
  let noted: [AuditedLanding]
  /// The latest date of all landings, in seconds since 1970: before it, the clock would change a verdict.
  let latest: Int
}

/// What has to be the same for a checkpoint to hold.
struct CheckpointKey: Equatable {
  /// The policy files of the tip.
  let policy: [TreeEntry?]
  let version: String

  func write(to writer: inout ByteWriter) {
    writer.add("slipway checkpoint 3")
    writer.add(version)
    writer.add(list: policy) { writer, entry in
      writer.add(entry) { writer, entry in
        writer.add(short: Int32(bitPattern: entry.mode))
        writer.add(entry.id)
      }
    }
  }

  /// Throws where another key was written.
  func check(_ reader: inout ByteReader) throws {
    var own = ByteWriter()
    write(to: &own)
    try reader.expect(own.bytes)
  }
}

/// What an audit leaves in the Git folder for the next one.
///
/// Two files: `audit` holds what was found, which is all that a look at the same tip needs; `line` what to know of the
/// landings to judge those behind them.
struct Checkpoint {
  let repository: Repository
  let policies: PolicyStore
  let key: CheckpointKey

  private static let found = "audit"
  private static let line = "line"

  // MARK: What was found

  /// What was found up to some tip; nil where nothing can be used.
  ///
  /// - Parameter now: A checkpoint that the clock would have changed is of no use.
  func judgedLine(verified: Bool, now: Int) -> JudgedLine? {
    guard let bytes = repository.privateFile(Self.found), var reader = try? ByteReader(sealed: bytes) else {
      return nil
    }
    do {
      try key.check(&reader)
      let isVerified = try reader.flag()
      if verified, !isVerified { return nil }
      var findings = FindingReader(repository: repository)
      let line = JudgedLine(
        tip: try reader.id(), landings: try reader.number(), ungoverned: try reader.number(),
        noted: try reader.list { try findings.landing(&$0) }, latest: try reader.number())
      return line.latest <= now ? line : nil
    } catch {
      return nil
    }
  }

  func write(_ line: JudgedLine, verified: Bool) {
    var writer = ByteWriter()
    key.write(to: &writer)
    writer.add(verified)
    writer.add(line.tip)
    writer.add(line.landings)
    writer.add(line.ungoverned)
    do {
      try writer.add(list: line.noted) { writer, landing in try landing.write(to: &writer) }
    } catch { return }
    writer.add(line.latest)
    repository.writePrivateFile(Self.found, writer.sealed)
  }

  // MARK: The line

  struct WrittenLine {
    let record: LineRecord
    /// For each layout of the record, a tree whose policy has it.
    let grounds: [ManifestLayout: ObjectID]
  }

  /// The line up to a tip; nil where none such can be used.
  func line(to tip: ObjectID) -> WrittenLine? {
    guard let bytes = repository.privateFile(Self.line), var reader = try? ByteReader(sealed: bytes) else { return nil }
    do {
      try key.check(&reader)
      guard try reader.id() == tip else { return nil }
      return try WrittenLine(from: &reader, policies: policies)
    } catch {
      return nil
    }
  }

  /// False where it cannot be kept.
  func write(_ line: WrittenLine, to tip: ObjectID) -> Bool {
    var writer = ByteWriter()
    key.write(to: &writer)
    writer.add(tip)
    guard line.write(to: &writer) else { return false }
    repository.writePrivateFile(Self.line, writer.sealed)
    return true
  }
}
