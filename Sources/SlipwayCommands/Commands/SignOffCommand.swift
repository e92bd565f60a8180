internal import ArgumentParser
internal import SlipwayKit

/// The command `sign-off`.
struct SignOffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-off",
    abstract: "Sign a gate off for a team.",
    discussion: """
      The record covers what there is to see now: the gate's evidence and the fields that the workflow lists as \
      normative. Change one of them before the gate is passed, and the sign-off is void. At the strength `named` it \
      proves a name in a file that reviewers saw, and no more.

      Examples:
        slipway sign-off saved-replies --by sam
        slipway sign-off saved-replies --team growth --skip beta-release --by gina
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @Option(help: ArgumentHelp("For which team; by default the one of yours that is missing.", valueName: "team"))
  var team: String?

  @Option(help: ArgumentHelp("Sign the proposed skip of this stage instead of the present gate.", valueName: "stage"))
  var skip: String?

  @Option(help: ArgumentHelp("Who signs; by default whoever has git's user.email.", valueName: "handle"))
  var by: String?

  @OptionGroup var write: WriteOptions

  func run() throws {
    let outcome = try global.openDesk().signOff(feature, team: team, skip: skip, by: by, dryRun: write.dryRun)
    try write.report(global).print(outcome)
  }
}
