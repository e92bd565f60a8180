internal import ArgumentParser
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// The command `log`.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", _superCommandName: SlipwayCommand.name,
    abstract: "List the changes of stage in history, newest first, each judged by the policy of its time.",
    discussion: """
      Each line says when, in which landing, whether it was legal, which feature moved where, who made it move, and how \
      long it had been in the stage that it left. JSON, CSV and XES also tell what the gates were shown, whose sign-offs \
      held and what was waived. XES is the format of process mining tools (IEEE 1849): each feature is a case, each change of stage an event.

      Where `slipway audit` was here before, what it found is used.

      Examples:
        slipway log
        slipway log saved-replies
        slipway log --stage beta-release --since 2026-01-01
        slipway log --team support --until 2026-06-30
        slipway log --format jsonl --at v2.0
        slipway log --format csv
        slipway log --format xes
        slipway log --workflow stricter.yaml
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var policy: PolicyOption

  @Argument(help: "The feature's identity, or its manifest's path; all features if left out.")
  var feature: String?

  @Option(help: ArgumentHelp("Begin at this commit instead of HEAD.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Only what landed on this day, YYYY-MM-DD, or later.", valueName: "day"))
  var since: Day?

  @Option(help: ArgumentHelp("Only what landed on this day, YYYY-MM-DD, or earlier.", valueName: "day"))
  var until: Day?

  @Option(help: ArgumentHelp("Only changes into or out of this stage.", valueName: "stage"))
  var stage: String?

  @Option(help: ArgumentHelp("Only changes for which this team signed off.", valueName: "team"))
  var team: String?

  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("Stop after so many.", valueName: "count"))
  var maxCount: Int?

  @Option(help: ArgumentHelp("How to print the result.", valueName: "format"))
  var format = LogFormat.text

  func run() throws {
    let desk = try global.openDesk()
    var query = LogQuery()
    (query.feature, query.since, query.until, query.stage, query.team) = (feature, since, until, stage, team)
    let listing = LogListing(
      query: query, revision: at, standIn: try policy.policy(global, at: desk), limit: maxCount, format: format)
    try listing.print(from: desk, on: Printer(global))
  }
}

extension LogCommand {
  /// Runs `log FEATURE` without anything else; false for all other command lines.
  ///
  /// The argument parser alone takes as long as the answer, where an audit was here before.
  static func runPlainly(_ arguments: [String], _ printer: Printer) throws -> Bool {
    guard arguments.count == 2, arguments[0] == "log", !arguments[1].hasPrefix("-"), !arguments[1].isEmpty else {
      return false
    }
    var query = LogQuery()
    query.feature = arguments[1]
    let desk = try Desk(in: nil, environment: Environment.variables, now: Environment.now)
    try LogListing(query: query).print(from: desk, on: printer)
    return true
  }
}

/// What `log` lists, and how.
private struct LogListing {
  let query: LogQuery
  var revision: String?
  var standIn: Policy?
  var limit: Int?
  var format = LogFormat.text

  func print(from desk: Desk, on printer: Printer) throws {
    var entries: [LoggedTransition] = []
    var count = 0
    let limit = limit ?? .max
    if limit <= 0 { return }
    if format == .csv { try printer.result(LogCSV.header) }
    try desk.log(query, revision: revision, standIn: standIn) { transition in
      switch format {
      case .text: try printer.result(LogText(style: printer.style, isTerminal: printer.isTerminal).render(transition))
      case .jsonl: try printer.result(JSONEnvelope(kind: "transition", body: LogJSON(transition)).text(pretty: false))
      case .csv: try printer.result(LogCSV.row(transition))
      case .json, .xes: entries.append(transition)
      }
      count += 1
      return count < limit
    }
    if count == 0, let slip = try desk.slip(in: query, revision: revision, standIn: standIn) { throw slip }
    switch format {
    case .json:
      let list = LogListJSON(transitions: entries.map(LogJSON.init))
      try printer.result(JSONEnvelope(kind: "log", body: list).text())
    case .xes: try printer.result(LogXES.text(entries))
    case .text, .jsonl, .csv: break
    }
    if count == 0, format == .text {
      let whose = query.feature.map { " of `\(escaped($0))`" } ?? ""
      try printer.remark(
        "no change of stage\(whose) in this history\(query.isNarrowed ? " matches these filters" : "")")
    }
  }
}

enum LogFormat: String, Choice {
  case text, json, jsonl, csv, xes
}

extension Day: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
