internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// The command `discover`.
struct DiscoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover", _superCommandName: SlipwayCommand.name,
    abstract: "Propose a workflow from the history of a repository that never had one.",
    usage: "slipway discover [<options>]",
    discussion: """
      Reads the whole line for the stages that manifests were in: which there are, how many features went from where to \
      where and how long they stayed. Edges that are so rare that they look like mistakes, and names that look misspelt, are \
      listed apart. Nothing is written: the proposal goes to standard output.

      Examples:
        slipway discover
        slipway discover --format workflow
        slipway discover --files 'features/*.yaml' --stage-key stage --format mermaid
        slipway discover --format dot
        slipway discover --format json
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("Which files are manifests: git's globs. Can be repeated.", valueName: "glob"))
  var files: [String] = []

  @Option(help: ArgumentHelp("Which of them are none. Can be repeated.", valueName: "glob"))
  var except: [String] = []

  @Option(help: ArgumentHelp("The key that holds the stage; dots lead inside.", valueName: "path"))
  var stageKey = "stage"

  @Option(help: ArgumentHelp("What tells features apart: stem, folder, or the path of a field.", valueName: "what"))
  var identity = "stem"

  @Option(help: ArgumentHelp("The stage of a manifest that does not have the key.", valueName: "stage"))
  var stageIfAbsent: String?

  @Flag(help: "Manifests are Markdown, with YAML between two lines of --- at the top.")
  var frontMatter = false

  @Option(help: ArgumentHelp("Begin at this commit instead of HEAD.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("How to print the result.", valueName: "format"))
  var format = DiscoveryFormat.text

  func run() throws {
    let printer = Printer(global)
    var terms = DiscoveryTerms()
    if !files.isEmpty { terms.files = files }
    (terms.except, terms.stageKey, terms.identity, terms.stageIfAbsent) = (except, stageKey, identity, stageIfAbsent)
    (terms.isFrontMatter, terms.revision) = (frontMatter, at)
    let discovery = try global.openDesk().discover(terms)
    switch format {
    case .text: try printer.result(DiscoveryText(printer: printer).text(discovery))
    case .workflow:
      let digits = (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
      try printer.result(ProposedWorkflow(discovery, terms, identifier: digits).text)
    case .dot: try printer.result(DiscoveryPicture(discovery).dot)
    case .mermaid: try printer.result(DiscoveryPicture(discovery).mermaid)
    case .json: try printer.result(JSONEnvelope(kind: "discovery", body: DiscoveryJSON(discovery)).text())
    }
  }
}

enum DiscoveryFormat: String, Choice {
  case text, workflow, dot, mermaid, json
}
