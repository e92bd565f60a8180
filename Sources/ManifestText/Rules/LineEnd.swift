package import Findings

extension Rule {
  /// Lines end with LF or CR LF.
  package static let yamlLineEnd = Rule(
    id: "yaml-line-end",
    summary: "Lines end with LF or CR LF",
    explanation: """
      A carriage return alone and the Unicode breaks U+0085, U+2028 and U+2029 end a line for some YAML readers \
      and not for others, so that two tools see different keys. LF and CR LF are kept as they are.
      """,
    example: "title: Saved replies\u{2028}stage: done",
    remedy: "End lines with LF; write such a character in a value escaped: `\"\\u2028\"`.")
}
