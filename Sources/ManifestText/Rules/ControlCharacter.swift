package import Findings

extension Rule {
  /// The text holds no control characters.
  package static let yamlControlCharacter = Rule(
    id: "yaml-control-character",
    summary: "The text holds no control characters",
    explanation: """
      Controls other than tab and line end (NUL, escape, DEL, the C1 set) and U+FFFE and U+FFFF are not allowed in \
      YAML. They can move a terminal's cursor and hide what a file says.
      """,
    example: "title: Saved\u{7}replies",
    remedy: "Remove the character; where a value needs it, write it escaped in double quotes: `\"\\a\"`.")
}
