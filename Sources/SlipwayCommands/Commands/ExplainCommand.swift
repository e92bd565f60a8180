internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit

/// The command `explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule: what it asks for, why, an example and the remedy.",
    discussion: """
      Examples:
        slipway explain gate-sign-offs
        slipway explain
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The rule, as findings name it in brackets; all of them if left out.")
  var rule: String?

  @OptionGroup var format: FormatOption

  func run() throws {
    let printer = Printer(global)
    guard let rule else {
      switch format.format {
      case .json:
        try printer.result(JSONEnvelope(kind: "rules", body: RulesJSON(rules: RuleBook.all.map(RuleJSON.init))).text())
      case .text:
        let width = RuleBook.all.map(\.id.count).max() ?? 0
        for rule in RuleBook.all {
          try printer.result(rule.id + String(repeating: " ", count: width - rule.id.count + 2) + rule.summary)
        }
      }
      return
    }
    guard let found = RuleBook.all.first(where: { $0.id == rule }) else {
      let near = nearest(to: rule, among: RuleBook.all.map(\.id)).map { ["did you mean `\($0)`?"] } ?? []
      throw Trouble(.usage, "there is no rule `\(escaped(rule))`", help: near + ["`slipway explain` lists them all"])
    }
    switch format.format {
    case .json: try printer.result(JSONEnvelope(kind: "rule", body: RuleJSON(found)).text())
    case .text: try printer.result(text(found, printer.style))
    }
  }

  private func text(_ rule: Rule, _ style: Style) -> String {
    """
    \(style.bold(rule.id))
    \(rule.summary).

    \(rule.explanation)

    \(style.faint(rule.exampleHeading))
    \(rule.example.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n"))

    \(style.faint("Remedy"))
    \(rule.remedy)
    """
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
