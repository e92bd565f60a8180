internal import ArgumentParser
internal import Paths
internal import SlipwayKit

/// The command `hook uninstall`.
struct HookUninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Remove the scripts that `hook install` wrote, and no others.",
    usage: "slipway hook uninstall [<options>] [<name> ...]",
    discussion: """
      Example:
        slipway hook uninstall
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp("pre-commit, pre-push or pre-receive; by default all of them.", valueName: "name"))
  var names: [Hook] = []

  func run() throws {
    let printer = Printer(global)
    for outcome in try global.openDesk().uninstall(names) {
      switch outcome.kind {
      case .removed: try printer.remark("removed \(escaped(outcome.path))")
      case .foreign: try printer.remark("\(escaped(outcome.path)) is not what Slipway wrote, and stays")
      case .wasAbsent: if !names.isEmpty { try printer.remark("\(escaped(outcome.path)) is not there") }
      case .written, .wasThere: break
      }
    }
  }
}
