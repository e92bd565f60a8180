package import Findings

extension Rule {
  /// A key stands once in its mapping.
  package static let yamlDuplicateKey = Rule(
    id: "yaml-duplicate-key",
    summary: "A key stands once in its mapping",
    explanation: """
      YAML leaves open which of two equal keys counts, and readers differ: the first, the last, an error. What one \
      tool checks another would not see. Keys that Unicode calls equivalent are the same key.
      """,
    example: "stage: development\nstage: done",
    remedy: "Keep one of the two entries, or give one of them the key that was meant.")
}
