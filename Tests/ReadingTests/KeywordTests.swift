import Findings
import Reading
import TestSupport
import Testing
import WorkflowModel

/// Every keyword of a field's schema, with a value that fits and one that does not.
@Suite struct KeywordTests {
  @Test(
    arguments: [
      ("{type: string}", "no", "[x]"), ("{type: boolean}", "false", "no"), ("{type: integer}", "-12", "1.5"),
      ("{type: integer}", "1.0", "1_000"), ("{type: integer}", "1e3", "0x10"), ("{type: number}", "-0.5", ".5"),
      ("{type: number}", "-0", "01"), ("{type: number}", "1E-7", "1e999"), ("{type: number}", "0", "+1"),
      ("{type: number}", "10", "1."), ("{type: number}", "1.5e+2", "nan"), ("{type: number}", "0.0", "--1"),
      ("{type: array}", "[a, {b: c}]", "a"), ("{type: object}", "{a: b}", "[a]"), ("{enum: [a, no]}", "no", "No"),
      ("{const: x}", "x", "y"), ("{type: string, enum: [a, b]}", "b", "c"), ("{type: integer, enum: [1, 2]}", "2", "3"),
      ("{type: string, pattern: \"^a+$\"}", "aa", "ab"), ("{type: string, minLength: 2}", "\u{E9}\u{E9}", "\u{E9}"),
      ("{type: string, maxLength: 1}", "👍", "👍🏽"), ("{type: string, format: date}", "2024-02-29", "2023-02-29"),
      ("{type: string, format: date-time}", "2026-11-02T09:30:00Z", "2026-11-02 09:30:00Z"),
      ("{type: string, format: date-time}", "2026-11-02T09:30:00.25+05:30", "2026-11-02T24:00:00Z"),
      ("{type: string, format: date-time}", "2016-12-31T23:59:60Z", "2026-11-02T09:30:00"),
      ("{type: string, format: date-time}", "2026-11-02T09:30:00-00:00", "2026-11-02T09:30:00.Z"),
      ("{type: number}", "1e-400", "1e"),
      ("{type: string, format: email}", "ada@example.com", "ada@"),
      ("{type: string, format: uri}", "mailto:a@b", "a b:c"),
      ("{type: string, format: uri}", "https://example.com", "1a:b"), ("{type: number, minimum: 1}", "1", "0.999"),
      ("{type: number, maximum: 1}", "1", "1.001"), ("{type: number, exclusiveMinimum: 1}", "1.001", "1"),
      ("{type: number, exclusiveMaximum: 1}", "0.999", "1"), ("{type: number, multipleOf: 0.1}", "0.3", "0.35"),
      ("{type: number, multipleOf: 0.1}", "1e20", "0.01"), ("{type: number, multipleOf: 0.01}", "19.99", "19.999"),
      ("{type: integer, multipleOf: 7}", "-49", "50"), ("{type: number, multipleOf: 2.5}", "10", "11"),
      ("{type: integer, multipleOf: 1000}", "3e3", "1500"),
      ("{type: number, multipleOf: 1e-7}", "0.0000003", "0.00000035"),
      ("{type: array, items: {type: integer}}", "[1, 2]", "[1, x]"), ("{type: array, minItems: 1}", "[a]", "[]"),
      ("{type: array, maxItems: 1}", "[a]", "[a, b]"), ("{type: array, uniqueItems: true}", "[a, b]", "[a, a]"),
      ("{type: array, uniqueItems: true}", "[[a], [b]]", "[{a: b}, {a: b}]"),
      ("{type: array, uniqueItems: false}", "[a, a]", "a"),
      ("{type: object, properties: {a: {type: integer}}}", "{a: 1, b: x}", "{a: x}"),
      ("{type: object, required: [a]}", "{a: x}", "{b: x}"),
      ("{type: object, properties: {a: {}}, additionalProperties: false}", "{a: x}", "{b: x}"),
      ("{type: object, additionalProperties: true}", "{b: x}", "x"),
      ("{type: string, title: T, description: D, default: d, examples: [e], deprecated: false}", "x", "{}"),
    ])
  func keyword(schema: String, accepted: String, refused: String) throws {
    let workflow = try workflow(
      """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      fields:
        field: \(schema)
      stages: {dev: {}, done: {final: true}}
      """)
    func findings(_ value: String) -> [Finding] {
      let text = "feature: export\ntitle: T\nowner: ada\nstage: dev\nfield: \(value)\n"
      return readManifest(sourceFile(text, at: "features/export.yaml"), by: workflow).findings
    }
    #expect(lines(of: findings(accepted)) == "")
    let found = findings(refused)
    #expect(found.map(\.rule.id) == ["field-value"], "\(refused): \(lines(of: found))")
  }

  @Test("a key that only looks like a declared one is not read, so it is refused") func lookalikes() {
    let text = """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      fields: {"caf\u{E9}": {type: integer}}
      stages: {dev: {}, done: {final: true}}
      """
    guard let workflow = readWorkflow(sourceFile(text, at: "schemas/workflow.yaml")).model else {
      Issue.record("the workflow cannot be read")
      return
    }
    func findings(_ key: String, _ value: String) -> [String] {
      let text = "feature: export\ntitle: T\nowner: ada\nstage: dev\n\(key): \(value)\n"
      return readManifest(sourceFile(text, at: "features/export.yaml"), by: workflow).findings.map(\.rule.id)
    }
    #expect(findings("caf\u{E9}", "1") == [])
    #expect(findings("caf\u{E9}", "many") == ["field-value"])
    #expect(findings("cafe\u{301}", "many") == ["unknown-key"])
  }

  @Test("two closed lists are not judged as one") func bothLists() {
    let text = """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      fields: {field: {const: a, enum: [b, c]}}
      stages: {dev: {}, done: {final: true}}
      """
    #expect(readWorkflow(sourceFile(text, at: "schemas/workflow.yaml")).findings.map(\.rule.id) == ["schema-keyword"])
  }

  @Test("a version has one behind it", arguments: ["9223372036854775807", "1000000001", "99999999999999999999"])
  func greatVersions(version: String) {
    let text = """
      workflow: w
      repository: 0123456789abcdef
      version: \(version)
      stages: {dev: {}, done: {final: true}}
      """
    #expect(readWorkflow(sourceFile(text, at: "schemas/workflow.yaml")).findings.map(\.rule.id) == ["bad-value"])
  }
}
