internal import ArgumentParser
internal import Paths
internal import SlipwayKit

/// The command `show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", _superCommandName: SlipwayCommand.name,
    abstract: "Show all that is on record about a feature.",
    usage: "slipway show [<options>] <feature>",
    discussion: """
      Example:
        slipway show saved-replies
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The feature's identity, or its manifest's path.")
  var feature: String

  @OptionGroup var format: FormatOption

  func run() throws {
    let printer = Printer(global)
    let desk = try global.openDesk()
    let detail = try desk.detail(of: feature)
    if (try? desk.isChanged(detail.path)) == true {
      try printer.remark("note: `\(detail.path)` has changes that are not committed; this is what HEAD says")
    }
    switch format.format {
    case .json: try printer.result(JSONEnvelope(kind: "feature", body: DetailJSON(detail)).text())
    case .text: try printer.result(DetailText(style: printer.style).render(detail))
    }
  }
}
