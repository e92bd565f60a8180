import Foundation
import SignOffs
import Testing
import WorkflowModel

@Suite struct CanonicalFormTests {
  static let plain = Statement(
    repository: "0123456789abcdef", feature: "export", gate: "development", decision: .leave, pass: 0,
    criteria: ["tried": "https://example.com/1"], fields: ["title": .text("Export"), "owner": .text("ada")])

  @Test("a fixed statement has fixed bytes and a fixed fingerprint")
  func vector() {
    #expect(
      String(decoding: Self.plain.canonicalForm, as: UTF8.self)
        == #"{"criteria":{"tried":"https://example.com/1"},"decision":"leave","feature":"export","#
        + #""fields":{"owner":"ada","title":"Export"},"gate":"development","pass":0,"#
        + #""repository":"0123456789abcdef","statement":"slipway/1"}"#)
    #expect(Self.plain.fingerprint == "6faf88817e4d3c9098195e645dc7f8abc89433724af4dc6ad883102a349d6cb2")
  }

  static let awkward = Statement(
    repository: "0123456789abcdef", feature: "naïve \"quote\" \\ back", gate: "бета",
    decision: .skip(because: "tab\tline\nreturn\rbell\u{07}"),
    pass: 12, criteria: ["z": "</script>", "a": "\u{7f}\u{2028}", "é": "e\u{301}", "": ""],
    fields: [
      "beta.reasons": .list([.text("b"), .text("a"), .list([]), .map([:])]), "n": .text("1.10"),
      "map": .map([
        "10": .text("x"), "9": .text("y"), "\u{10}": .text("\u{1f}"), "Z": .text("👍"), "a": .text("\u{8}\u{c}"),
      ]),
    ])

  /// Another implementation: Python's `json`, which sorts keys by code points, the same as UTF-16 units below U+10000.
  @Test("another implementation writes the same bytes", arguments: [plain, awkward])
  func python(statement: Statement) throws {
    let bytes = statement.canonicalForm
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import hashlib, json, sys
      value = json.loads(sys.stdin.buffer.read().decode())
      again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
      sys.stdout.write(again.hex() + " " + hashlib.sha256(again).hexdigest())
      """,
    ]
    // From a file: writing to a pipe that nobody reads, as without Python, would end these tests by a signal.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("canonical-form-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answer = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    // Without Python there is nothing to compare with; the fixed vectors still hold.
    if process.terminationStatus == 127 { return }
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(answer == hex + " " + statement.fingerprint)
  }

  @Test("keys beyond the basic plane are sorted by their UTF-16 units, as RFC 8785 has it")
  func surrogates() {
    let statement = Statement(
      repository: "r", feature: "f", gate: "g", decision: .leave, pass: 0,
      criteria: ["\u{FB33}": "1", "\u{1F600}": "2", "\u{20AC}": "3"], fields: [:])
    #expect(
      String(decoding: statement.canonicalForm, as: UTF8.self)
        .hasPrefix("{\"criteria\":{\"\u{20AC}\":\"3\",\"\u{1F600}\":\"2\",\"\u{FB33}\":\"1\"}"))
  }

  @Test("composed and decomposed text are other bytes, and the difference has a name")
  func normalisation() {
    func titled(_ title: String) -> Statement {
      Statement(
        repository: "r", feature: "f", gate: "g", decision: .leave, pass: 0, criteria: [:],
        fields: ["title": .text(title)])
    }
    #expect(titled("\u{E9}").fingerprint != titled("e\u{301}").fingerprint)
    #expect(titled("\u{E9}").differences(from: titled("e\u{301}")) == ["title"])
  }
}
