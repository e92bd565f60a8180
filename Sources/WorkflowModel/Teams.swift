package import Findings

/// The people and teams of a repository, as `schemas/teams.yaml` lists them.
package struct Teams: Sendable {
  package let source: SourceFile?
  package let people: [String: Person]
  /// Handles by team, in the order of the file.
  package let members: [String: [String]]

  package struct Person: Sendable, Hashable {
    package let handle: String
    package let name: String
    package let emails: [String]
    /// The fingerprints of the person's OpenPGP keys, of primary ones.
    package let openPGP: [Located<String>]

    package init(handle: String, name: String, emails: [String], openPGP: [Located<String>] = []) {
      self.handle = handle
      self.name = name
      self.emails = emails
      self.openPGP = openPGP
    }

    /// Whether an address is one of the person's.
    ///
    /// The case of ASCII letters is folded as mail systems do, and of no others: the Kelvin sign becomes a plain `k` in
    /// lower case, and is another address.
    package func has(email: some Collection<UInt8>) -> Bool {
      emails.contains { $0.utf8.lazy.map(lowercase).elementsEqual(email.lazy.map(lowercase)) }
    }

    /// Whether an OpenPGP key is the person's, by the fingerprint of its primary key.
    package func has(openPGP fingerprint: String) -> Bool { openPGP.contains { $0.value == fingerprint } }

    /// What names the person where keys are listed.
    package var principals: [String] { [handle] + emails }
  }

  package static let none = Teams(source: nil, people: [:], members: [:])

  package init(source: SourceFile?, people: [String: Person], members: [String: [String]]) {
    self.source = source
    self.people = people
    self.members = members
  }

  package var teamNames: [String] { members.keys.sorted() }

  package func hasTeam(_ name: String) -> Bool { members.keys.contains(name) }

  package func hasPerson(_ handle: String) -> Bool { people.keys.contains(handle) }

  package func isMember(_ handle: String, of team: String) -> Bool {
    members[team]?.contains(handle) ?? false
  }

  /// Whether somebody is the owner that a feature names, or in the team that owns it.
  package func owns(_ handle: String, as owner: String?) -> Bool {
    guard let owner else { return false }
    return handle == owner || isMember(handle, of: owner)
  }

  /// The person with this address.
  package func person(email: String) -> Person? {
    people.values.first { $0.has(email: email.utf8) }
  }
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
