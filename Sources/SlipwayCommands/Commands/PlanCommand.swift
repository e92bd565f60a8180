internal import ArgumentParser
internal import Paths
internal import SlipwayKit

/// The command `plan`.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", _superCommandName: SlipwayCommand.name,
    abstract: "Tell what a feature still needs for its next stage, and who can give it.",
    usage: "slipway plan [<options>] <feature>",
    discussion: """
      On another branch than the line it tells what a landing on the line needs: by the policy there, with what landed \
      there meanwhile, and with the time since the feature's last landing there.

      Example:
        slipway plan saved-replies
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @OptionGroup var format: FormatOption

  func run() throws {
    let printer = Printer(global)
    let desk = try global.openDesk()
    let plan = try desk.plan(feature)
    if (try? desk.isChanged(plan.path)) == true {
      try printer.remark("note: `\(plan.path)` has changes that are not committed; this is what HEAD says")
    }
    switch format.format {
    case .json: try printer.result(JSONEnvelope(kind: "plan", body: PlanJSON(plan)).text())
    case .text: try printer.result(PlanText(style: printer.style, columns: printer.columns).render(plan))
    }
  }
}
