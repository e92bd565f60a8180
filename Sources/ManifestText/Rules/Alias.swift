package import Findings

extension Rule {
  /// No value is an alias.
  package static let yamlAlias = Rule(
    id: "yaml-alias",
    summary: "No value is an alias",
    explanation: """
      `*name` repeats a value from another place. Reviewers of the changed line then do not see the value, and \
      aliases of aliases can stand for gigabytes. A text that begins with `*`, such as a glob, is read as an alias \
      too.
      """,
    example: "files: *.md",
    remedy: "Write the value itself; quote a text that begins with `*`: `\"*.md\"`.")
}
