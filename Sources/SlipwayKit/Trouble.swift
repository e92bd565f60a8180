internal import Findings
internal import Paths

/// Why a command could not do what it was asked for, apart from findings.
package struct Trouble: Error, Sendable {
  package enum Kind: Sendable {
    /// The question is wrong: an unknown name, a missing file, a flag that does not fit.
    case usage
    /// The answer is out of reach: environment, I/O, an incomplete clone, something unsupported.
    case cannotJudge
  }

  package let kind: Kind
  package let message: String
  /// What to do about it, one thought each.
  package let help: [String]

  package init(_ kind: Kind, _ message: String, help: [String] = []) {
    self.kind = kind
    self.message = message
    self.help = help
  }
}

extension Trouble {
  /// That a workflow has no stage or team of a name, and which one may be meant.
  package static func unknown(_ kind: String, _ name: String, of workflow: String, among known: [String]) -> Trouble {
    let near = nearest(to: name, among: known).map { ["did you mean `\($0)`?"] } ?? []
    return Trouble(
      .usage, "`\(escaped(name))` is not a \(kind) of `\(workflow)`",
      help: near + ["the \(kind)s are \(list(known, joining: "and"))"])
  }
}
