package import Findings

extension Rule {
  /// Every key is a word before a colon.
  package static let yamlComplexKey = Rule(
    id: "yaml-complex-key",
    summary: "Every key is a word before a colon",
    explanation: """
      YAML also allows lists and mappings as keys, keys behind `?`, and no key at all. JSON and most programs have \
      no such keys. What leads here is mostly a template such as `{{name}}` without quotes.
      """,
    example: "title: Saved replies\n? owner\n: composer-lead",
    remedy: "Write `key: value`; put quotes around a text that begins with `{`, `[` or `?`.")
}
