internal import Findings
internal import ManifestText
internal import Paths
internal import Rules
internal import SignOffs
internal import WorkflowModel

extension Desk {
  /// Records a person's sign-off for a team.
  ///
  /// - Parameters:
  ///   - team: For which team; nil to find the one that the person can help with.
  ///   - skip: The optional stage whose skip is signed; nil for the gate of the present stage.
  ///   - by: The person's handle; nil for whoever git commits as.
  package func signOff(
    _ name: String, team: String?, skip: String?, by handle: String?, dryRun: Bool = false
  ) throws -> WriteOutcome {
    try write(name, dryRun: dryRun) { open in
      let person = try person(handle, by: open.policy)
      let passage = try passage(of: open, skip: skip)
      let today = try today
      let team = try team ?? self.team(of: person, in: passage, open)
      let stage = passage.stage.name.value
      try refuseVoid(by: person, for: team, passage, open)
      let what = skip == nil ? "may leave \(stage)" : "may pass over \(stage)"
      let entry = YAMLValue.map([
        .init("team", .text(team)), .init("by", .text(person.handle)), .init("on", .text(today.description)),
        .init("covers", .text(passage.signOffs.fingerprint)),
      ])
      let covered = passage.signOffs.statement.fields.keys.sorted() + passage.signOffs.statement.criteria.keys.sorted()
      return Proposal(
        changes: [
          .append(["gates", .key(stage), "sign-offs"], entry, layout: .flowItems, after: ["criteria", "skipped"])
        ],
        subject: "sign-off(\(open.id)): \(team) by \(person.handle)",
        body: [
          "\(person.name) agrees for \(team) that the feature \(what).", "Covers: \(covered.joined(separator: ", "))",
        ],
        trailers: [("Feature", open.id), ("Gate", stage), ("Approved-by", person.trailer(for: team))],
        remarks: prematurity(of: passage, in: open))
    }
  }

  /// A sign-off covers evidence and fields: whatever is still to come will void it.
  private func prematurity(of passage: Passage, in open: OpenFeature) -> [String] {
    guard passage.decision == .leave else { return [] }
    let unshown = passage.criteria.filter { if case .shown = $0.shown { false } else { true } }.map(
      \.criterion.name.value)
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
    let known = repository.knownCommits(namedBy: open.feature, workflow: open.workflow)
    guard let skip else {
      return Passage(
        of: here, decision: .leave, in: open.feature, before: open.feature,
        elapsed: try open.entry.map { max(0, now - $0.since) } ?? 0, knownCommits: known, by: open.policy)
    }
    guard let reason = open.feature.gate(skip)?.skipped, let stage = open.workflow.stage(skip) else {
      throw Trouble(
        .usage, "`\(open.id)` does not propose to pass over `\(escaped(skip))`",
        help: ["propose it first: `slipway record \(open.id) --skip \(escaped(skip)) --because '…'`"])
    }
    return Passage(
      of: stage, decision: .skip(because: reason.value), in: open.feature, before: open.feature, elapsed: 0,
      knownCommits: known, by: open.policy)
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
        help: ["`slipway plan \(open.id)` shows by whom"])
    }
    throw Trouble(
      .usage, "`\(person.handle)` is in no team whose sign-off is missing",
      help: [
        "still needed: \(list(missing, joining: "and")); `slipway plan \(open.id)` tells who can give it",
        "if you are somebody else than git says: `--by HANDLE`",
      ])
  }

  /// A sign-off that would not count is refused before it is written.
  private func refuseVoid(by person: Teams.Person, for team: String, _ passage: Passage, _ open: OpenFeature) throws {
    let signOffs = passage.signOffs
    let who = person.handle
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

extension Teams.Person {
  /// As a trailer names the person: `Support Lead <support-lead@example.com> (support)`.
  func trailer(for team: String) -> String {
    let address = emails.first.map { " <\($0)>" } ?? ""
    return "\(name)\(address) (\(team))"
  }
}
