internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit

/// The command `sign-off`.
struct SignOffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-off", _superCommandName: SlipwayCommand.name,
    abstract: "Sign a gate off for a team, or a change of policy.",
    usage: """
      slipway sign-off [<options>] <feature>
      slipway sign-off [<options>] --policy
      """,
    discussion: """
      The record covers what there is to see now: the gate's evidence and the fields that the workflow lists as \
      normative. Change one of them before the gate is passed, and the sign-off is void.

      Where the workflow asks for the strength `signed`, the statement is shown and signed with the SSH key that git \
      signs with (`user.signingkey`). Whoever has no write access exports the signed record, and somebody else imports it.

      Examples:
        slipway sign-off saved-replies --by sam
        slipway sign-off saved-replies --team growth --skip beta-release --by gina
        slipway sign-off saved-replies --by gina --export
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String?

  @Option(help: ArgumentHelp("For which team; by default the one of yours that is missing.", valueName: "team"))
  var team: String?

  @Option(help: ArgumentHelp("Sign the proposed skip of this stage instead of the present gate.", valueName: "stage"))
  var skip: String?

  @Flag(help: "Sign the change of policy that stands in the working tree, or on this branch.")
  var policy = false

  @OptionGroup var signing: SigningOptions

  @Flag(help: "Print the record for somebody else to put in, and write nothing.")
  var export = false

  @Option(
    name: .customLong("import"),
    help: ArgumentHelp("Put in the record that this file holds; `-` reads standard input.", valueName: "file"))
  var imported: String?

  @OptionGroup var write: WriteOptions

  func validate() throws {
    if policy == (feature != nil) { throw ValidationError("name a feature, or --policy") }
    if policy, skip != nil { throw ValidationError("--skip is about a feature") }
    if export, imported != nil { throw ValidationError("--export and --import are two ways") }
    if imported != nil, team != nil || signing.by != nil || signing.sign {
      throw ValidationError("--import takes person, team and signature from the record")
    }
  }

  func run() throws {
    let desk = try global.openDesk()
    let printer = Printer(global)
    let request = try signing.request(for: team, printer)
    if export {
      let line =
        try feature.map { try desk.exportSignOff($0, skip: skip, request) } ?? desk.exportPolicySignOff(request)
      try printer.result(line)
      let subject = feature.map { escaped($0) } ?? "--policy"
      let rest = skip.map { " --skip \(escaped($0))" } ?? ""
      try printer.remark("whoever can write puts it in: `slipway sign-off \(subject)\(rest) --import FILE`")
      return
    }
    let record = try imported.map { SourceFile(path: RepositoryPath($0), bytes: try readFile($0, atMostMiB: 1)) }
    let outcome: WriteOutcome
    switch (feature, record) {
    case (let feature?, nil): outcome = try desk.signOff(feature, skip: skip, request, dryRun: write.dryRun)
    case (let feature?, let record?):
      outcome = try desk.importSignOff(record, to: feature, skip: skip, dryRun: write.dryRun)
    case (nil, nil): outcome = try desk.signOffPolicy(request, dryRun: write.dryRun)
    case (nil, let record?): outcome = try desk.importPolicySignOff(record, dryRun: write.dryRun)
    }
    try write.report(global).print(outcome)
  }
}
