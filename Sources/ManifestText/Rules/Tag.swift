package import Findings

extension Rule {
  /// No value carries a tag.
  package static let yamlTag = Rule(
    id: "yaml-tag",
    summary: "No value carries a tag",
    explanation: """
      `!tag` tells a reader which type a value has, in some readers which class to create. Here the field that a \
      value fills decides its type. A text that begins with `!` by chance is read as a tag too.
      """,
    example: "flag: !!str saved_replies",
    remedy: "Remove the tag; quote the text if it was meant to begin with `!`.")
}
