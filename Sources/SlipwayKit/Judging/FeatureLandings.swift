internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import SignOffs
internal import WorkflowModel

/// What a landing does to each feature: its files before and after, brought together by identity.
extension LandingJudge {
  /// What the landing does to each feature that it touches.
  ///
  /// - Parameter only: The identity of the one feature that is wanted; nil for all.
  func featureLandings(judging: Policy, treePolicy: Policy, only: String? = nil) throws -> [FeatureLanding] {
    let workflow = judging.workflow
    let layout = treePolicy.workflow.layout
    let readsAfter = ManifestFiles(policy: judging.reading(by: layout))
    let history = histories.judged(by: workflow, isFixed: standIn != nil, of: only)
    var touched: [String: TouchedFeature] = [:]
    for path in try touchedPaths(judging: workflow.layout, after: layout) {
      let versionBefore = try version(at: path, workflow.layout)
      let before = try versionBefore.flatMap(history.feature)
      let now = layout.selects(path) ? try read(path, layout, readsAfter, history) : nil
      if !changedPaths.contains(path), versionBefore != nil, let now,
        try !isMoved(now.feature, from: before, history)
      {
        continue
      }
      let idAfter = layout.identity(of: path) ?? now?.feature?.id
      var idBefore = workflow.layout.identity(of: path) ?? before?.id
      if idBefore == nil, versionBefore != nil, let parent {
        // The identity stands in a file that cannot be read: it is the one that it had before.
        idBefore = try history.lastIdentity(of: path, at: parent.id) ?? idAfter
      }
      if versionBefore != nil, let id = idBefore {
        touched[id, default: TouchedFeature(path: path)].before = before
        touched[id]?.wasThere = true
      }
      if let now, let id = idAfter ?? idBefore {
        touched[id, default: TouchedFeature(path: path)].after = now.feature.map { .feature($0) } ?? .unreadable
        touched[id]?.path = path
      }
    }
    // By bytes, as what is kept of them is sorted.
    let wanted = touched.filter { only == nil || $0.key == only }.sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    return try wanted.map { id, feature in
      try landing(of: id, feature, judging: judging, adopting: treePolicy, history)
    }
  }

  /// A manifest as it lands.
  private struct Landed {
    /// Nil where it cannot be read.
    let feature: Feature?
  }

  /// What lands at a path; nil where there is nothing.
  private func read(
    _ path: RepositoryPath, _ layout: ManifestLayout, _ reader: ManifestFiles, _ history: FeatureHistory
  ) throws -> Landed? {
    if let committed = after.committed {
      return try committed.entry(at: path).map { entry in
        Landed(feature: try history.feature(ManifestVersion(entry: entry, path: path, layout: layout)))
      }
    }
    return try after.content(of: path, atMost: manifestSizeLimit).map { content in
      Landed(feature: reader.read(path, id: nil, content).feature)
    }
  }

  /// The manifest that the first parent holds at a path; nil where there is none.
  private func version(at path: RepositoryPath, _ layout: ManifestLayout) throws -> ManifestVersion? {
    guard parent != nil, layout.selects(path), let entry = try entryBefore(at: path) else { return nil }
    return ManifestVersion(entry: entry, path: path, layout: layout)
  }

  private struct TouchedFeature {
    var path: RepositoryPath
    var before: Feature?
    var after = FeatureLanding.After.absent
    var wasThere = false

    init(path: RepositoryPath) {
      self.path = path
    }
  }

  /// Whether a manifest that nobody changed is in another stage, now that another layout reads it.
  private func isMoved(_ now: Feature?, from before: Feature?, _ history: FeatureHistory) throws -> Bool {
    guard let now, let parent else { return false }
    let was = try before ?? history.lastReadable(now.id, at: parent.id)
    return was.map { $0.stage != now.stage } ?? false
  }

  /// The changed paths that either layout selects; with a changed layout all of them, changed or not.
  private func touchedPaths(judging: ManifestLayout, after layout: ManifestLayout) throws -> [RepositoryPath] {
    var paths = changedPaths.filter { judging.selects($0) || layout.selects($0) }
    if judging != layout {
      let before = try parent.map { try CommitSnapshot(repository, tree: $0.tree).manifests(judging) } ?? []
      let now = try after.manifests(layout)
      paths.formUnion((before + now).map(\.path))
    }
    return paths.sorted()
  }

