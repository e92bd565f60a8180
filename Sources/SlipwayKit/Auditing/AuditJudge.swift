internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// What all threads of an audit share.
struct AuditBench: Sendable {
  let scan: LineScan
  let record: LineRecord
  /// What selects manifests, and judges what moves, where there is no policy.
  let present: Policy
  let standIn: Policy?
  let now: Int

  /// Whether the record says what a history by this layout would.
  func serves(_ layout: ManifestLayout, isFixed: Bool) -> Bool {
    isFixed == (standIn != nil) && layout == present.workflow.layout
  }
}

/// Judges landings, on a thread of its own.
final class AuditJudge {
  struct Outcome: Sendable {
    var isUngoverned = false
    /// Whether this thread has met, up to here, a signature that it could not verify, so that it may be judged otherwise
    /// elsewhere.
    var hasGaps = false
    var noted: AuditedLanding?
  }

  private let bench: AuditBench
  private let repository: Repository
  private let policies: PolicyStore
  private let histories: FeatureHistories
  private let signatures: CommitSignatures
  private let teller: TransitionTeller
  private var edits = PlainEdits()
  /// The landing that was judged last.
  private var last: Int?

  init(_ bench: AuditBench, _ repository: Repository) {
    self.bench = bench
    self.repository = repository
    policies = PolicyStore(repository)
    histories = FeatureHistories(repository, policies: policies, knowing: bench.record, serves: bench.serves)
    signatures = CommitSignatures(repository)
    teller = TransitionTeller(
      repository: repository, policies: policies, histories: histories, standIn: bench.standIn)
  }

  /// What there is to say of a landing; nil if nothing.
  ///
  /// - Parameter index: Its place in the scan.
  func judge(_ index: Int) throws -> Outcome? {
    let landing = bench.scan.landings[index]
    if last != index + 1 { edits.forget() }
    last = index
    var said = Said(findings: try ownFindings(landing))
    var outcome = Outcome()
    if try concernsWorkflow(landing) && !isPlainEdit(landing) {
      forgetEdits(of: landing)
      outcome.isUngoverned = try isUngoverned(landing)
      if outcome.isUngoverned {
        try tellUngoverned(landing, &said)
      } else {
        try tellGoverned(landing, &said)
      }
    }
    if !said.isNothing {
      outcome.noted = AuditedLanding(
        commit: landing.commit.id, number: bench.record.newest - index,
        committedAt: landing.commit.seconds.map(Int.init),
        subject: try repository.commit(landing.commit.id).subject,
        isPolicyChanged: said.isPolicyChanged, findings: said.findings, transitions: said.transitions)
    }
    outcome.hasGaps = signatures.hasGaps
    return outcome.noted == nil && !outcome.isUngoverned && !outcome.hasGaps ? nil : outcome
  }

  /// What is wrong with the commit itself.
  private func ownFindings(_ landing: ScannedLanding) throws -> [AuditedFinding] {
    try Clock(now: bench.now).findings(of: landing.commit, onto: landing.parent, in: repository).map {
      AuditedFinding(finding: $0, feature: nil)
    }
  }

  /// What there is to say of one landing.
  private struct Said {
    var findings: [AuditedFinding]
    var transitions: [LoggedTransition] = []
    var isPolicyChanged = false

    var isNothing: Bool { findings.isEmpty && transitions.isEmpty && !isPolicyChanged }
  }

  private func tellGoverned(_ landing: ScannedLanding, _ said: inout Said) throws {
    // Where a policy was lost, the last one judges, and the scan has selected by another layout.
    let files =
      try landing.hasPolicies
      ? landing.files : repository.changedFiles(from: landing.parent?.tree, to: landing.commit.tree)
    let judgement = try judge(of: landing, changing: files).judge(.commit(landing.commit.id), notices: [])
    said.findings += audited(judgement, landing)
    said.isPolicyChanged = judgement.isPolicyChanged
    if let edited = landing.editedManifests, judgement.findings.isEmpty { note(judgement.features, edited) }
    said.transitions = try transitions(
      judgement.features, landing, isGoverned: true, treePolicy: judgement.treePolicy ?? bench.present)
  }

  /// Before there was a policy the moves are told, and only what the tree's own policy says of its form is judged.
  private func tellUngoverned(_ landing: ScannedLanding, _ said: inout Said) throws {
    let tree = try bench.standIn.map(PolicyState.readable) ?? policies.state(in: landing.commit.tree)
    let policy = tree.policy ?? bench.present
    let judge = judge(of: landing, changing: landing.files)
    let features = try judge.featureLandings(judging: policy, treePolicy: policy)
    said.transitions = try transitions(features, landing, isGoverned: false, treePolicy: policy)
    if case .absent = tree { return }
    let judgement = try judge.judge(.commit(landing.commit.id), notices: [])
    said.findings += audited(judgement, landing)
    said.isPolicyChanged = judgement.isPolicyChanged
    // The policy that comes with it is the one that judges the next landing.
    if judgement.findings.isEmpty {
      note(features, landing.files.filter { !PolicyFiles.judged.contains($0.path) })
    }
  }

