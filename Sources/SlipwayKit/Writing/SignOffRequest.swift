internal import ManifestText
internal import WorkflowModel

/// How somebody signs off.
package struct SignOffRequest {
  /// For which team; nil to find the one that the person can help with.
  package var team: String?
  /// The person's handle; nil for whoever git commits as.
  package var by: String?
  /// Whether to sign with the person's key even where less is asked for.
  package var isSigned = false
  /// Shows what is about to be signed, before any key is used.
  package var show: (StatementToSign) throws -> Void = { _ in }

  package init(for team: String? = nil) {
    self.team = team
  }
}

/// A statement that somebody is about to put their key to.
package struct StatementToSign: Sendable {
  /// The canonical form, as it is signed.
  package let bytes: [UInt8]
  /// What the fingerprint in it stands for: the names of all that is covered.
  package let covered: [String]
}

extension SignOff {
  /// As a manifest holds it.
  var value: YAMLValue {
    var entries: [YAMLValue.Entry] = [
      .init("team", .text(team.value)), .init("by", .text(by.value)), .init("on", .text(on.value.description)),
    ]
    if let covers { entries.append(.init("covers", .text(covers.value))) }
    if let signed { entries.append(.init("signed", .text(signed.value))) }
    if let retracted { entries.append(.init("retracted", .text(retracted.value))) }
    return .map(entries)
  }

  /// As a line to paste, in YAML's flow style.
  var line: String {
    let rest = (covers.map { ", covers: \($0.value)" } ?? "") + (signed.map { ", signed: \($0.value)" } ?? "")
    return "{team: \(team.value), by: \(by.value), on: \(on.value)\(rest)}"
  }
}
