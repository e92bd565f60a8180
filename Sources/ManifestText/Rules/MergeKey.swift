package import Findings

extension Rule {
  /// No mapping has the merge key `<<`.
  package static let yamlMergeKey = Rule(
    id: "yaml-merge-key",
    summary: "No mapping has the merge key `<<`",
    explanation: """
      `<<` pulls the entries of another mapping into this one. It left YAML with version 1.2; some readers still \
      merge and some see a key named `<<`.
      """,
    example: "gate:\n  <<: {soak: 3 days}",
    remedy: "Write the entries here. A key that really is `<<` needs quotes.")
}
