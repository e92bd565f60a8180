package import Findings

extension Rule {
  /// A text has at most 256 KiB.
  package static let yamlTooLarge = Rule(
    id: "yaml-too-large",
    summary: "A text has at most 256 KiB",
    explanation: """
      The limit keeps a check of thousands of files quick and small. It is judged from the size alone, before \
      anything is read.
      """,
    example: "A file of 300 KiB.",
    remedy: "Move long prose and data to files of their own and link to them.")
}
