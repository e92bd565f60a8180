internal import ArgumentParser
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit

/// What became of a command that writes, for people and for programs.
struct WriteReport {
  let printer: Printer
  let format: OutputFormat

  /// Prints it; throws the exit code 1 where the judgement is no.
  ///
  /// - Parameters:
  ///   - committed: What to do next, once it is committed.
  ///   - refused: What to do next, where it is refused.
  func print(_ outcome: WriteOutcome, committed: String? = nil, refused: String? = nil) throws {
    do {
      switch format {
      case .json: try printer.result(JSONEnvelope(kind: "write", body: WriteJSON(outcome)).text())
      case .text:
        try printText(outcome)
        switch outcome {
        case .committed: if let committed { try printer.remark(committed) }
        case .refused: if let refused { try printer.remark(refused) }
        case .preview: break
        }
      }
    } catch let trouble as Trouble {
      // Whoever sees it fail must know that the branch has moved.
      guard case .committed(let written) = outcome else { throw trouble }
      throw Trouble(
        trouble.kind, "\(trouble.message); the commit \(written.commit.hex.prefix(12)) was made all the same",
        help: trouble.help)
    }
    if case .refused = outcome { throw ExitCode(1) }
  }

  private func printText(_ outcome: WriteOutcome) throws {
    switch outcome {
    case .committed(let written):
      try printer.obstacles(written.findings.filter { $0.severity == .warning })
      let subject = written.message.split(separator: "\n", maxSplits: 1).first ?? ""
      try printer.result("[\(written.branch) \(written.commit.hex.prefix(7))] \(subject)")
      for remark in written.remarks { try printer.remark("note: \(remark)") }
    case .preview(let preview):
      try printer.obstacles(preview.findings.filter { $0.severity == .warning })
      try printer.result(
        colored(preview.diff) + "\n"
          + preview.message.split(
            separator: "\n", omittingEmptySubsequences: false
          ).dropLast().map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n"))
      for remark in preview.remarks { try printer.remark("note: \(remark)") }
      try printer.remark("nothing was written: this was a dry run")
    case .refused(let findings, let remarks):
      try printer.findings(findings)
      for remark in remarks { try printer.remark("note: \(remark)") }
      try printer.remark(printer.style.red("\(totals(findings)); nothing was written"))
    }
  }

  private func colored(_ diff: String) -> String {
    let style = printer.style
    return diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      switch line.first {
      case "+" where !line.hasPrefix("+++"): style.green(String(line))
      case "-" where !line.hasPrefix("---"): style.red(String(line))
      case "@": style.cyan(String(line))
      default: String(line)
      }
    }.joined(separator: "\n")
  }
}

private struct WriteJSON: Encodable {
  let outcome: String
  let commit: String?
  let branch: String?
  let paths: [String]
  let message: String?
  let diff: String?
  let findings: [FindingJSON]

  init(_ result: WriteOutcome) {
    switch result {
    case .committed(let written):
      outcome = "committed"
      commit = written.commit.hex
      branch = written.branch
      paths = written.paths.map(\.description)
      message = written.message
      diff = nil
      findings = written.findings.map(FindingJSON.init)
    case .preview(let preview):
      outcome = "preview"
      (commit, branch, paths) = (nil, nil, [])
      message = preview.message
      diff = preview.diff
      findings = preview.findings.map(FindingJSON.init)
    case .refused(let refused, _):
      outcome = "refused"
      (commit, branch, paths, message, diff) = (nil, nil, [], nil, nil)
      findings = refused.map(FindingJSON.init)
    }
  }
}

/// The flags of a command that makes a commit.
struct WriteOptions: ParsableArguments {
  @Flag(name: [.customShort("n"), .long], help: "Show the diff and the message, and write nothing.")
  var dryRun = false

  @OptionGroup var format: FormatOption

  func report(_ global: GlobalOptions) -> WriteReport {
    WriteReport(printer: Printer(global), format: format.format)
  }
}
