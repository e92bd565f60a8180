package import Findings
internal import OpenPGP
internal import Paths
internal import SSHSignatures
package import WorkflowModel

/// Judges what teams and baseline say against the workflow that they belong to.
package func crossCheck(_ policy: Policy) -> [Finding] {
  let workflow = policy.workflow
  var findings: [Finding] = []
  let consent = [workflow.waivers, workflow.policyChanges].compactMap { $0 }
  var slots = consent.flatMap(\.slots)
  for stage in workflow.stages { slots += stage.gate.signOffs + (stage.optional?.signOffs ?? []) }
  var asked = slots.flatMap { slot in slot.teams.map { ($0, slot.range) } }
  for stage in workflow.stages { asked += stage.engage.map { ($0.value, $0.range) } }
  var named: Set<String> = []
  for (team, range) in asked
  where team != Slot.owner && policy.teams.members[team] == nil && named.insert(team).inserted {
    let near = nearest(to: team, among: policy.teams.teamNames).map { ["did you mean `\($0)`?"] } ?? []
    findings.append(
      Finding(
        ReadingRules.reference, "`\(escaped(team))` is not a team of `schemas/teams.yaml`",
        at: Place(source: workflow.source, range: range),
        help: near + ["add `\(escaped(team)): [HANDLE]` below `teams:` in `schemas/teams.yaml`"]))
  }
  findings += sharedKeys(policy) + absentKeys(policy)
  guard let source = policy.baseline.source else { return findings }
  for stage in policy.baseline.stages.values where workflow.stage(stage.value) == nil {
    let near = nearest(to: stage.value, among: workflow.stageNames).map { ["did you mean `\($0)`?"] } ?? []
    findings.append(
      Finding(
        ReadingRules.reference, "`\(escaped(stage.value))` is not a stage of `\(workflow.name)`",
        at: Place(source: source, range: stage.range),
        help: near + ["the stages are \(list(workflow.stageNames, joining: "and"))"]))
  }
  return findings.inReadingOrder()
}

/// A finding for each OpenPGP key that somebody lists and the policy does not hold: it could verify nothing.
private func absentKeys(_ policy: Policy) -> [Finding] {
  guard let source = policy.teams.source else { return [] }
  let keys = policy.openPGPKeys.content.keys
  let people = policy.teams.people.values.sorted { $0.handle < $1.handle }
  return people.flatMap(\.openPGP).compactMap { fingerprint in
    if keys.contains(where: { $0.fingerprint == fingerprint.value }) { return nil }
    let primary = keys.first { $0.subkeys.contains(fingerprint.value) }.map {
      "it is a subkey of \($0.fingerprint): list that one, and all its subkeys count"
    }
    return Finding(
      ReadingRules.openPGPKeys, "`schemas/openpgp-keys.asc` has no key \(fingerprint.value)",
      at: Place(source: source, range: fingerprint.range), help: [primary ?? exporting(fingerprint.value)])
  }
}

/// A finding for each line that lets two people sign with one key: nobody could tell who did.
private func sharedKeys(_ policy: Policy) -> [Finding] {
  guard let source = policy.signers.source else { return [] }
  var owners: [SSHPublicKey: String] = [:]
  return policy.signers.list.signers.compactMap { signer in
    var people = policy.teams.people.values.filter { person in
      person.principals.contains { signer.principals.matches($0.utf8) }
    }.map(\.handle).sorted()
    if let owner = owners[signer.key], !people.contains(owner) { people.append(owner) }
    if people.count == 1 { owners[signer.key] = people[0] }
    if people.count < 2 { return nil }
    return Finding(
      ReadingRules.signers, "the key of this line would be \(list(people, joining: "and")) at once",
      at: Place(source: source, range: source.range(ofLine: signer.line)),
      help: ["a key belongs to one person: name their handle or addresses in front of it"])
  }
}
