package import Findings

/// The stages and what each asks for, as `schemas/workflow.yaml` declares them.
///
/// An object, as every reader and rule holds it for every manifest: copying its parts would count a dozen references.
package final class Workflow: Sendable {
  package let source: SourceFile
  package let name: String
  /// What binds sign-offs to this repository; made at random by `init`.
  package let repository: String
  package let version: Located<Int>
  package let layout: ManifestLayout
  package let fields: [Field]
  package let stages: [Stage]
  package let signOffs: SignOffTerms
  /// Who may waive a requirement; nil where nobody may.
  package let waivers: Consent?
  /// Who agrees to a change of policy; nil where it is only reported.
  package let policyChanges: Consent?
  package let landing: LandingKind
  package let hops: Hops

  /// The stages that forward moves follow: all but those with `from`.
  package let order: [Stage]
  /// The fields that the workflow speaks of anywhere, each once.
  package let trackedFields: [TrackedField]
  /// The maps that these fields, identity and stage lie in, each with a key that belongs there.
  package let fieldMaps: [(path: FieldPath, key: String)]
  /// The keys that a manifest may have.
  package let keys: KeyTree
  /// The names of all stages, in the order of the file.
  package let stageNames: [String]
  /// Those that forward moves follow.
  ///
  /// A handful: looking through them takes less time than hashing a name.
  private let orderedNames: [String]
  /// The names of the stages that features stay in.
  private let finalNames: [String]

  package struct Field: Sendable {
    package let path: FieldPath
    package let schema: FieldSchema

    package init(path: FieldPath, schema: FieldSchema) {
      self.path = path
      self.schema = schema
    }
  }

  /// A field that the workflow speaks of somewhere.
  package final class TrackedField: Sendable {
    package let path: FieldPath
    /// Nil where nothing is said of its shape.
    package let schema: FieldSchema?
    package let isTitle: Bool
    package let isOwner: Bool

    init(path: FieldPath, schema: FieldSchema?, isTitle: Bool, isOwner: Bool) {
      self.path = path
      self.schema = schema
      self.isTitle = isTitle
      self.isOwner = isOwner
    }
  }

  /// How pull requests reach the line.
  package enum LandingKind: String, Sendable, CaseIterable {
    case merge, rebase, squash
  }

  /// How many edges one landing may take.
  package enum Hops: String, Sendable, CaseIterable {
    case one, many
  }

  package init(
    source: SourceFile, name: String, repository: String, version: Located<Int>, layout: ManifestLayout,
    fields: [Field], stages: [Stage], signOffs: SignOffTerms, waivers: Consent? = nil, policyChanges: Consent? = nil,
    landing: LandingKind, hops: Hops
  ) {
    self.source = source
    self.name = name
    self.repository = repository
    self.version = version
    self.layout = layout
    self.fields = fields
    self.stages = stages
    self.signOffs = signOffs
    self.waivers = waivers
    self.policyChanges = policyChanges
    self.landing = landing
    self.hops = hops
    order = stages.filter { $0.from == nil }
    let required = stages.flatMap { $0.requires.map(\.value) } + layout.requires
    let spoken = fields.map(\.path) + signOffs.normative + required + [layout.title, layout.owner]
    let paths = Set(spoken).sorted()
    trackedFields = paths.map { path in
      TrackedField(
        path: path, schema: fields.first { $0.path == path }?.schema, isTitle: path == layout.title,
        isOwner: path == layout.owner)
    }
    var placed = paths + [layout.stage]
    if case .field(let path) = layout.identity { placed.append(path) }
    var maps: Set<FieldPath> = []
    fieldMaps = placed.flatMap { path in
      (1..<max(1, path.keys.count)).map { (FieldPath(keys: Array(path.keys.prefix($0))), path.keys[$0]) }
        .prefix { !paths.contains($0.0) }
        .filter { maps.insert($0.0).inserted }
    }
    keys = KeyTree(of: layout, fields: paths)
    stageNames = stages.map(\.name.value)
    orderedNames = order.map(\.name.value)
    finalNames = stages.filter(\.isFinal).map(\.name.value)
  }

  /// This workflow over manifests that are laid out in another way.
  package func reading(by layout: ManifestLayout) -> Workflow {
    if layout == self.layout { return self }
    return Workflow(
      source: source, name: name, repository: repository, version: version, layout: layout, fields: fields,
      stages: stages, signOffs: signOffs, waivers: waivers, policyChanges: policyChanges, landing: landing, hops: hops)
  }

  package var initial: Stage? { order.first }

  /// How a manifest states a stage, in one line: `stage: beta`, or `spec: lifecycle: beta`.
  package func stageLine(_ name: String) -> String {
    layout.stage.keys.map { "\($0): " }.joined() + name
  }

  /// The teams that the workflow names anywhere, each once, in its order.
  package var namedTeams: [String] {
    var teams: [String] = []
    for stage in stages {
      let slots = stage.gate.signOffs + (stage.optional?.signOffs ?? [])
      for team in slots.flatMap(\.teams) + stage.engage.map(\.value) where team != Slot.owner && !teams.contains(team) {
        teams.append(team)
      }
    }
    let consented = [waivers, policyChanges].compactMap { $0 }.flatMap(\.slots).flatMap(\.teams)
    for team in consented where team != Slot.owner && !teams.contains(team) { teams.append(team) }
    return teams
  }

  package func stage(_ name: String) -> Stage? {
    stageNames.firstIndex(of: name).map { stages[$0] }
  }

  /// The gate of a stage; nil where there is no such stage.
  package func gate(of name: String) -> Gate? {
    stageNames.firstIndex(of: name).map { stages[$0].gate }
  }

  /// Whether there is such a stage.
  package func hasStage(_ name: String) -> Bool {
    stageNames.contains(name)
  }

  /// Whether there is such a stage, and features stay in it.
  package func isFinal(_ name: String) -> Bool {
    finalNames.contains(name)
  }

  /// The stage's place in the order; nil for a stage beside it, and for a name that is no stage.
  package func position(of name: String) -> Int? {
    orderedNames.firstIndex(of: name)
  }

  /// The stages directly behind `name` that may be passed over, nearest first.
  package func optionalStages(after name: String) -> ArraySlice<Stage> {
    guard let position = position(of: name) else { return [] }
    return order[(position + 1)...].prefix { $0.optional != nil }
  }

  /// The stage that a feature is withdrawn to; nil where the workflow has none that is entered from there.
  package func end(from name: String) -> Stage? {
    stages.first { $0.isFinal && isEntered($0, from: name) }
  }

  /// Whether an edge leads from the stage `name` to one beside the order.
  package func isEntered(_ stage: Stage, from name: String) -> Bool {
    guard let origin = self.stage(name), !origin.isFinal, name != stage.name.value else { return false }
    switch stage.from {
    case nil: return false
    case .any: return true
    case .stages(let names): return names.contains { $0.value == name }
    }
  }
}