  /// Whether a landing touches what is judged: with a policy on both sides, only files can.
  private func concernsWorkflow(_ landing: ScannedLanding) -> Bool { !landing.hasPolicies || !landing.files.isEmpty }

  /// Whether one manifest is only edited in its words, so that there is nothing to say of the landing.
  ///
  /// Of several there may be something to say that neither of them tells: that they share an identity, for one.
  private func isPlainEdit(_ landing: ScannedLanding) throws -> Bool {
    guard let edited = landing.editedManifests, edited.count == 1 else { return false }
    if !edits.knows(edited[0]) { try learn(edited[0], landing) }
    return try edits.pass(edited[0], readBlob)
  }

  /// Judges the form of the version before an edit, which costs less than to judge the edit.
  private func learn(_ file: ChangedFile, _ landing: ScannedLanding) throws {
    guard let before = file.before, before.isFile,
      let policy = try bench.standIn ?? landing.parent.flatMap({ try policies.state(in: $0.tree).policy }),
      policy.workflow.layout.selects(file.path), let bytes = try readBlob(before.id)
    else { return }
    let manifest = ManifestFiles(policy: policy).read(file.path, id: before.id, .bytes(bytes))
    histories.versions.remember(manifest.feature, before, at: file.path, by: policy.workflow)
    guard let feature = manifest.feature, manifest.findings.isEmpty else { return }
    edits.note(feature, before.id, at: file.path, by: policy.workflow)
  }

  /// The text of a manifest; nil where it is too large to be one, which is for the full judgement to say.
  private func readBlob(_ id: ObjectID) throws(GitError) -> [UInt8]? {
    do throws(GitError) {
      return try repository.blob(id, atMost: PlainEdits.largest)
    } catch {
      if case .tooLarge = error.kind { return nil }
      throw error
    }
  }

  /// A landing of any other kind: what it touches is clean no more, and with another policy nothing is.
  private func forgetEdits(of landing: ScannedLanding) {
    if landing.hasPolicies, !landing.files.contains(where: { PolicyFiles.all.contains($0.path) }) {
      for file in landing.files { edits.forget(file.path) }
    } else {
      edits.forget()
    }
  }

  /// Takes down versions of which there is nothing to say: of features that are new, or stay in their stage.
  private func note(_ features: [FeatureLanding], _ files: [ChangedFile]) {
    guard features.count == files.count else { return }
    let files = files.byPath
    for landing in features {
      guard let feature = landing.feature, landing.before?.stage ?? feature.stage == feature.stage,
        let blob = files[landing.path]?.after?.id
      else { continue }
      edits.note(feature, blob, at: landing.path, by: landing.workflow)
    }
  }

  private func judge(of landing: ScannedLanding, changing files: [ChangedFile]) -> LandingJudge<CommitSnapshot> {
    LandingJudge(
      of: landing.commit, onto: landing.parent, changing: files, by: bench.now, in: repository,
      policies: policies, histories: histories, signatures: signatures, standIn: bench.standIn)
  }

  /// The findings with the features that they are about.
  private func audited(_ judgement: Judgement, _ landing: ScannedLanding) -> [AuditedFinding] {
    if judgement.findings.isEmpty { return [] }
    let ids = Dictionary(judgement.features.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
    let layout = bench.scan.layouts[landing.layoutAfter]
    return judgement.findings.map { finding in
      let id = finding.path.flatMap { path in
        ids[path] ?? (layout.selects(path) ? layout.identity(of: path) : nil)
      }
      return AuditedFinding(finding: finding, feature: id)
    }
  }

  // MARK: Transitions

  private func transitions(
    _ landings: [FeatureLanding], _ landing: ScannedLanding, isGoverned: Bool, treePolicy: Policy
  ) throws -> [LoggedTransition] {
    try teller.transitions(
      landings, at: landing.commit.id, isGoverned: isGoverned, treePolicy: treePolicy,
      layout: bench.scan.layouts[landing.layoutAfter])
  }

  // MARK: Policies

  /// Whether there was no policy before a landing.
  private func isUngoverned(_ landing: ScannedLanding) throws -> Bool {
    if bench.standIn != nil { return landing.parent == nil }
    if landing.hasPolicies { return false }
    guard let parent = landing.parent else { return true }
    return try policies.lastReadable(at: parent.id) == nil
  }
}

extension ScannedLanding {
  /// The manifests that the landing changes in place, where it does nothing else; nil otherwise.
  fileprivate var editedManifests: [ChangedFile]? {
    let isEdit = files.allSatisfy { file in
      file.before != nil && file.after != nil && !PolicyFiles.judged.contains(file.path)
    }
    return hasPolicies && layoutBefore == layoutAfter && !files.isEmpty && isEdit ? files : nil
  }
}
