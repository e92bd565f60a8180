package import SignOffs
package import WorkflowModel

/// One gate with what it asks for and what is there: the state that rules judge and that `plan` shows.
package struct Passage: Sendable {
  package enum Shown: Sendable {
    case missing
    case wrongKind(Located<String>)
    /// A commit that the repository does not hold.
    case unknownCommit(Located<String>)
    case shown(Located<String>)
    /// It need not be shown.
    case waived(Waiver)
  }

  package struct Soak: Sendable {
    package let required: TimeSpan
    package let elapsed: TimeSpan
    /// What makes waiting unnecessary; nil where nothing does.
    package let waiver: Waiver?
    package var remaining: TimeSpan { TimeSpan(seconds: max(0, required.seconds - elapsed.seconds)) }
    package var isOver: Bool { remaining.seconds == 0 || waiver != nil }
  }

  package let stage: Stage
  package let decision: Statement.Decision
  package let criteria: [(criterion: Criterion, shown: Shown)]
  /// What the sign-offs agree to.
  package let statement: Statement
  package let signOffs: JudgedSignOffs
  package let soak: Soak?
  /// The exceptions on record for this gate; none where a stage is passed over.
  package let waivers: GateWaivers?

  /// The gate of a stage that is left forward.
  ///
  /// - Parameter elapsed: Seconds that the feature has been in the stage.
  package init(
    leaving stage: Stage, in feature: Feature, before: Feature?, elapsed: Int, _ facts: LandingFacts, by policy: Policy
  ) {
    self.stage = stage
    decision = .leave
    let name = stage.name.value
    let record = feature.gate(name)
    let setting = SignOffSetting(of: feature, before: before, facts, by: policy)
    let waivers = GateWaivers(of: stage, in: feature, today: Day(epochSeconds: facts.keyMoment), in: setting)
    self.waivers = waivers
    criteria = stage.gate.criteria.map { criterion in
      let evidence = record?.evidence(for: criterion.name.value)
      let shown = Self.shown(evidence, as: criterion.evidence, facts.knownCommits)
      guard let waiver = waivers.waiver(of: .criterion(criterion.name.value)) else { return (criterion, shown) }
      if case .shown = shown { return (criterion, shown) }
      return (criterion, .waived(waiver))
    }
    soak = stage.gate.soak.map {
      Soak(required: $0, elapsed: TimeSpan(seconds: elapsed), waiver: waivers.waiver(of: .soak))
    }
    statement = Statement(on: feature, gate: name, decision: .leave, by: policy.workflow)
    signOffs = JudgedSignOffs(
      record?.signOffs ?? [], to: statement.agreement, slots: stage.gate.signOffs,
      asking: policy.workflow.strength(toLeave: stage), waivers: waivers.holding, in: setting)
  }

  /// An optional stage that is passed over, for the reason on record.
  package init(
    skipping stage: Stage, in feature: Feature, before: Feature?, _ facts: LandingFacts, by policy: Policy
  ) {
    self.stage = stage
    let name = stage.name.value
    let record = feature.gate(name)
    decision = .skip(because: record?.skipped?.value ?? "")
    criteria = []
    soak = nil
    waivers = nil
    statement = Statement(on: feature, gate: name, decision: decision, by: policy.workflow)
    signOffs = JudgedSignOffs(
      record?.signOffs ?? [], to: statement.agreement, slots: stage.optional?.signOffs ?? [],
      asking: policy.workflow.strength(toSkip: stage),
      in: SignOffSetting(of: feature, before: before, facts, by: policy))
  }

  private static func shown(
    _ evidence: Located<String>?, as kind: Criterion.Evidence, _ knownCommits: Set<String>
  ) -> Shown {
    guard let evidence else { return .missing }
    guard kind.accepts(evidence.value) else { return .wrongKind(evidence) }
    if kind == .commit, !knownCommits.contains(evidence.value) { return .unknownCommit(evidence) }
    return .shown(evidence)
  }

  package var isOpen: Bool {
    let allShown = criteria.allSatisfy { $0.shown.suffices }
    return allShown && signOffs.missing.isEmpty && soak?.isOver ?? true
  }
}

extension Passage.Shown {
  /// Whether the gate opens with it.
  package var suffices: Bool {
    switch self {
    case .shown, .waived: true
    case .missing, .wrongKind, .unknownCommit: false
    }
  }
}

extension SignOffSetting {
  /// What decides about the sign-offs on a feature that lands as `feature`.
  package init(of feature: Feature, before: Feature?, _ facts: LandingFacts, by policy: Policy) {
    self.init(
      owner: feature.owner, owners: Set([feature.owner, before?.owner].compactMap { $0 }), policy: policy,
      moment: facts.keyMoment, origins: facts.origins)
  }
}

extension Criterion.Evidence {
  /// Whether a text is evidence of this kind, by its form alone.
  package func accepts(_ text: String) -> Bool {
    // A line that was pasted as it was printed shows nothing yet.
    if text == placeholder { return false }
    switch self {
    case .link:
      guard let scheme = ["https://", "http://"].first(where: { text.utf8.starts(with: $0.utf8) }),
        let first = text.utf8.dropFirst(scheme.utf8.count).first, first != UInt8(ascii: "/")
      else { return false }
      return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x80 }
        || text.unicodeScalars.allSatisfy { !$0.isSpace && $0.value >= 0x20 }
    case .text:
      return text.unicodeScalars.contains { !$0.isSpace }
    case .commit:
      return text.utf8.count == 40
        && text.utf8.allSatisfy { byte in
          (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
    }
  }

  /// What to write, in a reader's words.
  package var form: String {
    switch self {
    case .link: "a link that starts with `https://` or `http://`"
    case .text: "a few words"
    case .commit: "the full identifier of a commit in this repository (40 hexadecimal digits)"
    }
  }

  /// What stands for the value in a line to paste.
  package var placeholder: String {
    switch self {
    case .link: "https://…"
    case .text: "…"
    case .commit: "<commit>"
    }
  }
}