/// What a sign-off must prove and what it covers.
package struct SignOffTerms: Sendable {
  /// What every sign-off must prove at least.
  package var strength = Strength.named
  /// Whether people may sign off features that they own.
  package var allowsSelf = false
  /// The fields that a sign-off covers besides the gate's evidence.
  package var normative: [FieldPath] = []

  package init() {}
}

/// Whose sign-offs a decision takes that is no gate's.
package struct Consent: Sendable {
  package let slots: [Slot]
  /// What these sign-offs must prove at least.
  package let strength: Strength

  package init(slots: [Slot], strength: Strength) {
    self.slots = slots
    self.strength = strength
  }
}

extension Workflow {
  /// What sign-offs on passing a stage's gate must prove at least.
  package func strength(toLeave stage: Stage) -> Strength { max(signOffs.strength, stage.gate.strength ?? .named) }

  /// What sign-offs on passing over a stage must prove at least.
  package func strength(toSkip stage: Stage) -> Strength { max(signOffs.strength, stage.optional?.strength ?? .named) }

  /// Whether any sign-off must prove more than a name.
  package var asksForProofs: Bool {
    signOffs.strength > .named || waivers.map { $0.strength > .named } ?? false
      || stages.contains { strength(toLeave: $0) > .named || strength(toSkip: $0) > .named }
  }
}
