package import Findings

extension Rule {
  /// Collections lie at most 32 deep.
  package static let yamlTooDeep = Rule(
    id: "yaml-too-deep",
    summary: "Collections lie at most 32 deep",
    explanation: """
      Deep nesting costs readers time and stack out of proportion: 40,000 brackets in a row keep common libraries \
      busy for seconds. Nothing that people write comes near the limit.
      """,
    example: "deep: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    remedy: "Take collections apart, or name their parts at a higher level.")
}
