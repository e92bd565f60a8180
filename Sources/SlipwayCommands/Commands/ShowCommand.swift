internal import ArgumentParser
internal import SlipwayKit

/// The command `show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all that is on record about a feature.",
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
    let detail = try global.openDesk().detail(of: feature)
    switch format.format {
    case .json: try printer.result(JSONEnvelope(kind: "feature", body: DetailJSON(detail)).text())
    case .text: try printer.result(DetailText(style: printer.style).render(detail))
    }
  }
}