  private func landing(
    of id: String, _ touched: TouchedFeature, judging: Policy, adopting: Policy, _ history: FeatureHistory
  ) throws -> FeatureLanding {
    var before = touched.before
    let isKnown = before.map { judging.workflow.stage($0.stage.value) != nil } ?? false
    if !isKnown, let parent, let last = try history.lastReadable(id, at: parent.id) { before = last }
    var policy = judging
    if !touched.wasThere, before == nil, !changedPaths.contains(touched.path) {
      // The file stood there before it was a manifest: the landing adopts it, by the baseline that it brings.
      policy = Policy(
        workflow: judging.workflow, teams: judging.teams, signers: judging.signers, openPGPKeys: judging.openPGPKeys,
        baseline: adopting.baseline)
    }
    var entry: StageEntry?
    // What is not there in the first parent has no move that could be undone: coming back is not undoing.
    if let before, let parent, touched.wasThere, touched.after.asksHowItCame(from: before, by: judging.workflow) {
      entry = try history.entry(of: before, at: parent.id)
    }
    var feature: Feature?
    if case .feature(let read) = touched.after { feature = read }
    let facts = LandingFacts(
      now: now, keyMoment: keyMoment,
      knownCommits: feature.map { repository.knownCommits(namedBy: $0, workflow: judging.workflow) } ?? [],
      origins: try feature.map {
        try origins(of: $0, before: before, isStill: touched.wasThere, by: judging, history)
      } ?? RecordOrigins())
    return FeatureLanding(
      id: id, path: touched.path, before: before, after: touched.after, entry: entry, policy: policy, facts: facts)
  }
}

extension LandingJudge {
  /// Where the sign-offs came from that are still to be judged; nobody looks where names are enough.
  ///
  /// - Parameter isStill: Whether the first parent has the manifest; otherwise all that it holds is brought anew.
  private func origins(
    of feature: Feature, before: Feature?, isStill: Bool, by policy: Policy, _ history: FeatureHistory
  ) throws -> RecordOrigins {
    let workflow = policy.workflow
    if !workflow.asksForProofs { return RecordOrigins() }
    let here = before.flatMap { workflow.position(of: $0.stage.value) } ?? 0
    return try RecordTracing(
      of: feature.id, before: isStill ? before : nil, in: history, by: workflow.layout, of: repository,
      parent: parent, landed: landed, signatures: signatures,
      verifying: SignatureTerms(policy: policy, moment: keyMoment)
    ).origins(of: feature.signOffs(from: here, by: workflow), asking: feature.signOffsToSign(by: workflow))
  }
}

extension FeatureLanding.After {
  /// Whether it takes a look into history to judge what became of a feature: an edit in its stage needs none.
  fileprivate func asksHowItCame(from before: Feature, by workflow: Workflow) -> Bool {
    switch self {
    case .feature(let feature): feature.asksForEntry(after: before, by: workflow)
    case .absent: true
    case .unreadable: false
    }
  }
}

extension Policy {
  /// This policy over manifests that are laid out in another way.
  func reading(by layout: ManifestLayout) -> Policy {
    if layout == workflow.layout { return self }
    return Policy(
      workflow: workflow.reading(by: layout), teams: teams, signers: signers, openPGPKeys: openPGPKeys,
      baseline: baseline)
  }
}

extension Repository {
  /// Those commits that a feature names as evidence and that are here.
  func knownCommits(namedBy feature: Feature, workflow: Workflow) -> Set<String> {
    var known: Set<String> = []
    for record in feature.gates {
      for evidence in record.criteria {
        let criterion = workflow.stage(record.stage.value)?.gate.criterion(evidence.criterion.value)
        guard criterion?.evidence == .commit, let id = ObjectID(hex: evidence.shown.value) else { continue }
        if contains(id) { known.insert(evidence.shown.value) }
      }
    }
    return known
  }
}

extension Feature {
  /// Whether to judge it one has to know how `before` came to its stage: only moves and what they leave behind ask.
  func asksForEntry(after before: Feature, by workflow: Workflow) -> Bool {
    before.stage != stage || before.pass != pass || keepsRecordsAhead(by: workflow)
  }
}
