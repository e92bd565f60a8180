internal import ArgumentParser
internal import Findings
internal import SlipwayKit

/// The command `hook pre-commit`.
struct PreCommitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-commit",
    abstract: "Judge what is about to be committed; says nothing where nothing is wrong.",
    usage: "slipway hook pre-commit [<options>]",
    discussion: """
      The same as `slipway check --staged`: the index as a landing on HEAD.

      Example:
        slipway hook pre-commit
      """)

  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard let judgement = try global.openDesk().checkCommit() else { return }
    if judgement.findings.errors + judgement.findings.warnings == 0 { return }
    let printer = Printer(global)
    try printer.result(
      CheckRenderer(format: .text, isQuiet: global.quiet, style: printer.style).render(judgement))
    if judgement.findings.errors == 0 { return }
    try printer.remark("  help: `git commit --no-verify` commits all the same; it is judged again where it lands")
    throw ExitCode(1)
  }
}
