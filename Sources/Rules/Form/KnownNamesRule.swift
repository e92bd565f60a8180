package import Findings
internal import Paths
package import WorkflowModel

/// Criteria, teams and people in records of open gates exist.
package enum KnownNamesRule: FormRule {
  package static let rule = Rule(
    id: "unknown-name",
    summary:
      "The owner, and the criteria, teams and people in records of open gates, are ones that the policy declares",
    explanation: """
      A misspelt name must not count, and must not go unnoticed either: an owner whom the teams file does not know could \
      sign off their own feature under the name that it does know. Records of passed gates are sealed and judged by \
      what held then: a person who left or a criterion that is no more is fine there.
      """,
    example: """
      $ sed -i 's/^owner: maya/owner: mya/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:3:8: error: `mya` is not a person or team of this repository [unknown-name]
      """,
    remedy: "Write the declared name; the finding lists the near one. New people and teams land before they sign."
  )

  package static func findings(_ feature: Feature, by policy: Policy) -> [Finding] {
    let workflow = policy.workflow
    let records = feature.gates.flatMap { record -> [Finding] in
      guard !workflow.isSealed(record.stage.value, in: feature.stage.value),
        let gate = workflow.gate(of: record.stage.value)
      else { return [] }
      var place: String { "the gate of `\(record.stage.value)`" }
      let criteria = record.criteria.compactMap { evidence -> Finding? in
        if gate.criterion(evidence.criterion.value) != nil { return nil }
        return unknown(
          "criterion", evidence.criterion, among: gate.criteria.map(\.name.value), of: feature,
          where: place, declaredIn: workflow.source.path.description)
      }
      let signOffs = record.signOffs + record.waivers.map(\.signOff)
      let waived = record.waivers.compactMap { waiver -> Finding? in
        guard let requirement = Requirement(waiver.waives.value), !gate.requirements.contains(requirement) else {
          return nil
        }
        return unknown(
          "requirement", waiver.waives, among: gate.requirements.map(\.text), of: feature,
          where: place, declaredIn: workflow.source.path.description)
      }
      let teams = signOffs.compactMap { signOff -> Finding? in
        if policy.teams.hasTeam(signOff.team.value) || signOff.team.value == Slot.owner { return nil }
        return unknown(
          "team", signOff.team, among: policy.teams.teamNames + [Slot.owner], of: feature, where: "this repository",
          declaredIn: "schemas/teams.yaml")
      }
      let people = signOffs.compactMap { signOff -> Finding? in
        if policy.teams.hasPerson(signOff.by.value) { return nil }
        return unknown(
          "person", signOff.by, among: policy.teams.people.keys.sorted(), of: feature, where: "this repository",
          declaredIn: "schemas/teams.yaml")
      }
      return criteria + waived + teams + people
    }
    return owner(of: feature, by: policy) + records
  }

  /// The owner is a person or a team of the teams file: nobody could tell otherwise who must not sign off.
  ///
  /// Where the file declares nobody at all, nobody can sign off anyhow.
  private static func owner(of feature: Feature, by policy: Policy) -> [Finding] {
    let (workflow, teams) = (policy.workflow, policy.teams)
    guard workflow.hasStage(feature.stage.value), !workflow.isFinal(feature.stage.value), let owner = feature.owner,
      !teams.people.isEmpty, !teams.hasPerson(owner), !teams.hasTeam(owner),
      let field = feature.fields[workflow.layout.owner]
    else { return [] }
    return [
      unknown(
        "person or team", Located(owner, at: field.range), among: teams.people.keys.sorted() + teams.teamNames,
        of: feature, where: "this repository", declaredIn: "schemas/teams.yaml")
    ]
  }

  private static func unknown(
    _ kind: String, _ name: Located<String>, among known: [String], of feature: Feature, where place: String,
    declaredIn file: String
  ) -> Finding {
    let near = nearest(to: name.value, among: known).map { ["did you mean `\($0)`?"] } ?? []
    let closed =
      known.isEmpty
      ? "`\(file)` declares none yet"
      : known.count <= 12 ? "\(place) has \(list(known, joining: "and"))" : "`\(file)` lists them"
    return Finding(
      rule, "`\(escapedName(name.value))` is not a \(kind) of \(place)", at: feature.place(name.range),
      help: near + [closed])
  }
}
