internal import Findings
internal import ManifestText
internal import Paths
internal import Rules
internal import SignOffs
package import WorkflowModel

extension Desk {
  /// Records an exception to one requirement of the gate that the feature stands before.
  ///
  /// - Parameters:
  ///   - requirement: `criteria.NAME`, `sign-offs.TEAM` or `soak`.
  ///   - until: The last day on which it holds.
  package func waive(
    _ name: String, _ requirement: String, because reason: String, until: Day, _ request: SignOffRequest,
    dryRun: Bool = false
  ) throws -> WriteOutcome {
    try write(name, dryRun: dryRun) { open in
      let stage = try open.openStage()
      let wanted = try self.requirement(requirement, of: stage)
      guard let consent = open.workflow.waivers else {
        throw Trouble(
          .usage, "`\(open.workflow.name)` names nobody who may waive a requirement",
          help: ["`waivers: {given-by: TEAM}` in `\(PolicyFiles.workflow)` would"])
      }
      if try until < today {
        throw Trouble(.usage, "a waiver that ends on \(until) would be over before it begins")
      }
      let statement = Statement(
        on: open.feature, gate: stage.name.value,
        decision: .waive(wanted, until: until, because: try checkedReason(reason)), by: open.workflow)
      let setting = SignOffSetting(of: open.feature, before: open.feature, try facts(on: open), by: open.policy)
        .forWaivers
      let given = open.feature.gate(stage.name.value)?.waivers.map(\.signOff) ?? []
      let signOffs = JudgedSignOffs(
        given, to: statement.agreement, slots: consent.slots, asking: consent.strength, in: setting)
      let person = try person(request.by, by: open.policy)
      let team = try request.team ?? team(of: person, asked: consent.slots.flatMap(\.teams), by: open.policy)
      if let obstacle = signOffs.obstacle(to: person.handle, for: team) {
        let able = (open.policy.teams.members[team] ?? []).filter { signOffs.obstacle(to: $0, for: team) == nil }
        throw Trouble(
          .usage, "a waiver by `\(person.handle)` for `\(escaped(team))` would not hold",
          help: (obstacle.explained(of: person.handle).map { [$0] } ?? [])
            + (able.isEmpty ? [] : ["\(list(able)) can give it: `--by HANDLE`"]))
      }
      let signOff = try record(
        by: person, for: team, among: signOffs, covering: statement.covered, request)
      return proposal(wanted, until, reason, signOff, at: stage.name.value)
    }
  }

  private func proposal(
    _ requirement: Requirement, _ until: Day, _ reason: String, _ signOff: SignOff, at gate: String
  ) -> Proposal {
    var entry: [YAMLValue.Entry] = [
      .init("waives", .text(requirement.text)), .init("because", .text(reason)),
      .init("until", .text(until.description)),
    ]
    if case .map(let rest) = signOff.value { entry += rest }
    return Proposal(
      changes: [
        .append(
          ["gates", .key(gate), "waived"], .map(entry), layout: .flowItems, after: ["criteria", "skipped", "sign-offs"])
      ])
  }

  private func requirement(_ text: String, of stage: Stage) throws -> Requirement {
    let known = stage.gate.requirements
    if let requirement = Requirement(text), known.contains(requirement) { return requirement }
    let texts = known.map(\.text)
    let near = nearest(to: text, among: texts).map { ["did you mean `\($0)`?"] } ?? []
    throw Trouble(
      .usage, "the gate of `\(stage.name.value)` has no requirement `\(escaped(text))`",
      help: near + [texts.isEmpty ? "it asks for nothing" : "it asks for \(list(texts, joining: "and"))"])
  }

  private func team(of person: Teams.Person, asked: [String], by policy: Policy) throws -> String {
    if let team = asked.first(where: { policy.teams.isMember(person.handle, of: $0) }) { return team }
    throw Trouble(
      .usage, "`\(person.handle)` is in none of the teams that may waive a requirement",
      help: ["they are \(list(asked, joining: "and"))"])
  }
}
