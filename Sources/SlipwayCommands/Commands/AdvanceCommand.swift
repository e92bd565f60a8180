internal import ArgumentParser
internal import Paths
internal import SlipwayKit

/// The command `advance`.
struct AdvanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advance", _superCommandName: SlipwayCommand.name,
    abstract: "Move a feature to its next stage, if its gate is open.",
    usage: "slipway advance [<options>] <feature>",
    discussion: """
      Judges first, then makes one commit that touches one manifest on the checked-out branch. Nothing else in index or \
      working tree changes. On another branch than the line it judges what that branch will land there, as \
      `check --base` does.

      Examples:
        slipway advance saved-replies --dry-run
        slipway advance saved-replies
        slipway advance saved-replies --to beta-release
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @Option(
    help: ArgumentHelp("Where to; by default the next stage, past those recorded as skipped.", valueName: "stage"))
  var to: String?

  @OptionGroup var write: WriteOptions

  func run() throws {
    let outcome = try global.openDesk().advance(feature, to: to, dryRun: write.dryRun)
    try write.report(global).print(
      outcome, refused: "`slipway plan \(escaped(feature))` lists what is missing, and who can give it")
  }
}
