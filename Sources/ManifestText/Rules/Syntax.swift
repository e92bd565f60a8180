package import Findings

extension Rule {
  /// The text is YAML.
  package static let yamlSyntax = Rule(
    id: "yaml-syntax",
    summary: "The text is YAML",
    explanation: """
      No YAML reader can make sense of the text at this place. The commonest reasons: a value with `: ` or with \
      `@` or a backtick at its start needs quotes; the space behind a colon is missing; a quote or bracket is not \
      closed; a line is indented differently from its neighbours.
      """,
    example: "title: Saved replies: the sequel",
    remedy: "Put the value in quotes, or make the indentation fit.")
}
