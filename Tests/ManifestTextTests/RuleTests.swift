import Findings
import ManifestText
import Testing

@Suite struct RuleTests {
  @Test func identifiersAreUnique() {
    #expect(Set(manifestTextRules.map(\.id)).count == manifestTextRules.count)
    #expect(manifestTextRules.allSatisfy { $0.id.hasPrefix("yaml-") })
  }

  /// Rules whose breach no text can show are described in words.
  static let shown = manifestTextRules.filter { ![.yamlTooLarge, .yamlEncoding].contains($0) }

  @Test(arguments: shown) func theExampleBreaksItsRuleAlone(rule: Rule) {
    #expect(rules(rule.example) == [rule.id])
  }

  static let bytes: [(Rule, [UInt8])] = [
    (.yamlTooLarge, Array(repeating: UInt8(ascii: "a"), count: 256 * 1024 + 1)),
    (.yamlEncoding, Array("title: ".utf8) + [0xE9, 0x0A]),
    (.yamlEncoding, [0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00]),
    (.yamlEncoding, [0x61, 0x00, 0x3A, 0x00, 0x20, 0x00]),
    (.yamlEncoding, [0x00, 0x61, 0x00, 0x3A]),
    (.yamlEncoding, Array("a: ".utf8) + [0xED, 0xA0, 0x80]),
    (.yamlEncoding, Array("a: ".utf8) + [0xC0, 0x80]),
    (.yamlControlCharacter, Array("a: b\u{0}c".utf8)),
    (.yamlControlCharacter, Array("a: b\u{7F}c".utf8)),
    (.yamlControlCharacter, Array("a: b\u{9B}31m".utf8)),
    (.yamlControlCharacter, Array("a: b\u{1B}[31m".utf8)),
    (.yamlControlCharacter, Array("a: b\u{FFFE}".utf8)),
    (.yamlByteOrderMark, Array("\u{FEFF}a: b".utf8)),
    (.yamlLineEnd, Array("a: b\rc: d\r".utf8)),
    (.yamlLineEnd, Array("a: b\u{85}".utf8)),
  ]

  @Test(arguments: bytes) func bytesThatAreNoText(rule: Rule, bytes: [UInt8]) {
    #expect(Document.parse(file(bytes)).findings.map(\.rule) == [rule])
  }

  static let refused: [(String, [String])] = [
    ("a: &x \"\"", ["yaml-anchor"]), ("a: &x", ["yaml-anchor"]), ("a: !!str", ["yaml-tag"]),
    ("&x a: b", ["yaml-anchor"]), ("&x\na: b", ["yaml-anchor"]), ("a: *x", ["yaml-alias"]), ("*x : b", ["yaml-alias"]),
    ("a: {*x : b}", ["yaml-alias"]), ("", ["yaml-empty"]), ("---", ["yaml-empty"]), ("...", ["yaml-syntax"]),
    ("\"\"", ["yaml-not-a-mapping"]), ("{a: b}\n---\n", ["yaml-several-documents"]),
    ("a: 1\n" + (0..<50).map { "k\($0): 1\n" }.joined() + "a: 2\n", ["yaml-duplicate-key"]),
    ("a: {x: 1, \"\\x78\": 2}", ["yaml-duplicate-key"]), ("a: [?]", ["yaml-complex-key"]),
    ("a: {: b}", ["yaml-syntax"]), ("a: b\n%x\n", ["yaml-directive"]),
  ]

  @Test(arguments: refused) func refusedByName(text: String, expected: [String]) {
    #expect(rules(text) == expected)
  }

  static let allowed = [
    "a: b", "a: b\n", "---\na: b\n", "a: b\n...\n", "a:\n", "a: \"\"\n", "{}", "{a: b, c}\n", "a: \"<<\"\n",
    "a: alpha|beta|stable\n", "a: [\"@x\", 'y']\n", "a: b\r\nc: d\r\n", "a: |\n  x\n  y\n", "a: \"\\e[31m\\u202E\"\n",
    "on: no\nx: 12:30:45\ny: 1.10\nz: 0o17\n", "a: \u{202E}b\u{200B}c\n", "\"<<\": x\n", "é: ü\n", "a:\tb\n",
    "a: [b: c]\n",
  ]

  @Test(arguments: allowed) func allowedTextIsSilent(text: String) {
    #expect(rules(text) == [])
  }
}
