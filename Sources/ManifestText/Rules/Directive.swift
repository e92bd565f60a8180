package import Findings

extension Rule {
  /// The text has no directives.
  package static let yamlDirective = Rule(
    id: "yaml-directive",
    summary: "The text has no directives",
    explanation: """
      Lines such as `%YAML 1.1` or `%TAG` at the beginning change how the rest is read, by some readers and not by \
      others.
      """,
    example: "%YAML 1.1\n---\ntitle: Saved replies",
    remedy: "Remove the line that begins with `%`.")
}
