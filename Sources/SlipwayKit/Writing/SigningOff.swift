package import Findings
internal import ManifestText
internal import Paths
internal import Reading
internal import Rules
internal import SignOffs
internal import WorkflowModel

extension Desk {
  /// Records a person's sign-off for a team.
  ///
  /// - Parameter skip: The optional stage whose skip is signed; nil for the gate of the present stage.
  package func signOff(
    _ name: String, skip: String?, _ request: SignOffRequest, dryRun: Bool = false
  ) throws -> WriteOutcome {
    var made: [[UInt8]: SignOff] = [:]
    return try write(name, dryRun: dryRun) { open in
      let passage = try passage(of: open, skip: skip)
      let statement = passage.statement.canonicalForm
      // What is made anew on a new tip is signed anew only if it says something else.
      let signOff = try made[statement] ?? self.signOff(on: passage, open, request)
      made[statement] = signOff
      return proposal(signOff, passage, open)
    }
  }

  /// The record of a person's sign-off, for somebody else to put in.
  package func exportSignOff(_ name: String, skip: String?, _ request: SignOffRequest) throws -> String {
    let open = try open(name)
    return try signOff(on: try passage(of: open, skip: skip), open, request).line
  }

  /// Puts in a record that somebody else made.
  package func importSignOff(
    _ record: SourceFile, to name: String, skip: String?, dryRun: Bool = false
  ) throws -> WriteOutcome {
    let signOff = try imported(record)
    return try write(name, dryRun: dryRun) { open in
      let passage = try passage(of: open, skip: skip)
      try refuseVoid(by: signOff.by.value, for: signOff.team.value, passage, open)
      try refuseImported(signOff, passage.signOffs)
      return proposal(signOff, passage, open)
    }
  }

  private func signOff(on passage: Passage, _ open: OpenFeature, _ request: SignOffRequest) throws -> SignOff {
    let person = try person(request.by, by: open.policy)
    let team = try request.team ?? team(of: person, in: passage, open)
    try refuseVoid(by: person.handle, for: team, passage, open)
    return try record(
      by: person, for: team, among: passage.signOffs, covering: passage.statement.covered, request)
  }

  private func proposal(_ signOff: SignOff, _ passage: Passage, _ open: OpenFeature) -> Proposal {
    Proposal(
      changes: [
        .append(
          ["gates", .key(passage.stage.name.value), "sign-offs"], signOff.value, layout: .flowItems,
          after: ["criteria", "skipped"])
      ],
      remarks: prematurity(of: passage, in: open))
  }

  /// The one record in a text that came by some other way.
  func imported(_ source: SourceFile) throws -> SignOff {
    let reading = readSignOff(source)
    if let signOff = reading.model { return signOff }
    throw ManifestTrouble(findings: reading.findings)
  }

  func refuseImported(_ signOff: SignOff, _ signOffs: JudgedSignOffs) throws {
    guard case .void(let reason) = signOffs.standing(of: signOff) else { return }
    // Who commits an imported record is not who made it, so what hangs on the author is no proof here.
    let why = reason.explained(of: signOff.by.value) ?? "it was taken back"
    throw Trouble(
      .usage, "the sign-off by `\(escaped(signOff.by.value))` does not hold: \(why)",
      help: ["`slipway sign-off … --export` makes a record of what stands here now"])
  }

  /// A sign-off covers evidence and fields: whatever is still to come will void it.
  private func prematurity(of passage: Passage, in open: OpenFeature) -> [String] {
    guard passage.decision == .leave else { return [] }
    let unshown = passage.criteria.filter { !$0.shown.suffices }.map(\.criterion.name.value)
    let next = (try? open.nextStage(from: passage.stage)).flatMap(open.workflow.stage)
    let normative = open.workflow.signOffs.normative
    let unwritten = (next?.requires ?? []).map(\.value).filter {
      normative.contains($0) && open.feature.fields[$0] == nil
    }
    let missing = unshown + unwritten.map(\.description)
    if missing.isEmpty { return [] }
    return [
      "\(list(missing, joining: "and")) \(missing.count == 1 ? "is" : "are") not there yet, and will void this sign-off when "
        + "\(missing.count == 1 ? "it comes" : "they come")"
    ]
  }

