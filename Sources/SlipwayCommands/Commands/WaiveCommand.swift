internal import ArgumentParser
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// The command `waive`.
struct WaiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waive", _superCommandName: SlipwayCommand.name,
    abstract: "Record an exception to one requirement of a gate.",
    usage: "slipway waive [<options>] <feature> <requirement> --because … --until …",
    discussion: """
      A requirement is named as in the workflow: `criteria.NAME`, `sign-offs.TEAM` or `soak`. Only a team that the \
      workflow names in `waivers: {given-by: TEAM}` can waive one, never for a feature of its giver's own, and only until a \
      day. `status` and `plan` list what is waived.

      Examples:
        slipway waive surveys soak --because 'A fair.' --until 2099-12-31 --by gina -n
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @Argument(help: "What is waived: criteria.NAME, sign-offs.TEAM or soak.")
  var requirement: String

  @Option(help: ArgumentHelp("Why.", valueName: "reason"))
  var because: String

  @Option(help: ArgumentHelp("The last day on which it holds, as YYYY-MM-DD.", valueName: "day"))
  var until: String

  @Option(help: ArgumentHelp("For which team; by default the one of yours that may.", valueName: "team"))
  var team: String?

  @OptionGroup var signing: SigningOptions

  @OptionGroup var write: WriteOptions

  func run() throws {
    guard let day = Day(until) else {
      throw Trouble(
        .usage, "`\(escaped(until))` is not a day of the calendar",
        help: ["write `--until \(Day(epochSeconds: Environment.now + 28 * 86_400))`, say"])
    }
    let outcome = try global.openDesk().waive(
      feature, requirement, because: because, until: day, try signing.request(for: team, Printer(global)),
      dryRun: write.dryRun)
    try write.report(global).print(outcome)
  }
}
