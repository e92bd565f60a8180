internal import ArgumentParser
internal import SlipwayKit

/// The command `return`.
struct ReturnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "return", _superCommandName: SlipwayCommand.name,
    abstract: "Send a feature back to an earlier stage; the next pass begins.",
    usage: "slipway return [<options>] <feature> --because <reason>",
    discussion: """
      Appends an entry to `returned` and removes the records of the stage gone back to and of every later one; history \
      keeps them. After a move was undone with `git revert`, it puts that on record.

      Example:
        slipway return saved-replies --to development --because 'Nobody found it.'
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @Option(help: ArgumentHelp("Where to; needed where there are several ways back.", valueName: "stage"))
  var to: String?

  @Option(help: ArgumentHelp("Why.", valueName: "reason"))
  var because: String

  @Option(help: ArgumentHelp("Who sends it back; by default whoever has git's user.email.", valueName: "handle"))
  var by: String?

  @OptionGroup var write: WriteOptions

  func run() throws {
    let outcome = try global.openDesk().goBack(feature, to: to, because: because, by: by, dryRun: write.dryRun)
    try write.report(global).print(outcome)
  }
}
