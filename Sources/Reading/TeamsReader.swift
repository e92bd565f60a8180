package import Findings
internal import ManifestText
internal import OpenPGP
internal import Paths
package import WorkflowModel

/// Reads `schemas/teams.yaml`.
package func readTeams(_ source: SourceFile) -> Reading<Teams> {
  let text = Document.parse(source)
  guard let document = text.document else { return Reading(model: nil, findings: text.findings) }
  var findings: [Finding] = []
  guard let map = ClosedMap(document.root, "the teams file", keys: ["people", "teams"], into: &findings) else {
    return Reading(model: nil, findings: findings)
  }
  let people = readPeople(map["people"], into: &findings)
  let members = readMembers(map["teams"], people: people, into: &findings)
  let teams = Teams(source: source, people: people, members: members)
  return Reading(model: findings.errors == 0 ? teams : nil, findings: findings.inReadingOrder())
}

/// The keys of a person.
let personKeys = ["name", "emails", "openpgp"]

/// Whose an address or a key is.
private struct Owner {
  let handle: String
  let place: Place
}

private func readPeople(_ node: Node?, into findings: inout [Finding]) -> [String: Teams.Person] {
  guard let node else { return [:] }
  guard node.kind == .mapping else {
    findings.append(
      Finding(
        ReadingRules.wrongShape, "`people` is a map from a handle to a person, not \(node.shape)", at: node.headPlace,
        help: ["write `ada: {name: Ada Lovelace, emails: [ada@example.com]}` below it, say"]))
    return [:]
  }
  var people: [String: Teams.Person] = [:]
  var owners: [String: Owner] = [:]
  for entry in node.entries {
    guard let handle = entry.key.readName("a handle", into: &findings) else { continue }
    // Whoever cannot be read further is no stranger to the teams: one mistake, one finding.
    people[handle.value] = Teams.Person(handle: handle.value, name: handle.value, emails: [])
    guard
      let map = ClosedMap(
        entry.value, "the person `\(handle.value)`", keys: personKeys,
        requiring: ["name", "emails"], into: &findings)
    else { continue }
    let name = map.name("name", into: &findings)
    if handle.value == Slot.owner {
      findings.append(
        Finding(
          ReadingRules.reference, "`owner` names the slot of a feature's owner and cannot be a handle",
          at: entry.key.place))
    }
    let emails = map.names("emails", into: &findings)
    // Everybody can commit under an address that is none.
    for email in emails where email.value.isEmpty {
      findings.append(
        Finding(
          ReadingRules.badValue, "an address of `\(handle.value)` is empty",
          at: Place(source: node.place.source, range: email.range)))
    }
    let openPGP = map.names("openpgp", into: &findings)
    for key in openPGP where !isOpenPGPFingerprint(key.value) {
      findings.append(
        Finding(
          ReadingRules.badValue, "`\(key.value)` is no fingerprint of an OpenPGP key",
          at: Place(source: node.place.source, range: key.range),
          help: ["write its 40 or 64 digits in upper case and without spaces: `gpg --list-keys` prints them"]))
    }
    for name in emails + openPGP {
      let owner = Owner(handle: handle.value, place: Place(source: node.place.source, range: name.range))
      if let other = owners.updateValue(owner, forKey: name.value.lowercased()) {
        findings.append(
          Finding(
            ReadingRules.reference, "`\(name.value)` already belongs to `\(other.handle)`", at: owner.place,
            notes: [.init("the other one is here", at: other.place)]))
      }
    }
    people[handle.value] = Teams.Person(
      handle: handle.value, name: name?.value ?? handle.value, emails: emails.map(\.value), openPGP: openPGP)
  }
  return people
}

private func readMembers(
  _ node: Node?, people: [String: Teams.Person], into findings: inout [Finding]
) -> [String: [String]] {
  guard let node else { return [:] }
  guard node.kind == .mapping else {
    findings.append(
      Finding(
        ReadingRules.wrongShape, "`teams` is a map from a team to its members, not \(node.shape)", at: node.headPlace,
        help: ["write `support: [ada]` below it, say"]))
    return [:]
  }
  var teams: [String: [String]] = [:]
  for entry in node.entries {
    guard let team = entry.key.readName("a team's name", into: &findings) else { continue }
    if team.value == Slot.owner || team.value == "any" {
      findings.append(
        Finding(
          ReadingRules.reference, "`\(team.value)` has a meaning of its own and cannot be a team", at: entry.key.place))
    }
    let members = entry.value.isEmpty ? [] : entry.value.readNames("the team `\(team.value)`", into: &findings)
    for member in members where people[member.value] == nil {
      let near = nearest(to: member.value, among: people.keys.sorted()).map { ["did you mean `\($0)`?"] } ?? []
      findings.append(
        Finding(
          ReadingRules.reference, "`\(member.value)` is not one of the `people`",
          at: Place(source: node.place.source, range: member.range),
          help: near + ["add `\(member.value): {name: …, emails: […]}` below `people:`"]))
    }
    teams[team.value] = members.map(\.value)
  }
  return teams
}
