package import Findings
package import Rules
internal import SignOffs
package import WorkflowModel

/// A manifest in the making: written as YAML with real fingerprints and read by the real reader.
package struct Draft: Sendable {
  package var id = "export"
  package var title = "Export"
  package var owner = "ada"
  package var stage: String
  /// Lines of further fields.
  package var fields: [String] = []
  package var gates: [Gate] = []
  /// Entries of `returned`, as `from to` or as YAML.
  package var returned: [String] = []
  package var withdrawn: String?

  package struct Gate: Sendable {
    package var stage: String
    /// Lines `criterion: evidence`.
    package var criteria: [String] = []
    package var skipped: String?
    /// `team person` covers what the manifest then says, `team person HEX` that, `team person retracted` nothing.
    package var signOffs: [String] = []
    /// Whether evidence and sign-offs are filled up to what the policy asks for.
    package var isComplete = false
    /// What stood in the manifest when the gate was written: what its sign-offs cover, whatever changes later.
    fileprivate var signed: Signed

  }

  fileprivate struct Signed: Sendable {
    var id: String
    var title: String
    var owner: String
    var pass: Int
    var criteria: [String]
    var skipped: String?
  }

  package init(_ stage: String, fields: [String] = []) {
    self.stage = stage
    self.fields = fields
  }

  package func with<Value>(_ path: WritableKeyPath<Draft, Value>, _ value: Value) -> Draft {
    var copy = self
    copy[keyPath: path] = value
    return copy
  }

  package func moved(to stage: String) -> Draft { with(\.stage, stage) }

  package func gate(
    _ stage: String, criteria: [String] = [], skipped: String? = nil, signOffs: [String] = [], isComplete: Bool = false
  ) -> Draft {
    var copy = without(stage)
    let signed = Signed(
      id: id, title: title, owner: owner, pass: returned.count, criteria: criteria, skipped: skipped)
    copy.gates.append(
      Gate(
        stage: stage, criteria: criteria, skipped: skipped, signOffs: signOffs, isComplete: isComplete, signed: signed))
    return copy
  }

  /// The same sign-offs under other evidence or another reason.
  package func editing(_ stage: String, _ edit: (inout Gate) -> Void) -> Draft {
    var copy = self
    for index in copy.gates.indices where copy.gates[index].stage == stage { edit(&copy.gates[index]) }
    return copy
  }

  package func complete(_ stages: String...) -> Draft {
    stages.reduce(self) { $0.gate($1, isComplete: true) }
  }

  /// A skip with all the sign-offs that it needs.
  package func skip(_ stage: String, because reason: String = "too small") -> Draft {
    gate(stage, skipped: reason, isComplete: true)
  }

  package func without(_ stages: String...) -> Draft {
    with(\.gates, gates.filter { !stages.contains($0.stage) })
  }

  /// The way back, with its entry; the records are the caller's business.
  package func back(to stage: String) -> Draft {
    with(\.returned, returned + ["\(self.stage) \(stage)"]).moved(to: stage)
  }

  package func withdrawn(to stage: String = "withdrawn") -> Draft {
    with(\.withdrawn, "{from: \(self.stage), because: no longer needed, by: ada, on: 2026-01-03}").moved(to: stage)
  }

  // MARK: Texts

  package func text(by policy: Policy) throws -> String {
    var signOffs: [String: [String]] = [:]
    for gate in gates {
      let print = try fingerprint(gate, policy)
      signOffs[gate.stage] = (gate.signOffs + (gate.isComplete ? missing(gate, policy) : [])).map { entry in
        let words = entry.split(separator: " ").map(String.init)
        let rest =
          words.count < 3
          ? "covers: \(print)" : words[2] == "retracted" ? "retracted: changed my mind" : "covers: \(words[2])"
        return "{team: \(words[0]), by: \(words[1]), on: 2026-01-02, \(rest)}"
      }
    }
    return text(signOffs: signOffs, policy)
  }

  private func fingerprint(_ gate: Gate, _ policy: Policy) throws -> String {
    var then = self
    then.id = gate.signed.id
    then.title = gate.signed.title
    then.owner = gate.signed.owner
    then.gates = [gate]
    then.gates[0].criteria = gate.signed.criteria
    then.gates[0].skipped = gate.signed.skipped
    let bare = try TestSupport.feature(then.text(signOffs: [:], policy), id: then.id, by: policy)
    let decision = gate.signed.skipped.map { Statement.Decision.skip(because: $0) } ?? .leave
    return Statement(
      on: bare, gate: gate.stage, decision: decision, by: policy.workflow, pass: gate.signed.pass
    ).fingerprint
  }

  package func feature(by policy: Policy) throws -> Feature {
    try TestSupport.feature(try text(by: policy), id: id, by: policy)
  }

  private func text(signOffs: [String: [String]], _ policy: Policy) -> String {
    var lines = ["feature: \(id)", "title: \(title)", "owner: \(owner)", "stage: \(stage)"] + fields
    if !gates.isEmpty { lines.append("gates:") }
    for gate in gates {
      lines.append("  \(gate.stage):")
      let criteria = gate.criteria + (gate.isComplete ? evidence(gate, policy) : [])
      if let skipped = gate.skipped { lines.append("    skipped: \(skipped)") }
      if !criteria.isEmpty { lines.append("    criteria:") }
      lines += criteria.map { "      \($0)" }
      let entries = signOffs[gate.stage] ?? []
      if !entries.isEmpty { lines.append("    sign-offs:") }
      lines += entries.map { "      - \($0)" }
    }
    if !returned.isEmpty { lines.append("returned:") }
    lines += returned.map { entry in
      let words = entry.split(separator: " ").map(String.init)
      return words.count > 2
        ? "  - \(entry)" : "  - {from: \(words[0]), to: \(words[1]), because: feedback, by: ada, on: 2026-01-03}"
    }
    if let withdrawn { lines.append("withdrawn: \(withdrawn)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func evidence(_ gate: Gate, _ policy: Policy) -> [String] {
    guard gate.skipped == nil else { return [] }
    return (policy.workflow.stage(gate.stage)?.gate.criteria ?? [])
      .filter { criterion in !gate.criteria.contains { $0.hasPrefix(criterion.name.value + ":") } }
      .map { criterion in
        switch criterion.evidence {
        case .link: "\(criterion.name.value): https://example.com/\(criterion.name.value)"
        case .text: "\(criterion.name.value): It does."
        case .commit: "\(criterion.name.value): \(Draft.commit)"
        }
      }
  }

  private func missing(_ gate: Gate, _ policy: Policy) -> [String] {
    let stage = policy.workflow.stage(gate.stage)
    let slots = gate.skipped == nil ? stage?.gate.signOffs ?? [] : stage?.optional?.signOffs ?? []
    var used: Set<String> = []
    var given: [String] = []
    for slot in slots {
      for _ in 0..<slot.count {
        let team = slot.teams[0]
        let able = team == Slot.owner ? [owner] : (policy.teams.members[team] ?? []).filter { $0 != owner }
        guard let person = able.first(where: { !used.contains($0) }) else { continue }
        used.insert(person)
        given.append("\(team) \(person)")
      }
    }
    return given.filter { !gate.signOffs.contains($0) }
  }

  /// The commit that landings of these tests know.
  package static let commit = String(repeating: "c0ffee42", count: 5)
}

/// The landing that makes `after` of `before`, a year after the feature came to its stage.
///
/// - Parameters:
///   - entered: The feature before and after the landing that brought it to its stage.
///   - days: How long it has been there; nil where nobody looked.
package func landing(
  _ before: Draft?, _ after: Draft?, by policy: Policy, entered: (before: Draft?, after: Draft)? = nil, days: Int? = 365
) throws -> FeatureLanding {
  let now = 1_800_000_000
  let was = try before?.feature(by: policy)
  let entry = try days.flatMap { days -> StageEntry? in
    guard let origin = entered?.after ?? before else { return nil }
    return StageEntry(
      since: now - days * 86_400, before: try entered?.before?.feature(by: policy),
      after: try origin.feature(by: policy))
  }
  let feature = try after?.feature(by: policy)
  return FeatureLanding(
    id: (after ?? before)?.id ?? "export", path: sourceFile("", at: "features/export.yaml").path, before: was,
    after: feature.map { .feature($0) } ?? .absent, entry: entry, policy: policy,
    facts: LandingFacts(now: now, keyMoment: now, knownCommits: [Draft.commit]))
}

/// What landing and tree are found to break.
package func findings(_ landing: FeatureLanding) -> [Finding] {
  Catalogue.settled(
    Catalogue.judge(landing) + (landing.feature.map { Catalogue.judgeForm(of: $0, by: landing.policy) } ?? []),
    of: [landing])
}
