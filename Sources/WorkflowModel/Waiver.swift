/// An exception to one requirement of a gate, as a record in a manifest.
package struct Waiver: Sendable, Hashable {
  /// What it waives, in the words of the workflow: `criteria.NAME`, `sign-offs.TEAM` or `soak`.
  package let waives: Located<String>
  package let because: Located<String>
  /// The last day on which it holds.
  package let until: Located<Day>
  /// Who gives it, for which team.
  package let signOff: SignOff

  package init(waives: Located<String>, because: Located<String>, until: Located<Day>, signOff: SignOff) {
    self.waives = waives
    self.because = because
    self.until = until
    self.signOff = signOff
  }
}

/// A requirement of a gate that can be waived.
package enum Requirement: Sendable, Hashable {
  case criterion(String)
  case signOff(team: String)
  case soak

  /// Reads `criteria.NAME`, `sign-offs.TEAM` or `soak`; nil for anything else.
  package init?(_ text: String) {
    if text == "soak" {
      self = .soak
      return
    }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    switch parts[0] {
    case "criteria": self = .criterion(String(parts[1]))
    case "sign-offs": self = .signOff(team: String(parts[1]))
    default: return nil
    }
  }

  package static let forms = "`criteria.NAME`, `sign-offs.TEAM` or `soak`"

  /// As a record names it.
  package var text: String {
    switch self {
    case .criterion(let name): "criteria.\(name)"
    case .signOff(let team): "sign-offs.\(team)"
    case .soak: "soak"
    }
  }
}

extension Gate {
  /// What somebody may be allowed not to meet here.
  package var requirements: [Requirement] {
    var all = criteria.map { Requirement.criterion($0.name.value) }
    for team in signOffs.flatMap(\.teams) where !all.contains(.signOff(team: team)) { all.append(.signOff(team: team)) }
    return soak == nil ? all : all + [.soak]
  }
}
