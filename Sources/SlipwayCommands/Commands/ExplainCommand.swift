internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit

/// The command `explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: SlipwayCommand.name,
    abstract: "Explain a rule: what it asks for, why, an example and the remedy.",
    usage: "slipway explain [<options>] [<rule>]",
    discussion: """
      The examples can be typed in a repository that `slipway demo` made. Without a rule, all rules are listed, and \
      after them the topics that are explained too.

      Examples:
        slipway explain gate-sign-offs
        slipway explain exit-codes
        slipway explain
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The rule, as findings name it in brackets, or a topic; a list of them all if left out.")
  var rule: String?

  @OptionGroup var format: FormatOption

  func run() throws {
    let printer = Printer(global)
    guard let rule else { return try list(printer) }
    if let found = RuleBook.all.first(where: { $0.id == rule }) {
      switch format.format {
      case .json: try printer.result(JSONEnvelope(kind: "rule", body: RuleJSON(found)).text())
      case .text: try printer.result(text(found, printer))
      }
    } else if let topic = HelpTopic.named(rule) {
      switch format.format {
      case .json: try printer.result(JSONEnvelope(kind: "topic", body: TopicJSON(topic)).text())
      case .text: try printer.result("\(printer.style.bold(topic.name))\n\(topic.summary).\n\n\(topic.text)")
      }
    } else {
      let known = RuleBook.all.map(\.id) + HelpTopic.all.map(\.name)
      let near = nearest(to: rule, among: known).map { ["did you mean `\($0)`?"] } ?? []
      throw Trouble(.usage, "there is no rule `\(escaped(rule))`", help: near + ["`slipway explain` lists them all"])
    }
  }

  private func list(_ printer: Printer) throws {
    if format.format == .json {
      return try printer.result(
        JSONEnvelope(kind: "rules", body: RulesJSON(rules: RuleBook.all.map(RuleJSON.init))).text())
    }
    let rules = RuleBook.all.map { ($0.id, $0.summary) }
    let topics = HelpTopic.all.map { ($0.name, $0.summary) }
    let width = (rules + topics).map(\.0.count).max() ?? 0
    func lines(_ entries: [(String, String)]) -> String {
      entries.map { name, summary in
        let lines = wrapped(summary, to: printer.columns.map { max(20, $0 - width - 2) } ?? .max)
        return name + String(repeating: " ", count: width - name.count + 2)
          + lines.joined(separator: "\n" + String(repeating: " ", count: width + 2))
      }.joined(separator: "\n")
    }
    try printer.result(lines(rules))
    try printer.result("\n" + printer.style.faint("Topics") + "\n" + lines(topics))
  }

  private func text(_ rule: Rule, _ printer: Printer) -> String {
    let style = printer.style
    func prose(_ text: String) -> String {
      wrapped(text, to: printer.columns.map { min($0, 100) } ?? .max).joined(separator: "\n")
    }
    return """
      \(style.bold(rule.id))
      \(prose(rule.summary + "."))

      \(prose(rule.explanation))

      \(style.faint(rule.exampleHeading))
      \(rule.example.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n"))

      \(style.faint("Remedy"))
      \(prose(rule.remedy))
      """
  }
}

private struct TopicJSON: Encodable {
  let topic: String
  let summary: String
  let text: String

  init(_ topic: HelpTopic) {
    self.topic = topic.name
    summary = topic.summary
    text = topic.text
  }
}

struct RuleJSON: Encodable {
  let id: String
  let summary: String
  let explanation: String
  let example: String
  let remedy: String

  init(_ rule: Rule) {
    id = rule.id
    summary = rule.summary
    explanation = rule.explanation
    example = rule.example
    remedy = rule.remedy
  }
}

private struct RulesJSON: Encodable {
  let rules: [RuleJSON]
}
