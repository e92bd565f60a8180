import SignOffs
import TestSupport
import Testing
import WorkflowModel

@Suite struct BindingTests {
  private static func statement(
    repository: String = "r", feature: String = "f", gate: String = "g", decision: Statement.Decision = .leave,
    pass: Int = 0, criteria: [String: String] = ["c": "shown"], fields: [String: FieldValue] = ["title": .text("T")]
  ) -> Statement {
    Statement(
      repository: repository, feature: feature, gate: gate, decision: decision, pass: pass, criteria: criteria,
      fields: fields)
  }

  @Test(
    "each bound thing changes the fingerprint, and is named",
    arguments: [
      (statement(repository: "other"), "repository"), (statement(feature: "other"), "feature"),
      (statement(gate: "other"), "gate"), (statement(decision: .skip(because: "")), "decision"),
      (statement(pass: 1), "pass"), (statement(criteria: [:]), "c"), (statement(criteria: ["c": "Shown"]), "c"),
      (statement(criteria: ["c": "shown", "d": "more"]), "d"), (statement(fields: [:]), "title"),
      (statement(fields: ["title": .text("t")]), "title"), (statement(fields: ["title": .list([.text("T")])]), "title"),
      (statement(fields: ["title": .text("T"), "x.y": .map([:])]), "x.y"),
    ])
  func bound(other: Statement, name: String) {
    let signed = Self.statement()
    #expect(signed.fingerprint != other.fingerprint)
    #expect(other.differences(from: signed) == [name])
    #expect(signed.differences(from: other) == [name])
    #expect(signed.differences(from: signed).isEmpty)
  }

  @Test("a skip's reason is bound")
  func reasons() {
    let one = Self.statement(decision: .skip(because: "one"))
    let two = Self.statement(decision: .skip(because: "two"))
    #expect(one.fingerprint != two.fingerprint)
    #expect(one.differences(from: two) == ["decision"])
    // Strings that Swift calls equal have other bytes, and so another fingerprint.
    let composed = Self.statement(decision: .skip(because: "caf\u{E9}"))
    let decomposed = Self.statement(decision: .skip(because: "cafe\u{301}"))
    #expect(composed.differences(from: decomposed) == ["decision"])
  }

  @Test("the owner is bound even where the workflow does not list it as normative")
  func owner() throws {
    let policy = try policy(
      """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      stages: {a: {gate: {sign-offs: [support]}}, b: {final: true}}
      sign-offs: {normative: [title]}
      """)
    let prints = try ["ada", "bob"].map { owner in
      let feature = try feature("feature: export\ntitle: T\nowner: \(owner)\nstage: a\n", by: policy)
      return Statement(on: feature, gate: "a", decision: .leave, by: policy.workflow).fingerprint
    }
    #expect(prints[0] != prints[1])
  }
}
