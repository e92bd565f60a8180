internal import ArgumentParser
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// The command `log`.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the changes of stage in history, newest first, each judged by the policy of its time.",
    discussion: """
      Examples:
        slipway log
        slipway log saved-replies
        slipway log --format jsonl --at v2.0
        slipway log --workflow stricter.yaml
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var policy: PolicyOption

  @Argument(help: "The feature's identity, or its manifest's path; all features if left out.")
  var feature: String?

  @Option(help: ArgumentHelp("Begin at this commit instead of HEAD.", valueName: "rev"))
  var at: String?

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Stop after so many.", valueName: "count"))
  var maxCount: Int?

  @Option(help: ArgumentHelp("How to print the result.", valueName: "format"))
  var format = LogFormat.text

  func run() throws {
    let printer = Printer(global)
    let desk = try global.openDesk()
    let standIn = try policy.policy(global, at: desk)
    var entries: [LogJSON] = []
    var count = 0
    let limit = maxCount ?? .max
    if limit <= 0 { return }
    try desk.log(feature, revision: at, standIn: standIn) { transition in
      switch format {
      case .text: try printer.result(LogText(style: printer.style, isTerminal: printer.isTerminal).render(transition))
      case .jsonl: try printer.result(JSONEnvelope(kind: "transition", body: LogJSON(transition)).text(pretty: false))
      case .json: entries.append(LogJSON(transition))
      }
      count += 1
      return count < limit
    }
    if format == .json { try printer.result(JSONEnvelope(kind: "log", body: LogListJSON(transitions: entries)).text()) }
    if count == 0, format == .text {
      try printer.remark(
        feature == nil
          ? "no change of stage in this history" : "no change of stage of `\(escaped(feature ?? ""))` in this history")
    }
  }
}

enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, jsonl
}
