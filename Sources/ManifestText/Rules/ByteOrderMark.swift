package import Findings

extension Rule {
  /// The text does not begin with a byte-order mark.
  package static let yamlByteOrderMark = Rule(
    id: "yaml-byte-order-mark",
    summary: "The text does not begin with a byte-order mark",
    explanation: """
      Some editors put the invisible U+FEFF before the first character. Tools that do not expect it take it for a \
      part of the first key.
      """,
    example: "\u{FEFF}title: Saved replies",
    remedy: "Save as UTF-8 without a byte-order mark.")
}
