internal import ArgumentParser
internal import SlipwayKit

/// The command `demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", _superCommandName: SlipwayCommand.name,
    abstract: "Make a sample repository with a lived-in history to try everything on.",
    usage: "slipway demo [<options>] [<folder>]",
    discussion: """
      Every commit in it was made by the same code as `new`, `record`, `sign-off`, `advance` and `return`, at dates that \
      lie in the past.

      Example:
        slipway demo slipway-demo
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder to make; it must not exist yet, or be empty.")
  var folder = "slipway-demo"

  func run() throws {
    let printer = Printer(global)
    let story = try SampleRepository(
      folder: global.path(folder), environment: Environment.variables, now: Environment.now
    ).make()
    for line in story { try printer.result(line) }
    try printer.remark("made \(folder), where you commit as Maya; sign for others with `--by sam` or `--by gina`")
    try printer.remark("try `cd \(folder) && slipway status`, then `slipway plan saved-replies`")
  }
}
