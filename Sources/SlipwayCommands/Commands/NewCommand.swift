internal import ArgumentParser
internal import Paths
internal import SlipwayKit

/// The command `new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", _superCommandName: SlipwayCommand.name,
    abstract: "Write and commit the manifest of a new feature.",
    usage: "slipway new [<options>] <feature> --title <title>",
    discussion: """
      Examples:
        slipway new quick-links --title 'Quick links in the side bar'
        slipway new notes --title 'Pinned notes' --owner maya --set flag=notes
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity; it becomes the file's name.")
  var feature: String

  @Option(help: "What it is called.")
  var title: String

  @Option(help: ArgumentHelp("Who owns it; by default whoever has git's user.email.", valueName: "handle"))
  var owner: String?

  @Option(help: ArgumentHelp("A further field; lists are parted by commas.", valueName: "field=value"))
  var set: [FieldAssignment] = []

  @Option(help: ArgumentHelp("Where the manifest goes, where the workflow leaves a choice.", valueName: "file"))
  var path: String?

  @OptionGroup var write: WriteOptions

  func run() throws {
    let outcome = try global.openDesk().newFeature(
      feature, title: title, owner: owner, fields: set.map { ($0.path, $0.value) },
      path: path,
      dryRun: write.dryRun)
    try write.report(global).print(outcome)
  }
}

/// `FIELD=VALUE` on the command line.
struct FieldAssignment: ExpressibleByArgument {
  let path: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    path = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}