  /// The gate of the present stage, or the skip of a stage ahead, as they stand.
  func passage(of open: OpenFeature, skip: String?) throws -> Passage {
    let here = try open.openStage()
    let facts = try facts(on: open)
    guard let skip else {
      return Passage(
        leaving: here, in: open.feature, before: open.landed ?? open.feature,
        elapsed: try open.entry.map { max(0, now - $0.since) } ?? 0, facts, by: open.policy)
    }
    guard open.feature.gate(skip)?.skipped != nil, let stage = open.workflow.stage(skip) else {
      throw Trouble(
        .usage, "`\(open.id)` does not propose to pass over `\(escaped(skip))`",
        help: ["propose it first: `slipway record \(open.id) --skip \(escaped(skip)) --because '…'`"])
    }
    return Passage(skipping: stage, in: open.feature, before: open.landed ?? open.feature, facts, by: open.policy)
  }

  /// The team for which the person can fill a place that is still empty.
  private func team(of person: Teams.Person, in passage: Passage, _ open: OpenFeature) throws -> String {
    let isOwner = open.policy.teams.owns(person.handle, as: open.feature.owner)
    let missing = passage.signOffs.missing.flatMap(\.slot.teams)
    let able = missing.filter { $0 == Slot.owner ? isOwner : open.policy.teams.isMember(person.handle, of: $0) }
    if let team = able.first { return team }
    let asked = passage.signOffs.slots.flatMap(\.slot.teams)
    let gate = passage.stage.name.value
    if asked.isEmpty {
      throw Trouble(
        .usage, "the gate of `\(gate)` asks for no sign-off", help: ["`slipway plan \(open.id)` tells what it needs"])
    }
    if missing.isEmpty {
      throw Trouble(
        .usage, "nothing is missing: every slot of `\(gate)` is filled",
        help: try isChanged(open.path)
          ? ["`\(open.path)` has changes that are not committed, and HEAD's version is signed off: commit them first"]
          : ["`slipway plan \(open.id)` shows by whom"])
    }
    throw Trouble(
      .usage, "`\(person.handle)` is in no team whose sign-off is missing",
      help: [
        "still needed: \(list(missing, joining: "and")); `slipway plan \(open.id)` tells who can give it",
        "if you are somebody else than git says: `--by HANDLE`",
      ])
  }

  /// A sign-off that would not count is refused before it is written.
  private func refuseVoid(by who: String, for team: String, _ passage: Passage, _ open: OpenFeature) throws {
    let signOffs = passage.signOffs
    if signOffs.entries.contains(where: {
      $0.signOff.by.value == who && $0.signOff.team.value == team && $0.standing.holds
    }) {
      throw Trouble(.usage, "`\(who)` has signed off for `\(team)` already, and it holds")
    }
    guard let reason = signOffs.obstacle(to: who, for: team) else { return }
    let shown = escaped(team)
    let members = open.policy.teams.members[team] ?? []
    switch reason {
    case .ownFeature:
      let able = members.filter { signOffs.obstacle(to: $0, for: team) == nil }
      throw Trouble(
        .usage, "`\(who)` owns `\(open.id)` and cannot sign it off for `\(shown)`",
        help: able.isEmpty ? [] : ["\(list(able)) can"])
    case .notMember:
      throw Trouble(
        .usage, "`\(who)` is not a member of `\(shown)`",
        help: ["its members are \(list(members, joining: "and"))"])
    case .notOwner(let owner):
      throw Trouble(.usage, "only the owner, `\(escaped(owner ?? ""))`, fills the slot `owner`")
    default:
      let asked = signOffs.slots.flatMap(\.slot.teams)
      throw Trouble(
        .usage, "the gate of `\(passage.stage.name.value)` does not ask `\(shown)`",
        help: [asked.isEmpty ? "it asks for no sign-off" : "it asks \(list(asked, joining: "and"))"])
    }
  }
}

extension Statement {
  /// The names of all that it covers.
  var covered: [String] { fields.keys.sorted() + criteria.keys.sorted() }
}
