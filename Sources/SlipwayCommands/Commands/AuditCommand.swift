internal import ArgumentParser
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// The command `audit`.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", _superCommandName: SlipwayCommand.name,
    abstract: "Judge every landing of the line, each by the policy of its first parent.",
    discussion: """
      What `check` says of a change before it lands, `audit` says of it afterwards. Errors are shown in full, the oldest \
      first; warnings are counted unless --warnings asks for them. What `schemas/acknowledged.yaml` acknowledges is listed \
      apart and is no error any more. The exit code is 3, and the word "incomplete" is said, where something was not seen.

      The result is kept in the Git folder, so that the next audit looks only at what landed since. `--no-cache` looks at \
      everything again.

      Examples:
        slipway audit
        slipway audit --since 2026-01-01
        slipway audit v2.0 --format json
        slipway audit --workflow stricter.yaml
        slipway audit --anchor v2.0 --no-cache
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var policy: PolicyOption

  @Argument(help: ArgumentHelp("The newest landing to judge; HEAD if left out.", valueName: "rev"))
  var revision: String?

  @Option(help: ArgumentHelp("Report only what landed since this day, or after this commit.", valueName: "day|rev"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "A tip that was recorded elsewhere: an error where it is no longer on the line. Can be repeated.",
      valueName: "rev"))
  var anchor: [String] = []

  @Flag(inversion: .prefixedNo, help: "Hash every object that is read, to find those that were tampered with.")
  var verifyObjects = true

  @Flag(name: .customLong("no-cache"), help: "Look at everything again, whatever an earlier audit found.")
  var ignoresCheckpoint = false

  @Flag(help: "Show warnings and notes, too.")
  var warnings = false

  @Option(help: ArgumentHelp("How to print the result.", valueName: "format"))
  var format = AuditFormat.text

  func run() throws {
    let printer = Printer(global)
    let audit: Audit
    let line = ProgressLine(global)
    do {
      let desk = try global.openDesk()
      var terms = AuditTerms()
      terms.revision = revision
      terms.since = since
      terms.anchors = anchor
      terms.standIn = try policy.policy(global, at: desk)
      terms.verifiesObjects = verifyObjects
      terms.usesCheckpoint = !ignoresCheckpoint
      terms.progress = line.progress
      audit = try desk.audit(terms)
      line.end()
    } catch {
      line.end()
      throw Self.incomplete(error)
    }
    switch format {
    case .text:
      let text = AuditText(style: printer.style, isQuiet: global.quiet, showsWarnings: warnings)
      for block in text.blocks(audit) { try printer.result(block) }
    case .json: try printer.result(JSONEnvelope(kind: "audit", body: AuditJSON(audit)).text())
    case .jsonl:
      for landing in audit.noted {
        try printer.result(JSONEnvelope(kind: "audited-landing", body: AuditedLandingJSON(landing)).text(pretty: false))
      }
      try printer.result(JSONEnvelope(kind: "audit-summary", body: AuditSummaryJSON(audit)).text(pretty: false))
    }
    if audit.errors > 0 { throw ExitCode(1) }
  }

  /// An audit that did not see everything says so in this word.
  private static func incomplete(_ error: any Error) -> any Error {
    switch error {
    case let trouble as Trouble where trouble.kind == .cannotJudge:
      return Trouble(.cannotJudge, "the audit is incomplete: \(trouble.message)", help: trouble.help)
    case let error as GitError:
      let explained = GitTrouble(error)
      if explained.code != 3 { return error }
      return Trouble(.cannotJudge, "the audit is incomplete: \(explained.message)", help: explained.help)
    default: return error
    }
  }
}

enum AuditFormat: String, Choice {
  case text, json, jsonl
}
