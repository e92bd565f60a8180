internal import ArgumentParser
internal import SlipwayKit

/// The command `record`.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", _superCommandName: SlipwayCommand.name,
    abstract: "Record a criterion's evidence, or propose to pass over an optional stage.",
    usage: """
      slipway record [<options>] <feature> <criterion> <evidence>
      slipway record [<options>] <feature> --skip <stage> --because <reason>
      """,
    discussion: """
      Examples:
        slipway record saved-replies solves-as-expected 'All said so.'
        slipway record saved-replies --skip beta-release --because 'A small one.'
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @Argument(help: "The criterion, as the workflow names it.")
  var criterion: String?

  @Argument(help: "The evidence: a link, words or a commit, as the criterion asks.")
  var evidence: String?

  @Option(help: ArgumentHelp("Propose to pass over this optional stage.", valueName: "stage"))
  var skip: String?

  @Option(help: ArgumentHelp("Why the stage is passed over.", valueName: "reason"))
  var because: String?

  @OptionGroup var write: WriteOptions

  func validate() throws {
    if skip == nil {
      if criterion == nil || evidence == nil {
        throw ValidationError("name a criterion and its evidence, or --skip a stage")
      }
      if because != nil { throw ValidationError("--because gives the reason for --skip") }
    } else {
      if criterion != nil { throw ValidationError("--skip takes a stage and --because, and no criterion") }
      if because == nil { throw ValidationError("--skip needs --because REASON") }
    }
  }

  func run() throws {
    let desk = try global.openDesk()
    let outcome: WriteOutcome
    if let skip {
      outcome = try desk.proposeSkip(feature, of: skip, because: because ?? "", dryRun: write.dryRun)
    } else {
      outcome = try desk.record(feature, criterion: criterion ?? "", evidence: evidence ?? "", dryRun: write.dryRun)
    }
    try write.report(global).print(outcome)
  }
}
