internal import ArgumentParser
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit

/// The command `check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: SlipwayCommand.name,
    abstract: "Judge a change: the working tree as a landing on HEAD, or what a flag names.",
    usage: "slipway check [<options>]",
    discussion: """
      A landing is a commit as a change of its first parent: for a merge, all that it brings. Without flags, `check` \
      judges the working tree as a landing on HEAD; where nothing changed, HEAD's own landing, and no commit before it. \
      On another branch it judges what that branch, with the working tree, is about to do to the line. \
      What a change touches is an error where it breaks a rule; what stood there before is a note.

      With --base it judges a pull request: the landing that HEAD is about to become there, merged, squashed or rebased \
      as the workflow's `landing` says. Only what the change touches is read.

      With --message it prints, instead of the verdict, the message that a squash should carry, since a squash drops \
      those of its commits: `git merge --squash topic`, then \
      `slipway check --base HEAD --head topic --message | git commit -F -`. Findings go to standard error, and where one \
      is an error, there is no message.

      Examples:
        slipway check
        slipway check --staged
        slipway check --at HEAD~3
        slipway check --tree --format json
        slipway check --workflow new-workflow.yaml
        slipway check --base v2.0 --format github
        slipway check --base v2.0 --message
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var policy: PolicyOption

  @Flag(help: "Judge the index instead of the working tree.")
  var staged = false

  @Option(help: ArgumentHelp("Judge this commit as the landing that it is on its first parent.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Judge what HEAD is about to do to this commit: a pull request.", valueName: "rev"))
  var base: String?

  @Option(help: ArgumentHelp("With --base: judge this commit instead of HEAD.", valueName: "rev"))
  var head: String?

  @Flag(help: "With --base: print the message that a squash of the change should carry, and nothing else.")
  var message = false

  @Flag(help: "Judge the files alone, without history. With --at, that commit's files.")
  var tree = false

  @Option(
    help: ArgumentHelp(
      "How to print the result; by default text, and github where GITHUB_ACTIONS is true.", valueName: "format"))
  var format: CheckFormat?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the result to FILE instead of standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    if staged, at != nil || tree { throw ValidationError("--staged stands alone: it judges the index") }
    if base != nil, staged || at != nil || tree { throw ValidationError("--base goes with --head only") }
    if head != nil, base == nil { throw ValidationError("--head needs --base REV") }
    if message, base == nil { throw ValidationError("--message needs --base REV") }
    if message, format != nil { throw ValidationError("--message has no format: it prints the message alone") }
  }

  func run() throws {
    let desk = try global.openDesk()
    let standIn = try policy.policy(global, at: desk)
    let judgement: Judgement
    if tree {
      judgement = try desk.checkTree(revision: at, standIn: standIn)
    } else if let base {
      judgement = try desk.check(head: head, onto: base, standIn: standIn)
    } else if staged {
      judgement = try desk.checkIndex(standIn: standIn)
    } else if let at {
      judgement = try desk.check(revision: at, standIn: standIn)
    } else if desk.repository.isBare {
      judgement = try desk.check(revision: "HEAD", standIn: standIn)
    } else {
      judgement = try desk.checkWorkingTree(standIn: standIn)
    }
    let printer = Printer(global)
    if message { return try tell(judgement, printer) }
    let isToFile = output != nil
    let isOnGitHub = Environment.variables["GITHUB_ACTIONS"] == "true"
    let format = self.format ?? (isOnGitHub ? .github : .text)
    let text = try CheckRenderer(format: format, isQuiet: global.quiet, style: isToFile ? .plain : printer.style)
      .render(judgement)
    if let output {
      try writeFile(global.path(output), Array(text.utf8))
    } else if format == .github {
      try printer.workflowCommands(text)
    } else if !text.isEmpty {
      try printer.result(text)
    }
    if format == .github, let summary = Environment.variables["GITHUB_STEP_SUMMARY"], !summary.isEmpty {
      try appendFile(summary, Array(JobSummary.render(judgement).utf8))
    }
    if judgement.findings.errors > 0 { throw ExitCode(1) }
  }

  /// Prints the message of a squash to standard output, and all else to standard error.
  private func tell(_ judgement: Judgement, _ printer: Printer) throws {
    let errors = judgement.findings.errors
    let least = global.quiet ? Finding.Severity.error : .warning
    try printer.obstacles(judgement.findings.filter { $0.severity >= least })
    if errors > 0 {
      try printer.remark("\(totals(judgement.findings)); there is no message for what must not land")
      throw ExitCode(1)
    }
    guard let text = try CommitMessage(squashing: judgement)?.text else {
      try printer.remark("note: there is nothing to tell: neither a manifest nor the policy changes")
      return
    }
    if let output {
      try writeFile(global.path(output), Array(text.utf8))
    } else {
      try printer.result(text)
    }
  }
}

enum CheckFormat: String, Choice {
  case text, oneline, json, github
}
