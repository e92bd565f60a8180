import Findings
import ManifestText
import Testing

@Suite struct EditTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let before: String
    let changes: [Change]
    let after: String
    var testDescription: String { before }

    init(_ before: String, _ changes: Change..., to after: String) {
      self.before = before
      self.changes = changes
      self.after = after
    }
  }

  static let signOff = YAMLValue.map([
    .init("team", .text("support")), .init("by", .text("support-lead")), .init("on", .text("2026-10-02")),
    .init("covers", .text("5f1c0b7e9d")),
  ])

  static let cases: [Case] = [
    Case("stage: a # now\nflag: x\n", .set(["stage"], .text("b")), to: "stage: b # now\nflag: x\n"),
    Case("stage: 'a'\r\nb: c\r\n", .set(["stage"], .text("it's")), to: "stage: 'it''s'\r\nb: c\r\n"),
    Case("stage: \"a\"", .set(["stage"], .text("b")), to: "stage: \"b\""),
    Case("stage: a", .set(["flag"], .text("no")), to: "stage: a\nflag: \"no\""),
    Case("stage: a\n", .set(["at"], .text("12:30")), to: "stage: a\nat: \"12:30\"\n"),
    Case("stage: a\n", .set(["v"], .text("1.10")), to: "stage: a\nv: \"1.10\"\n"),
    Case("stage: a\n", .set(["n"], .text("4"), layout: .bare), to: "stage: a\nn: 4\n"),
    Case("stage: a\n", .set(["on"], .text("2026-11-02")), to: "stage: a\non: 2026-11-02\n"),
    Case("stage: a\n", .set(["u"], .text("https://x.y/z")), to: "stage: a\nu: https://x.y/z\n"),
    Case("stage: a\n", .set(["u"], .text("a: b")), to: "stage: a\nu: \"a: b\"\n"),
    Case("stage: a\n", .set(["u"], .text("say \"x\": y")), to: "stage: a\nu: 'say \"x\": y'\n"),
    Case("stage: a\n", .set(["u"], .text("x\u{202E}\u{1B}")), to: "stage: a\nu: \"x\\u202E\\x1B\"\n"),
    Case("a: 1\nb: 2\n", .set(["c"], .text("x"), after: ["a"]), to: "a: 1\nc: x\nb: 2\n"),
    Case("a:   # none\nb: 2\n", .set(["a"], .text("x")), to: "a: x   # none\nb: 2\n"),
    Case("a:\n    b: 1\n", .set(["c", "d"], .text("x")), to: "a:\n    b: 1\nc:\n    d: x\n"),
    Case("gates: {}\n", .set(["gates", "dev", "skipped"], .text("x")), to: "gates:\n  dev:\n    skipped: x\n"),
    Case("gates: {a: b} # c\n", .set(["gates", "d"], .text("x, y")), to: "gates: {a: b, d: \"x, y\"} # c\n"),
    Case("l:\n- a\n- b # c\n\n# d\n", .append(["l"], .text("e")), to: "l:\n- a\n- b # c\n- e\n\n# d\n"),
    Case("l: [a, b]\n", .append(["l"], .text("c")), to: "l: [a, b, c]\n"),
    Case("l: []\n", .append(["l"], .text("c")), to: "l:\n  - c\n"),
    Case(
      "l:\n", .append(["l"], signOff, layout: .flowItems),
      to: "l:\n  - {team: support, by: support-lead, on: 2026-10-02, covers: 5f1c0b7e9d}\n"),
    Case(
      "a:\n- b\n", .append(["g", "s"], signOff),
      to: "a:\n- b\ng:\n  s:\n  - team: support\n    by: support-lead\n    on: 2026-10-02\n    covers: 5f1c0b7e9d\n"),
    Case(
      "l: [\n  a, # first\n  b # second\n]\n", .append(["l"], .text("c")),
      to: "l: [\n  a, # first\n  b, # second\n  c\n]\n"),
    Case("l: [\n  a,\n  b,\n]\n", .append(["l"], .text("c")), to: "l: [\n  a,\n  b,\n  c,\n]\n"),
    Case("l: [\n  a, # first\n  b # second\n]\n", .remove(["l", 1]), to: "l: [\n  a # first\n]\n"),
    Case("l: [a, b, c]\n", .remove(["l", 1]), to: "l: [a, c]\n"),
    Case("l: [a, b, c]\n", .remove(["l", 2]), to: "l: [a, b]\n"),
    Case("m: {a: 1, b: 2}\n", .remove(["m", "a"]), to: "m: {b: 2}\n"),
    Case("a: 1\n# about b\nb:\n  - x\n  - y # z\nc: 3\n", .remove(["b"]), to: "a: 1\n# about b\nc: 3\n"),
    Case("a: 1\nb: 2", .remove(["b"]), to: "a: 1"),
    Case("a: |\n  x\nb: 2", .remove(["b"]), to: "a: |\n  x\n"),
    Case("a:\n  b: 1 # x\nc: 2\n", .remove(["a", "b"]), to: "a: {}\nc: 2\n"),
    Case("a: # note\n  - b\nc: 2\n", .remove(["a", 0]), to: "a: [] # note\nc: 2\n"),
    Case("l:\n  - a: 1\n    b: 2\n", .remove(["l", 0, "a"]), to: "l:\n  - b: 2\n"),
    Case("l:\n  - a: 1\n    # about b\n    b: 2\n", .remove(["l", 0, "a"]), to: "l:\n  - \n    # about b\n    b: 2\n"),
    Case("t: |\n  old\n  text\n\nb: 1\n", .set(["t"], .text("new\nlines\n")), to: "t: |\n  new\n  lines\n\nb: 1\n"),
    Case("t: x\r\n", .set(["u"], .text("new\nlines")), to: "t: x\r\nu: |-\r\n  new\r\n  lines\r\n"),
    Case("a: old # note\nb: 1\n", .set(["a"], .list([.text("x")])), to: "a: # note\n  - x\nb: 1\n"),
    Case("a: # note\n  b: 1\n  # more\n  c: 2\nd: 3\n", .set(["a"], .text("x")), to: "a: x # note\nd: 3\n"),
    Case("a: |\n  x", .set(["b"], .text("z")), to: "a: |-\n  x\nb: z"),
    Case("a: b\n...\n", .set(["c"], .text("d")), to: "a: b\nc: d\n...\n"),
    Case(
      "l:\n  - a # one\n  - b # two\n  - c\n", .set(["l"], .list([.text("a"), .text("c")])),
      to: "l:\n  - a # one\n  - c\n"),
    Case(
      "m:\n  a: 1 # one\n  b: '2' # two\n", .set(["m"], .map([.init("b", .text("3")), .init("a", .text("1"))])),
      to: "m:\n  a: 1 # one\n  b: '3' # two\n"),
    Case("a: {b: , c: d}\n", .remove(["a", "c"]), to: "a: {b: }\n"),
    Case("a: b", .set(["c"], .text("two\nlines\n")), to: "a: b\nc: \"two\\nlines\\n\""),
    Case("a: |+\n  x\nb: |\n  y\n\nc: 1\n", .remove(["b"]), to: "a: |+\n  x\nc: 1\n"),
    Case("{}\n", .set(["a"], .text("b")), to: "a: b\n"),
    Case("a: {b}\n", .set(["a", "b"], .text("c")), to: "a: {b: c}\n"),
    Case("a: x\n", .set(["a"], .text("x")), to: "a: x\n"),
  ]

  @Test(arguments: cases) func changesExactlyThis(edit: Case) throws {
    let bytes = try edited(document(edit.before), edit.changes)
    #expect(String(decoding: bytes, as: UTF8.self) == edit.after)
  }

  static let refusals: [(text: String, change: Change, refusal: EditRefusal)] = [
    ("a: b\n", .remove(["c"]), .absent),
    ("a: b\n", .set(["a", "c"], .text("x")), .mismatch),
    ("a: [b]\n", .set(["a", 1], .text("x")), .absent),
    ("a: [b]\n", .set(["a", "x"], .text("x")), .mismatch),
    ("a: b\n", .append(["a"], .text("x")), .mismatch),
    ("a: b\n", .set([], .text("x")), .mismatch),
    ("a: b\n", .set(["c"], .map([.init("x", .empty), .init("x", .empty)])), .duplicateKey("x")),
    ("a: [b]\n", .append(["a"], .empty), .unwritable),
    ("a: b\n", .set(["n"], .text("x: y"), layout: .bare), .unwritable),
  ]

  @Test(arguments: refusals) func refusesWhatItCannotDo(text: String, change: Change, refusal: EditRefusal) throws {
    let document = try document(text)
    #expect(throws: refusal) { try edited(document, [change]) }
  }
}
