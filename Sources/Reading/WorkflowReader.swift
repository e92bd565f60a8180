package import Findings
internal import ManifestText
internal import Paths
package import WorkflowModel

/// A file read into the model, or the findings that say why it was not.
package struct Reading<Model: Sendable>: Sendable {
  /// Nil where there are errors that leave nothing to judge by.
  package let model: Model?
  package let findings: [Finding]

  package init(model: Model?, findings: [Finding]) {
    self.model = model
    self.findings = findings
  }
}

/// Reads `schemas/workflow.yaml`.
///
/// There is a workflow exactly if there are no errors: half a policy would be a policy with its gates switched off.
package func readWorkflow(_ source: SourceFile) -> Reading<Workflow> {
  let text = Document.parse(source)
  guard let document = text.document else { return Reading(model: nil, findings: text.findings) }
  var reader = WorkflowReader()
  let workflow = reader.read(document.root, from: source)
  return Reading(model: reader.findings.errors == 0 ? workflow : nil, findings: reader.findings.inReadingOrder())
}

struct WorkflowReader {
  var findings: [Finding] = []
  /// The fields that sign-offs cover, with their places.
  private var normative: [Located<FieldPath>] = []
  var stageIfAbsent: Located<String>?
  /// The strengths that the workflow asks for, with their places.
  private var strengths: [Located<Strength>] = []

  static let keys = [
    "workflow", "repository", "version", "manifests", "fields", "stages", "sign-offs", "waivers", "policy", "landing",
    "hops",
  ]

  mutating func read(_ root: Node, from source: SourceFile) -> Workflow? {
    let required = ["workflow", "repository", "version", "stages"]
    guard
      let map = ClosedMap(
        root, "a workflow", keys: Self.keys, requiring: required, refusingEmpty: true, into: &findings)
    else {
      return nil
    }
    let name = map.name("workflow", into: &findings)
    let repository = map.name("repository", into: &findings)
    if let repository { checkRepository(repository, map) }
    let version = map.number("version", into: &findings)
    let layout = readLayout(map["manifests"])
    let fields = readFields(map["fields"])
    let known = findings.count
    let stages = readStages(map["stages"])
    let stagesAreReadable = findings.count == known
    let signOffs = readSignOffTerms(map["sign-offs"])
    let waivers = readWaiverTerms(map["waivers"], atLeast: signOffs.strength)
    let policyChanges = readConsent(map["policy"], "`policy`", by: "changed-by", atLeast: signOffs.strength)
    let landing = map.choice("landing", Workflow.LandingKind.self, into: &findings) ?? .merge
    let hops = map.choice("hops", Workflow.Hops.self, into: &findings) ?? .one
    if let node = map["stages"], node.kind == .mapping, node.count == 0 {
      findings.append(
        Finding(
          ReadingRules.missingKey, "a workflow needs stages", at: node.place,
          help: ["`slipway init` writes a workflow to begin with"]))
    }
    guard let name, let repository, let version, !stages.isEmpty else { return nil }
    let workflow = Workflow(
      source: source, name: name.value, repository: repository.value, version: version, layout: layout, fields: fields,
      stages: stages, signOffs: signOffs, waivers: waivers, policyChanges: policyChanges, landing: landing, hops: hops)
    let references = WorkflowReferences(workflow)
    // With a stage that cannot be read, beginning and ends of the order would be guesses.
    if stagesAreReadable { findings += references.ends }
    if let stageIfAbsent, workflow.stage(stageIfAbsent.value) == nil {
      findings.append(references.unknown(stageIfAbsent))
    }
    findings += references.findings + references.undeclared(normative, by: "`normative`")
    findings += strengths.compactMap(references.lost)
    return workflow
  }

  private mutating func checkRepository(_ id: Located<String>, _ map: ClosedMap) {
    let isHexadecimal = id.value.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
    if isHexadecimal, id.value.utf8.count >= 16, id.value.utf8.count <= 64 { return }
    findings.append(
      Finding(
        ReadingRules.badValue, "`repository` is 16 to 64 lower-case hexadecimal digits, not `\(escaped(id.value))`",
        at: Place(source: map.node.place.source, range: id.range),
        help: ["`slipway init` makes one at random; it binds sign-offs to this repository"]))
  }

  private mutating func readSignOffTerms(_ node: Node?) -> SignOffTerms {
    var terms = SignOffTerms()
    terms.normative = [FieldPath(keys: ["title"]), FieldPath(keys: ["owner"])]
    guard let node,
      let map = ClosedMap(
        node, "`sign-offs`", keys: ["strength", "self", "normative"], refusingEmpty: true, into: &findings)
    else { return terms }
    terms.strength = readStrength(of: map) ?? .named
    terms.allowsSelf = map.choice("self", SelfApproval.self, into: &findings) == .allowed
    if map["normative"] != nil {
      normative = paths("normative", of: map)
      terms.normative = normative.map(\.value)
    }
    return terms
  }

  mutating func readStrength(of map: ClosedMap) -> Strength? {
    guard let strength = map.choice("strength", Strength.self, into: &findings), let node = map["strength"] else {
      return nil
    }
    strengths.append(Located(strength, at: node.range))
    return strength
  }

  /// Whose one sign-off waives a requirement.
  private mutating func readWaiverTerms(_ node: Node?, atLeast least: Strength) -> Consent? {
    guard let node, let consent = readConsent(node, "`waivers`", by: "given-by", atLeast: least) else { return nil }
    if let second = consent.slots.first(where: { $0.count > 1 }) ?? consent.slots.dropFirst().first {
      findings.append(
        Finding(
          ReadingRules.badValue, "a waiver is given by one person",
          at: Place(source: node.place.source, range: second.range),
          help: ["write `given-by: TEAM`, or `given-by: {any: [TEAM, TEAM]}`"]))
    }
    return consent
  }

  /// A map with the teams that decide, as a gate's `sign-offs` or as one team's name.
  private mutating func readConsent(
    _ node: Node?, _ title: String, by key: String, atLeast least: Strength
  ) -> Consent? {
    guard let node,
      let map = ClosedMap(
        node, title, keys: [key, "strength"], requiring: [key], refusingEmpty: true, into: &findings),
      let by = map[key]
    else { return nil }
    let strength = readStrength(of: map) ?? .named
    let slots = by.kind == .sequence ? readSlots(by, "`\(key)`") : readSlot(by, "`\(key)`").map { [$0] } ?? []
    if by.kind == .sequence, by.count == 0 {
      findings.append(
        Finding(
          ReadingRules.missingKey, "`\(key)` names no team, so nobody would be asked", at: by.place,
          help: ["write `\(key): TEAM`"]))
    }
    for slot in slots where slot.teams.contains(Slot.owner) {
      findings.append(
        Finding(
          ReadingRules.reference, "`\(key)` names a team: what it decides is not the feature's owner's to decide",
          at: Place(source: node.place.source, range: slot.range)))
    }
    return Consent(slots: slots, strength: max(strength, least))
  }

  mutating func paths(_ key: String, of map: ClosedMap) -> [Located<FieldPath>] {
    map.names(key, into: &findings).compactMap { name in
      path(name, in: map.node.place.source)
    }
  }

  mutating func path(_ name: Located<String>, in source: SourceFile) -> Located<FieldPath>? {
    if let path = FieldPath(name.value) { return Located(path, at: name.range) }
    findings.append(
      Finding(
        ReadingRules.badValue, "`\(escaped(name.value))` is not a field: its keys are parted by single dots",
        at: Place(source: source, range: name.range)))
    return nil
  }
}

enum SelfApproval: String, CaseIterable {
  case refused, allowed
}
