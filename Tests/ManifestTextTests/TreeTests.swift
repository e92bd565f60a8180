import Findings
import ManifestText
import Paths
import Testing

@Suite struct TreeTests {
  static let ranges: [(text: String, path: [Change.Step], written: String)] = [
    ("a: b # c\n", ["a"], "b"),
    ("a: 'b c'  \n", ["a"], "'b c'"),
    ("é: \"ü\" # ö\nb: ß\n", ["b"], "ß"),
    ("é: \"ü\" # ö\nb: ß\n", ["é"], "\"ü\""),
    ("a:\n  b: 1\n  c: 2 # x\n\n# y\nd: 3\n", ["a"], "b: 1\n  c: 2"),
    ("a:\n- b\n-   c\n\n# y\nd: 3\n", ["a"], "- b\n-   c"),
    ("a: |\n  x\n  y\n\n\n# c\nb: 1\n", ["a"], "|\n  x\n  y"),
    ("a: |+\n  x\n\n\nb: 1\n", ["a"], "|+\n  x\n\n"),
    ("a: >-\r\n  x\r\n\r\nb: 1\r\n", ["a"], ">-\r\n  x"),
    ("a: |\n  x", ["a"], "|\n  x"),
    ("a: |1\n  x\n   \n\nb: 1\n", ["a"], "|1\n  x\n   "),
    ("a: |\n\n\nb: 1\n", ["a"], "|"),
    ("a: [b, {c: d}] # e\n", ["a"], "[b, {c: d}]"),
    ("a: [b, {c: d}] # e\n", ["a", 1], "{c: d}"),
    ("a: [b: c]\n", ["a", 0], "b: c"),
    ("a: {b: , c}\n", ["a", "b"], ""),
    ("a: b\n  c\n  d\n", ["a"], "b\n  c\n  d"),
    ("a:\n  - - x\n    - y\n  - z\n", ["a", 0], "- x\n    - y"),
    ("--- \na: b\n...\n", [], "a: b"),
  ]

  @Test(arguments: ranges) func rangesAreExact(text: String, path: [Change.Step], written: String) throws {
    let document = try document(text)
    #expect(document.written(document.root[steps: path]) == written)
  }

  static let texts: [(text: String, expected: String)] = [
    ("a: b\n", "b"), ("a: 'it''s'\n", "it's"), ("a: \"x\\ty\\u00e9\"\n", "x\tyé"), ("a: |\n  x\n   y\n", "x\n y\n"),
    ("a: >\n  x\n  y\n", "x y\n"), ("a: b\n  c\n", "b c"), ("a: no\n", "no"), ("a: 2026-11-02\n", "2026-11-02"),
    ("a: |\r\n  x\r\n  y\r\n", "x\ny\n"), ("a: \"\"\n", ""), ("a: \"\\e[31m\"\n", "\u{1B}[31m"), ("a: x#y\n", "x#y"),
  ]

  @Test(arguments: texts) func textIsDecoded(text: String, expected: String) throws {
    let node = try #require(try document(text).root["a"])
    #expect(node.text.utf8.elementsEqual(expected.utf8))
    #expect(node.hasText(expected))
    #expect(!node.isEmpty)
  }

  @Test func nothingWrittenIsNoText() throws {
    let root = try document("a:\nb: ''\nc:\n  -\n  - x\n").root
    #expect(root["a"]?.isEmpty == true)
    #expect(root["a"]?.scalar == nil)
    #expect(root["b"]?.isEmpty == false)
    #expect(root.value == .map([.init("c", .list([.empty, .text("x")])), .init("b", .text("")), .init("a", .empty)]))
  }

  @Test func lookups() throws {
    let root = try document("a:\n  b:\n    c: d\nl: [x, y]\n").root
    #expect(root["a"]?["b"]?["c"]?.hasText("d" as StaticString) == true)
    #expect(root["a"]?["x"]?["c"] == nil)
    #expect(root["l"]?.items.map(\.text) == ["x", "y"])
    #expect(root.entries.map(\.key.text) == ["a", "l"])
    #expect(root.count == 2)
  }

  @Test func equalityIsByBytes() {
    #expect(YAMLValue.text("\u{E9}") != .text("e\u{301}"))
    #expect(YAMLValue.map([.init("a", .empty), .init("b", .empty)]) == .map([.init("b", .empty), .init("a", .empty)]))
    #expect(YAMLValue.map([.init("a", .empty)]) != .map([.init("b", .empty)]))
  }

  @Test func placesInFrontMatterAreOffsetsOfTheFile() throws {
    let source = file("---\ntitle: é\nstage: done\n---\n\n# Text: @not YAML\n")
    let range = try #require(frontMatter(of: source))
    let document = try #require(Document.parse(source, range: range).document)
    #expect(document.written(document.root["stage"]) == "done")
    #expect(document.root["stage"]?.place.start.line == 3)
    let bytes = try edited(document, [.set(["stage"], .text("beta")), .set(["flag"], .text("x"))])
    #expect(String(decoding: bytes, as: UTF8.self) == "---\ntitle: é\nstage: beta\nflag: x\n---\n\n# Text: @not YAML\n")
  }

  @Test(arguments: ["", "---\na: b\n", "# x\n---\na: b\n---\n", "--- x\na: b\n---\n"])
  func noFrontMatter(text: String) {
    #expect(frontMatter(of: file(text)) == nil)
  }

  static let hostile = ["[", "{", "- ", "? ", "[\n", "{a: ", "[? ", "a: ", "&a ", "! ", "*a ", "\"", "'", "[a, "]

  @Test(arguments: hostile) func rowsAreRefusedAtOnce(piece: String) {
    let text = "x: " + String(repeating: piece, count: 40_000)
    let clock = ContinuousClock()
    var parsed: ParsedText?
    let time = clock.measure { parsed = Document.parse(file(text)) }
    // Two quotes are one empty text, so that rows of single quotes can be YAML.
    #expect(parsed?.findings.isEmpty == (piece == "'"))
    // Ten times what a release build needs on a slow machine.
    #expect(time < .milliseconds(500))
  }
}
