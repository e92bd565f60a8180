package import WorkflowModel

/// What a person agrees to when they sign off: one decision about one gate of one feature in one pass, and all that
/// was there to see.
package struct Statement: Sendable, Equatable {
  package enum Decision: Sendable, Equatable {
    /// The gate may be passed.
    case leave
    /// The stage may be passed over, for this reason.
    case skip(because: String)
    /// A requirement of the gate need not be met until the end of that day, for this reason.
    case waive(Requirement, until: Day, because: String)
  }

  package let repository: String
  package let feature: String
  /// The stage whose gate it is.
  package let gate: String
  package let decision: Decision
  package let pass: Int
  /// What is shown, by criterion.
  package let criteria: [String: String]
  /// The normative fields that are present, by their dotted path; the owner is always one of them.
  package let fields: [String: FieldValue]

  package init(
    repository: String, feature: String, gate: String, decision: Decision, pass: Int, criteria: [String: String],
    fields: [String: FieldValue]
  ) {
    self.repository = repository
    self.feature = feature
    self.gate = gate
    self.decision = decision
    self.pass = pass
    self.criteria = criteria
    self.fields = fields
  }

  /// The statement that a sign-off on `feature` makes now.
  package init(on feature: Feature, gate: String, decision: Decision, by workflow: Workflow, pass: Int? = nil) {
    var criteria: [String: String] = [:]
    if decision == .leave {
      for evidence in feature.gate(gate)?.criteria ?? [] {
        criteria[evidence.criterion.value] = evidence.shown.value
      }
    }
    var fields: [String: FieldValue] = [:]
    // The owner decides who may sign, so it is bound whatever else the workflow lists.
    for path in workflow.signOffs.normative + [workflow.layout.owner] {
      fields[path.description] = feature.fields[path]?.value
    }
    self.init(
      repository: workflow.repository, feature: feature.id, gate: gate, decision: decision,
      pass: pass ?? feature.pass, criteria: criteria, fields: fields)
  }

  /// The bytes that are fingerprinted: one JSON object in the canonical form of RFC 8785.
  ///
  /// Its keys are `criteria`, `decision` (`leave`, `skip` or `waive`), `feature`, `fields`, `gate`, `pass` (a number),
  /// `repository`, `statement` (always `slipway/1`), for a skip and a waiver `because`, and for a waiver `until` and
  /// `waives`. Every scalar of a field is a string, whatever its type.
  package var canonicalForm: [UInt8] {
    var members = decisionMembers
    members["criteria"] = .object(criteria.mapValues { .string($0) })
    members["fields"] = .object(fields.mapValues(CanonicalJSON.init))
    members["statement"] = .string("slipway/1")
    return CanonicalJSON.object(members).bytes
  }

  /// What tells this decision from any other.
  private var decisionMembers: [String: CanonicalJSON] {
    var members: [String: CanonicalJSON] = [
      "feature": .string(feature), "gate": .string(gate), "pass": .integer(pass), "repository": .string(repository),
    ]
    switch decision {
    case .leave: members["decision"] = .string("leave")
    case .skip(let reason):
      members["decision"] = .string("skip")
      members["because"] = .string(reason)
    case .waive(let requirement, let until, let reason):
      members["decision"] = .string("waive")
      members["because"] = .string(reason)
      members["until"] = .string(until.description)
      members["waives"] = .string(requirement.text)
    }
    return members
  }

  package var agreement: Agreement { Agreement(to: decisionMembers, covering: canonicalForm) }

  /// SHA-256 of the canonical form, as 64 lower-case hexadecimal digits: what a record's `covers` holds.
  package var fingerprint: String { agreement.fingerprint }

  /// What differs between this statement and another, in a reader's words: `summary`, `problem-confirmed`.
  package func differences(from other: Statement) -> [String] {
    var names: [String] = []
    if repository != other.repository { names.append("repository") }
    if feature != other.feature { names.append("feature") }
    if gate != other.gate { names.append("gate") }
    if differ(reason, other.reason) { names.append("decision") }
    if pass != other.pass { names.append("pass") }
    let shown = Set(criteria.keys).union(other.criteria.keys).sorted()
    names += shown.filter { differ(criteria[$0].map { .text($0) }, other.criteria[$0].map { .text($0) }) }
    let said = Set(fields.keys).union(other.fields.keys).sorted()
    names += said.filter { differ(fields[$0], other.fields[$0]) }
    return names
  }

  /// Why the stage is passed over, or a requirement waived; nil where its gate is passed.
  private var reason: FieldValue? {
    switch decision {
    case .leave: nil
    case .skip(let reason), .waive(_, _, let reason): .text(reason)
    }
  }

  /// Whether two values have other bytes: `==` would call a composed and a decomposed accent the same, and the
  /// fingerprint does not.
  private func differ(_ left: FieldValue?, _ right: FieldValue?) -> Bool {
    left.map { CanonicalJSON($0).bytes } != right.map { CanonicalJSON($0).bytes }
  }
}
