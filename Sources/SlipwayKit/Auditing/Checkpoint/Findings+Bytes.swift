internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

extension AuditedLanding {
  /// All but the transitions.
  func write(to writer: inout ByteWriter) throws {
    writer.add(commit)
    writer.add(number)
    writer.add(committedAt) { $0.add($1) }
    writer.add(subject)
    writer.add(isPolicyChanged)
    try writer.add(list: findings) { writer, audited in
      try audited.finding.write(to: &writer)
      writer.add(audited.feature) { $0.add($1) }
    }
  }
}

extension Finding {
  fileprivate func write(to writer: inout ByteWriter) throws {
    writer.add(rule.id)
    writer.add(severity.rawValue)
    writer.add(message)
    writer.add(path) { $0.add($1.bytes) }
    try writer.add(place) { try $1.write(to: &$0) }
    try writer.add(list: notes) { writer, note in
      writer.add(note.message)
      try writer.add(note.place) { try $1.write(to: &$0) }
    }
    writer.add(list: help) { $0.add($1) }
  }
}

extension Place {
  /// The text that it quotes stands in the repository and is read from there again.
  fileprivate func write(to writer: inout ByteWriter) throws {
    writer.add(source.path.bytes)
    writer.add(try Repository.blobID(of: source.bytes))
    writer.add(range.lowerBound)
    writer.add(range.upperBound)
  }
}

extension LoggedTransition {
  /// All but the feature.
  func write(to writer: inout ByteWriter) throws {
    writer.add(path.bytes)
    writer.add(from) { $0.add($1) }
    writer.add(to) { $0.add($1) }
    writer.add(commit)
    writer.add(madeBy.commit)
    writer.add(madeBy.name)
    writer.add(madeBy.email)
    writer.add(committedAt)
    writer.add(verdict.rawValue)
    try writer.add(list: findings) { try $1.write(to: &$0) }
    writer.add(subject)
    writer.add(heldFor) { $0.add($1) }
    writer.add(list: shown) { writer, shown in
      writer.add(shown.criterion)
      writer.add(shown.evidence)
    }
    writer.add(list: signOffs) { writer, approval in
      writer.add(approval.team)
      writer.add(approval.by)
      writer.add(approval.proved.rawValue)
    }
    writer.add(list: waived) { writer, waived in
      writer.add(waived.requirement)
      writer.add(waived.by)
      writer.add(waived.because)
    }
  }
}

/// Reads findings back, and the texts that they point into.
struct FindingReader {
  private struct SourceKey: Hashable {
    let path: RepositoryPath
    let blob: ObjectID
  }

  private static let rules = Dictionary(RuleBook.all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  let repository: Repository
  private var sources: [SourceKey: SourceFile] = [:]

  init(repository: Repository) { self.repository = repository }

  /// - Parameter transitions: By the number of their landing.
  mutating func landing(
    _ reader: inout ByteReader, _ transitions: [Int: [LoggedTransition]]
  ) throws -> AuditedLanding {
    let (commit, number) = (try reader.id(), try reader.number())
    return AuditedLanding(
      commit: commit, number: number, committedAt: try reader.optional { try $0.number() },
      subject: try reader.text(), isPolicyChanged: try reader.flag(),
      findings: try reader.list { reader in
        AuditedFinding(finding: try finding(&reader), feature: try reader.optional { try $0.text() })
      },
      transitions: transitions[number] ?? [])
  }

  private mutating func finding(_ reader: inout ByteReader) throws -> Finding {
    guard let rule = Self.rules[try reader.text()], let severity = Finding.Severity(rawValue: try reader.text()) else {
      throw BrokenPrivateFile()
    }
    let message = try reader.text()
    let path = try reader.optional { RepositoryPath(try $0.part()) }
    let place = try reader.optional { try self.place(&$0) }
    let notes = try reader.list { reader in
      Finding.Note(try reader.text(), at: try reader.optional { try self.place(&$0) })
    }
    let help = try reader.list { try $0.text() }
    if let place { return Finding(rule, message, at: place, severity: severity, notes: notes, help: help) }
    return Finding(rule, message, in: path, severity: severity, notes: notes, help: help)
  }

  private mutating func place(_ reader: inout ByteReader) throws -> Place {
    let key = SourceKey(path: RepositoryPath(try reader.part()), blob: try reader.id())
    let (start, end) = (try reader.number(), try reader.number())
    let source = try sources[key] ?? SourceFile(path: key.path, bytes: repository.blob(key.blob, atMost: 4 << 20))
    sources[key] = source
    guard start >= 0, start <= end, end <= source.bytes.count else { throw BrokenPrivateFile() }
    return Place(source: source, range: start..<end)
  }

  mutating func transition(of feature: String, _ reader: inout ByteReader) throws -> LoggedTransition {
    let path = RepositoryPath(try reader.part())
    let from = try reader.optional { try $0.text() }
    let to = try reader.optional { try $0.text() }
    let commit = try reader.id()
    let maker = LoggedTransition.Maker(commit: try reader.id(), name: try reader.text(), email: try reader.text())
    let committedAt = try reader.number()
    guard let verdict = LoggedTransition.Verdict(rawValue: try reader.text()) else { throw BrokenPrivateFile() }
    return LoggedTransition(
      feature: feature, path: path, from: from, to: to, commit: commit, madeBy: maker, committedAt: committedAt,
      verdict: verdict, findings: try reader.list { try finding(&$0) }, subject: try reader.text(),
      heldFor: try reader.optional { try $0.number() },
      shown: try reader.list { LoggedTransition.Shown(criterion: try $0.text(), evidence: try $0.text()) },
      signOffs: try reader.list { try approval(&$0) },
      waived: try reader.list { reader in
        LoggedTransition.Waived(requirement: try reader.text(), by: try reader.text(), because: try reader.text())
      })
  }

  private func approval(_ reader: inout ByteReader) throws -> LoggedTransition.Approval {
    let (team, by) = (try reader.text(), try reader.text())
    guard let proved = Strength(rawValue: try reader.text()) else { throw BrokenPrivateFile() }
    return LoggedTransition.Approval(team: team, by: by, proved: proved)
  }
}
