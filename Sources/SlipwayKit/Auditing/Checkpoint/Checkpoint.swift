internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// What an audit leaves in the Git folder for the next one.
///
/// Three files: `audit` and `transitions` hold what was found, which is all that a look at the same tip needs; `line` what
/// to know of the landings to judge those behind them.
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
      let tip = try reader.id()
      guard let transitions = TransitionFile(in: repository, to: tip, now: now)?.byLanding() else { return nil }
      var findings = FindingReader(repository: repository)
      let line = JudgedLine(
        tip: tip, landings: try reader.number(), ungoverned: try reader.number(),
        noted: try reader.list { try findings.landing(&$0, transitions) }, latest: try reader.number())
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
      try TransitionFile.write(line, in: repository)
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
