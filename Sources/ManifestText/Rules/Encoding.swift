package import Findings

extension Rule {
  /// The text is UTF-8.
  package static let yamlEncoding = Rule(
    id: "yaml-encoding",
    summary: "The text is UTF-8",
    explanation: """
      Bytes that are no UTF-8, or text in UTF-16 or UTF-32, would be shown and compared differently by every tool. \
      They are refused rather than replaced.
      """,
    example: "A file that an editor saved as UTF-16 or ISO-8859-1.",
    remedy: "Save the file as UTF-8.")
}
