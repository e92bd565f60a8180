internal import ArgumentParser
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// The command `audit`.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Judge every landing of the line, each by the policy of its first parent.",
    discussion: """
      Examples:
        slipway audit
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var policy: PolicyOption

  @Argument(help: ArgumentHelp("The newest landing to judge; HEAD if left out.", valueName: "rev"))
  var revision: String?

  @Flag(inversion: .prefixedNo, help: "Hash every object that is read.")
  var verifyObjects = true

  func run() throws {
    let printer = Printer(global)
    let desk = try global.openDesk()
    var terms = AuditTerms()
    terms.revision = revision
    terms.standIn = try policy.policy(global, at: desk)
    terms.verifiesObjects = verifyObjects
    let audit = try desk.audit(terms)
    let text = FindingText(style: printer.style)
    for landing in audit.noted where !landing.findings.isEmpty {
      try printer.result("landing \(landing.commit.hex.prefix(12)):")
      for finding in landing.findings { try printer.result(text.render(finding)) }
    }
    try printer.result(
      "\(audit.landings) landings, \(audit.ungoverned) ungoverned, \(audit.noted.count) noted, \(audit.noted.map(\.transitions.count).reduce(0, +)) transitions"
    )
    if audit.noted.contains(where: { $0.findings.errors > 0 }) { throw ExitCode(1) }
  }
}
