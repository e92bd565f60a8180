package import Findings

extension Rule {
  /// The text holds something.
  package static let yamlEmpty = Rule(
    id: "yaml-empty",
    summary: "The text holds something",
    explanation: """
      A file with nothing in it, or with comments alone, says nothing. It is refused rather than read as a mapping \
      without keys, since a file that was emptied by mistake would pass as complete.
      """,
    example: "# to be written",
    remedy: "Write the keys that are asked for, or delete the file.")
}
