internal import ArgumentParser
internal import SlipwayKit

/// The command `withdraw`.
struct WithdrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", _superCommandName: SlipwayCommand.name,
    abstract: "Give a feature up, with a reason.",
    usage: "slipway withdraw [<options>] <feature> --because <reason>",
    discussion: """
      Example:
        slipway withdraw saved-replies --because 'Nobody needs it any more.'
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @Option(help: ArgumentHelp("Why.", valueName: "reason"))
  var because: String

  @Option(help: ArgumentHelp("Who gives it up; by default whoever has git's user.email.", valueName: "handle"))
  var by: String?

  @OptionGroup var write: WriteOptions

  func run() throws {
    let outcome = try global.openDesk().withdraw(feature, because: because, by: by, dryRun: write.dryRun)
    try write.report(global).print(outcome)
  }
}
