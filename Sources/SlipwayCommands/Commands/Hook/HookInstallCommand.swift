internal import ArgumentParser
internal import Paths
internal import SlipwayKit

extension Hook: ExpressibleByArgument {}

/// The command `hook install`.
struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Write the scripts that make git ask Slipway.",
    usage: "slipway hook install [<options>] [<name> ...]",
    discussion: """
      They go where git looks for hooks, `core.hooksPath` included, and each is a few lines that call `slipway`. A hook \
      that is there already stays as it is, and the line to add to it is shown.

      Examples:
        slipway hook install
        slipway hook install pre-push
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: ArgumentHelp(
      "pre-commit, pre-push or pre-receive; by default the first two, in a bare repository the last.",
      valueName: "name"))
  var names: [Hook] = []

  func run() throws {
    let printer = Printer(global)
    let outcomes = try global.openDesk().install(names)
    for outcome in outcomes {
      switch outcome.kind {
      case .written: try printer.remark("wrote \(escaped(outcome.path))")
      case .wasThere, .removed, .wasAbsent: try printer.remark("\(escaped(outcome.path)) is there already")
      case .foreign: break
      }
    }
    guard let first = outcomes.first(where: { $0.kind == .foreign }) else { return }
    let foreign = outcomes.filter { $0.kind == .foreign }
    throw Trouble(
      .usage, "there is a hook already, left as it is: `\(escaped(first.path))`",
      help: foreign.map { "add this line to `\(escaped($0.path))`: \($0.hook.lineToAdd)" })
  }
}
