/// What can be wrong, described once: `explain` and the rule reference are made from it.
package struct Rule: Sendable {
  /// Lower case with hyphens; stable, since people write it down.
  package let id: String
  /// What must hold, in a sentence.
  package let summary: String
  /// Why it must hold, and what exactly is judged.
  package let explanation: String
  /// What breaks it: a session in a repository that `slipway demo` made, or for a rule about YAML the lines of a file.
  ///
  /// In a session, a line is typed where it begins with `$ `, and printed by the last command where it does not; `…`
  /// stands for what differs from run to run. The tests type and compare.
  package let example: String
  /// What to do about it.
  package let remedy: String

  package init(id: String, summary: String, explanation: String, example: String, remedy: String) {
    self.id = id
    self.summary = summary
    self.explanation = explanation
    self.example = example
    self.remedy = remedy
  }
}

extension Rule {
  /// What stands above the example where it is shown.
  package var exampleHeading: String {
    example.hasPrefix("$ ") ? "Example, in a repository made by `slipway demo`" : "Example"
  }
}

extension Rule: Hashable {
  package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
