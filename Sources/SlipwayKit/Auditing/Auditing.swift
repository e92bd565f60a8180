internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

extension Desk {
  /// Judges every landing of a line by the policy of its first parent.
  package func audit(_ terms: AuditTerms) throws -> Audit {
    try requireWholeHistory()
    repository.verification = terms.verifiesObjects ? .all : .off
    guard let tip = try terms.revision.map(resolve) ?? headCommit()?.id else { throw Trouble.noWorkflow }
    let present = try terms.standIn ?? policies.lastReadable(at: tip)
    guard let present else { throw Trouble.noWorkflow }
    let heads = try line(to: tip)
    let environment = repository.reopening
    let verification = repository.verification
    let open: @Sendable () throws -> Repository = {
      let repository = try Repository.open(environment: environment)
      repository.verification = verification
      return repository
    }
    let scan = try LineScan(
      heads, fallback: present.workflow.layout, isFixed: terms.standIn != nil, opening: open)
    let bench = AuditBench(scan, record: try record(of: scan, by: present), standIn: terms.standIn, now: now)
    let results = try inHalves(count: scan.landings.count, opening: { try AuditJudge(bench, open()) }) { range, judge in
      try range.reversed().map { try judge.judge($0) }
    }
    let outcomes = results.compactMap { $0 }
    return Audit(
      tip: tip, landings: scan.landings.count, ungoverned: outcomes.count { $0.isUngoverned },
      noted: outcomes.compactMap(\.noted).sorted { $0.position > $1.position }, touches: [:])
  }

  /// The commits along first parents, the newest first.
  private func line(to tip: ObjectID) throws -> [CommitHead] {
    var heads: [CommitHead] = []
    var next: ObjectID? = tip
    while let id = next {
      let head = try repository.commitHead(id)
      heads.append(head)
      next = head.parent
    }
    return heads
  }

  private func record(of scan: LineScan, by present: Policy) throws -> LineRecord {
    var record = LineRecord()
    record.reserve(scan.landings.count)
    let history = FeatureVersions(repository)
    for landing in scan.landings {
      let own = Int(landing.commit.seconds ?? 0)
      try record.add(
        landing.commit.id, landed: max(own, Int(landing.parent?.seconds ?? 0)), landing.files,
        from: scan.layouts[landing.layoutBefore], to: scan.layouts[landing.layoutAfter]
      ) { version in
        try history.feature(version.entry, at: version.path, by: present.workflow.reading(by: version.layout))
      }
    }
    return record
  }
}

/// What all threads of an audit share.
struct AuditBench: Sendable {
  let scan: LineScan
  let record: LineRecord
  let standIn: Policy?
  let now: Int
  /// Whether some tree had no policy of its own, so that the fallback selected its manifests.
  private let usesFallback: Bool

  init(_ scan: LineScan, record: LineRecord, standIn: Policy?, now: Int) {
    self.scan = scan
    self.record = record
    self.standIn = standIn
    self.now = now
    usesFallback = scan.landings.contains { !$0.hasPolicies }
  }

  /// Whether the record says what a history by this layout would.
  func serves(_ layout: ManifestLayout, isFixed: Bool) -> Bool {
    isFixed == (standIn != nil) && (!usesFallback && !isFixed || layout == scan.layouts[0])
  }
}

/// Judges landings, on a thread of its own.
final class AuditJudge {
  struct Outcome: Sendable {
    var isUngoverned = false
    var noted: AuditedLanding?
  }

  private let bench: AuditBench
  private let repository: Repository
  private let policies: PolicyStore
  private let histories: FeatureHistories

  init(_ bench: AuditBench, _ repository: Repository) {
    self.bench = bench
    self.repository = repository
    policies = PolicyStore(repository)
    histories = FeatureHistories(repository, policies: policies, knowing: bench.record, serves: bench.serves)
  }

  /// What there is to say of a landing; nil if nothing.
  func judge(_ position: Int) throws -> Outcome? {
    let landing = bench.scan.landings[position]
    var findings = try ownFindings(landing)
    var outcome = Outcome()
    var transitions: [Transition] = []
    var isPolicyChanged = false
    if !landing.hasPolicies || !landing.files.isEmpty || landing.layoutBefore != landing.layoutAfter {
      if try isUngoverned(landing) {
        outcome.isUngoverned = true
      } else {
        let judgement = try judgement(landing)
        outcome.isUngoverned = try bench.standIn == nil && isUngoverned(before: landing)
        findings += judgement.findings
        transitions = judgement.transitions
        isPolicyChanged = judgement.isPolicyChanged
      }
    }
    if !findings.isEmpty || !transitions.isEmpty || isPolicyChanged {
      outcome.noted = AuditedLanding(
        commit: landing.commit.id, position: position, committedAt: landing.commit.seconds.map(Int.init),
        findings: findings, transitions: transitions, isPolicyChanged: isPolicyChanged)
    }
    return outcome.noted == nil && !outcome.isUngoverned ? nil : outcome
  }

  private func judgement(_ landing: ScannedLanding) throws -> Judgement {
    let known = Dictionary(landing.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let landed = Int(landing.commit.seconds ?? landing.parent?.seconds ?? 0)
    let judge = LandingJudge(
      repository: repository, policies: policies, histories: histories, parent: landing.parent,
      after: CommitSnapshot(repository, tree: landing.commit.tree, known: known), changedPaths: Set(known.keys),
      known: known, now: min(bench.now, landed), standIn: bench.standIn, reach: .touched)
    return try judge.judge(.commit(landing.commit.id), notices: [])
  }

  /// What is wrong with the commit itself.
  private func ownFindings(_ landing: ScannedLanding) throws -> [Finding] {
    guard let seconds = landing.commit.seconds else {
      let flaw = try repository.commit(landing.commit.id).flaw ?? "it has no committer"
      return [
        Finding(
          PolicyRules.malformedCommit, "the commit \(landing.commit.id.hex.prefix(12)) is malformed: \(flaw)", in: nil,
          help: [PolicyRules.malformedCommit.remedy])
      ]
    }
    return Clock(now: bench.now).findings(
      "the commit \(landing.commit.id.hex.prefix(12))", at: Int(seconds), after: landing.parent)
  }

  /// Whether there was no policy before a landing, and it brings none.
  private func isUngoverned(_ landing: ScannedLanding) throws -> Bool {
    if bench.standIn != nil || landing.hasPolicies { return false }
    guard case .absent = try policies.state(in: landing.commit.tree) else { return false }
    return try isUngoverned(before: landing)
  }

  private func isUngoverned(before landing: ScannedLanding) throws -> Bool {
    if landing.hasPolicies { return false }
    guard let parent = landing.parent else { return true }
    return try policies.lastReadable(at: parent.id) == nil
  }
}
