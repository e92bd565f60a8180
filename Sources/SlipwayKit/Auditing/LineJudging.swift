internal import GitStore
internal import Paths
internal import WorkflowModel

/// Judges a line from its first landing to its newest, or from where a checkpoint ends.
struct LineJudging {
  /// After so many new landings the checkpoint is written again; fewer are quickly judged once more.
  private static let renewal = 50

  let repository: Repository
  let policies: PolicyStore
  let now: Int
  let terms: AuditTerms
  /// What selects and judges where there is no policy.
  let present: Policy

  private struct Start {
    let line: JudgedLine
    let written: Checkpoint.WrittenLine
    /// What landed since, the newest first.
    let heads: [CommitHead]
  }

  /// A line that was judged, and what to keep of it.
  private struct Run {
    let line: JudgedLine
    let written: Checkpoint.WrittenLine
    /// Whether neither the clock nor what is missing here would change it.
    let isCertain: Bool
    /// How many landings were judged.
    let fresh: Int
  }

  /// The line to a tip.
  func judge(to tip: ObjectID, checkpoint: Checkpoint?) throws -> JudgedLine {
    try repository.prepareForHistory()
    let known = checkpoint?.judgedLine(verified: terms.verifiesObjects, now: now)
    if let known, known.tip == tip { return known }
    let start = try known.flatMap { try self.start(from: $0, to: tip, checkpoint) }
    let run = if let start { try judge(onto: start, to: tip) } else { try judge(repository.heads(from: tip), to: tip) }
    if let checkpoint, run.isCertain, start == nil || run.fresh >= Self.renewal,
      checkpoint.write(run.written, to: tip)
    {
      checkpoint.write(run.line, verified: terms.verifiesObjects)
    }
    return run.line
  }

  /// The line to a tip as far as an audit left it, and what landed since; nil where it left nothing that could be used.
  func continued(to tip: ObjectID, from checkpoint: Checkpoint) throws -> JudgedLine? {
    guard let known = checkpoint.judgedLine(verified: terms.verifiesObjects, now: now) else { return nil }
    if known.tip == tip { return known }
    guard let start = try self.start(from: known, to: tip, checkpoint) else { return nil }
    try repository.prepareForHistory()
    return try judge(onto: start, to: tip).line
  }

  private func start(from known: JudgedLine, to tip: ObjectID, _ checkpoint: Checkpoint?) throws -> Start? {
    guard let heads = try heads(from: tip, to: known.tip), let written = checkpoint?.line(to: known.tip) else {
      return nil
    }
    return Start(line: known, written: written, heads: heads)
  }

  private func judge(onto start: Start, to tip: ObjectID) throws -> Run {
    var heads = start.heads.makeIterator()
    return try judge({ heads.next() }, to: tip, onto: start)
  }

  /// - Parameter next: Tells the next commit that is to be judged, the newest first.
  private func judge(_ next: () throws -> CommitHead?, to tip: ObjectID, onto start: Start? = nil) throws -> Run {
    let (own, apart, verification) = (repository.reopening, repository.reopeningApart, repository.verification)
    let open: @Sendable (Int) throws -> Repository = { worker in
      let repository = try Repository.open(environment: worker == 0 ? own : apart)
      repository.verification = verification
      try repository.prepareForHistory()
      return repository
    }
    let progress = terms.progress
    var count = 0
    let scan = try LineScan(
      onto: try start.map { try repository.commitHead($0.line.tip) }, fallback: present.workflow.layout,
      isFixed: terms.standIn != nil, progress: progress, here: repository, there: { try open(1) }
    ) {
      let head = try next()
      if head == nil { progress?.expect(count) }
      count += 1
      return head
    }
    let record = try record(of: scan, onto: start?.written.record)
    if terms.verifiesObjects { try verifyMerged(in: scan, record, onto: start?.line.tip) }
    let bench = AuditBench(scan: scan, record: record, present: present, standIn: terms.standIn, now: now)
    let outcomes = try inHalves(
      count: scan.landings.count, opening: { try AuditJudge(bench, open($0)) }
    ) { range, judge in
      defer { progress?.step(range.count) }
      return try range.reversed().compactMap { try judge.judge($0) }
    }
    let line = JudgedLine(
      tip: tip, landings: record.newest,
      ungoverned: (start?.line.ungoverned ?? 0) + outcomes.count { $0.isUngoverned },
      noted: (start?.line.noted ?? []) + outcomes.compactMap(\.noted).sorted { $0.number < $1.number },
      latest: scan.landings.reduce(start?.line.latest ?? 0) { max($0, Int($1.commit.seconds ?? 0)) })
    return Run(
      line: line,
      written: Checkpoint.WrittenLine(
        record: record, grounds: (start?.written.grounds ?? [:]).merging(scan.grounds) { known, _ in known }),
      isCertain: line.latest <= now && !outcomes.contains(where: \.hasGaps), fresh: scan.landings.count)
  }

  // MARK: Reading the line

  /// The commits behind an older tip, the newest first; nil where that is not on the line, or so far back that nothing
  /// is gained.
  private func heads(from tip: ObjectID, to known: ObjectID) throws -> [CommitHead]? {
    var heads: [CommitHead] = []
    let next = repository.heads(from: tip)
    while heads.count < 10_000, let head = try next() {
      if head.id == known { return heads }
      heads.append(head)
    }
    return nil
  }

  /// Hashes the commits that were merged: which of them landed when says who brought a record, and a walk that asks for
  /// commits by where they are reachable from believes all that it passes.
  ///
  /// - Parameter older: The tip up to which that was done before.
  private func verifyMerged(in scan: LineScan, _ record: LineRecord, onto older: ObjectID?) throws {
    let merges = scan.landings.filter(\.commit.isMerge)
    let tips = try merges.flatMap { try repository.commit($0.commit.id).parents.dropFirst() }
    if tips.isEmpty { return }
    if let older {
      for id in try repository.commits(reachableFrom: tips, notFrom: [older]) { _ = try repository.commit(id) }
    } else {
      try repository.readCommits(reachableFrom: tips) { record.number(of: $0) != nil }
    }
  }

  private func record(of scan: LineScan, onto older: LineRecord?) throws -> LineRecord {
    let versions = FeatureVersions(repository)
    func read(_ version: ManifestVersion) throws -> Feature? {
      try versions.feature(version.entry, at: version.path, by: present.workflow.reading(by: version.layout))
    }
    func entry(_ landing: ScannedLanding) -> LineRecord.Entry {
      LineRecord.Entry(
        commit: landing.commit.id,
        time: max(Int(landing.commit.seconds ?? 0), Int(landing.parent?.seconds ?? 0)), files: landing.files,
        layoutBefore: scan.layouts[landing.layoutBefore], layoutAfter: scan.layouts[landing.layoutAfter])
    }
    if var record = older {
      try record.addNewer(scan.landings.map(entry), read)
      return record
    }
    var record = LineRecord(newest: scan.landings.count, expecting: scan.landings.count)
    for landing in scan.landings { try record.addOlder(entry(landing), read) }
    return record
  }
}
