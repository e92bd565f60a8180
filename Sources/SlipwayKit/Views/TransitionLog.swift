internal import Findings
internal import GitStore
internal import Paths
internal import Rules
package import WorkflowModel

extension Desk {
  /// The transitions along the line, newest first, handed out as they are found.
  ///
  /// - Parameters:
  ///   - query: Which ones.
  ///   - standIn: A policy that judges instead of the repository's own.
  ///   - visit: Called with each one; false ends the walk.
  package func log(
    _ query: LogQuery, revision: String? = nil, standIn: Policy? = nil, _ visit: (LoggedTransition) throws -> Bool
  ) throws {
    try requireWholeHistory()
    guard let tip = try revision.map(resolve) ?? repository.head.commit else { throw Trouble.noWorkflow }
    if standIn == nil, let name = query.feature, let known = knownTransitions(of: name, to: tip) {
      for transition in known.reversed() where query.matches(transition) {
        if try !visit(transition) { return }
      }
      return
    }
    let present = try presentPolicy(at: tip, standIn: standIn)
    let wanted = try query.feature.map { try identity($0, at: tip, by: present) }
    if standIn == nil, let known = try knownTransitions(to: tip, by: present) {
      for transition in known where wanted == nil || wanted == transition.feature {
        if query.matches(transition), try !visit(transition) { return }
      }
      return
    }
    let teller = TransitionTeller(repository: repository, policies: policies, histories: histories, standIn: standIn)
    var line = Line(
      repository, from: tip, policies: policies, layout: present.workflow.layout, isFixed: standIn != nil, of: wanted)
    while let landing = try line.nextLanding() {
      // Another layout may read another stage from a file that did not change.
      if landing.files.isEmpty, landing.layoutBefore == landing.layoutAfter, try !isWithoutItsPolicy(landing) {
        continue
      }
      for transition in try transitions(in: landing, of: wanted, present: present, teller) {
        if query.matches(transition), try !visit(transition) { return }
      }
    }
  }

  /// A feature's transitions up to a tip, oldest first, where an audit left them; nil where none did, or what the user
  /// typed may be a path.
  private func knownTransitions(of name: String, to tip: ObjectID) -> [LoggedTransition]? {
    if name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }) { return nil }
    return TransitionFile(in: repository, to: tip, now: now)?.transitions(of: name)
  }

  /// All transitions up to a tip, newest first, where an audit left them; nil where none did.
  private func knownTransitions(to tip: ObjectID, by present: Policy) throws -> [LoggedTransition]? {
    guard let checkpoint = try checkpoint(at: tip) else { return nil }
    var terms = AuditTerms()
    terms.verifiesObjects = false
    let judging = LineJudging(
      repository: repository, policies: policies, now: now, terms: terms, present: present)
    return try judging.continued(to: tip, from: checkpoint)?.noted.reversed().flatMap(\.transitions)
  }

  /// A feature's identity from what the user typed, which may be its path.
  private func identity(_ name: String, at tip: ObjectID, by policy: Policy) throws -> String {
    let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
    guard let path = try path(of: name, in: snapshot, by: policy) else { return name }
    if let id = policy.workflow.layout.identity(of: path) { return id }
    let content = try snapshot.content(of: path, atMost: manifestSizeLimit)
    return content.flatMap { ManifestFiles(policy: policy).read(path, id: nil, $0).feature?.id } ?? name
  }

  private func transitions(
    in landing: Line.Landing, of wanted: String?, present: Policy, _ teller: TransitionTeller
  ) throws -> [LoggedTransition] {
    let files =
      try isWithoutItsPolicy(landing)
      ? repository.changedFiles(from: landing.parent?.tree, to: landing.commit.tree) : landing.files
    let judge = LandingJudge(
      of: landing.commit.head, onto: landing.parent?.head, changing: files, by: now, in: repository,
      policies: policies, histories: histories, signatures: signatures, standIn: teller.standIn)
    let before = try landing.parent.map { try judge.state(of: $0.head) } ?? .absent
    let after = try judge.state(of: landing.commit.head)
    let judging = try judge.judgingPolicy(before)
    let policy = judging ?? after.policy ?? present
    let tree = after.policy ?? policy
    let landings = try judge.featureLandings(judging: policy, treePolicy: tree, only: wanted)
    return try teller.transitions(
      landings, at: landing.commit.id, isGoverned: judging != nil, treePolicy: tree, layout: landing.layoutAfter)
  }

  /// Whether a policy judges the landing that one of its trees has lost: the line then selects by another layout.
  private func isWithoutItsPolicy(_ landing: Line.Landing) throws -> Bool {
    guard let parent = landing.parent else { return false }
    if try policies.state(in: landing.commit.tree).policy != nil, try policies.state(in: parent.tree).policy != nil {
      return false
    }
    return try policies.lastReadable(at: parent.id) != nil
  }
}
