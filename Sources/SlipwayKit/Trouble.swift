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
