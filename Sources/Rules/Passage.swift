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
  }

  package struct Soak: Sendable {
    package let required: TimeSpan
    package let elapsed: TimeSpan
    package var remaining: TimeSpan { TimeSpan(seconds: max(0, required.seconds - elapsed.seconds)) }
    package var isOver: Bool { remaining.seconds == 0 }
  }

  package let stage: Stage
  package let decision: Statement.Decision
  package let criteria: [(criterion: Criterion, shown: Shown)]
  package let signOffs: GateSignOffs
  package let soak: Soak?

  /// - Parameter elapsed: Seconds that the feature has been in the stage.
  package init(
    of stage: Stage, decision: Statement.Decision, in feature: Feature, before: Feature?, elapsed: Int,
    knownCommits: Set<String>, by policy: Policy
  ) {
    self.stage = stage
    self.decision = decision
    let name = stage.name.value
    let record = feature.gate(name)
    let owners = Set([feature.owner, before?.owner].compactMap { $0 })
    switch decision {
    case .leave:
      criteria = stage.gate.criteria.map { criterion in
        (criterion, Self.shown(record?.evidence(for: criterion.name.value), as: criterion.evidence, knownCommits))
      }
      soak = stage.gate.soak.map { Soak(required: $0, elapsed: TimeSpan(seconds: elapsed)) }
    case .skip:
      criteria = []
      soak = nil
    }
    let slots = decision == .leave ? stage.gate.signOffs : stage.optional?.signOffs ?? []
    signOffs = GateSignOffs(
      statement: Statement(on: feature, gate: name, decision: decision, by: policy.workflow), record: record,
      slots: slots, owner: feature.owner, owners: owners, by: policy)
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
    let allShown = criteria.allSatisfy { if case .shown = $0.shown { true } else { false } }
    return allShown && signOffs.missing.isEmpty && soak?.isOver ?? true
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
        || text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
    case .text:
      return text.unicodeScalars.contains { !$0.properties.isWhitespace }
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
