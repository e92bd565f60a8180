package import Findings

extension Rule {
  /// The text as a whole is keys with values.
  package static let yamlNotAMapping = Rule(
    id: "yaml-not-a-mapping",
    summary: "The text as a whole is keys with values",
    explanation: """
      A list or a single value at the top has no keys that could be looked up.
      """,
    example: "- title: Saved replies",
    remedy: "Begin the first line with a key: `title: …`.")
}
