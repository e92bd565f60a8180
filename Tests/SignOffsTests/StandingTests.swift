import SignOffs
import TestSupport
import Testing
import WorkflowModel

@Suite struct StandingTests {
  /// The standing of each entry of the gate `a`, in the order of the file; `COVERS` stands for the right fingerprint.
  private func judged(
    _ signOffs: [String], slots: String = "[owner, support, growth]", selfApproval: String = "refused",
    owner: String = "ada", ownerBefore: String? = nil, title: String = "T", teams: String = people
  ) throws -> JudgedSignOffs {
    let policy = try policy(
      """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      stages: {a: {gate: {sign-offs: \(slots)}}, b: {final: true}}
      sign-offs: {self: \(selfApproval)}
      """, teams: teams)
    let head = "feature: export\ntitle: \(title)\nowner: \(owner)\nstage: a\n"
    let bare = try feature(head, by: policy)
    let fingerprint = Statement(on: bare, gate: "a", decision: .leave, by: policy.workflow).fingerprint
    let list = signOffs.map { entry in
      "      - {\(entry.replacing("COVERS", with: "covers: \(fingerprint)"))}\n"
    }
    let text = head + (list.isEmpty ? "" : "gates:\n  a:\n    sign-offs:\n" + list.joined())
    let signed = try feature(text, by: policy)
    return JudgedSignOffs(
      signed.gate("a")?.signOffs ?? [],
      to: Statement(on: signed, gate: "a", decision: .leave, by: policy.workflow).agreement,
      slots: policy.workflow.stages[0].gate.signOffs, asking: .named,
      in: SignOffSetting(
        owner: signed.owner, owners: Set([owner, ownerBefore].compactMap { $0 }), policy: policy, moment: 0,
        origins: RecordOrigins()))
  }

  private func entry(_ team: String, _ by: String, _ rest: String = "COVERS") -> String {
    "team: \(team), by: \(by), on: 2026-01-02, \(rest)"
  }

  @Test(
    "why a sign-off does not count",
    arguments: [
      ("suport", "sue", .unknownTeam), ("docs", "sam", .notAsked), ("support", "zed", .unknownPerson),
      ("support", "gus", .notMember), ("support", "ada", .ownFeature), ("owner", "sue", .notOwner(owner: "ada")),
    ] as [(String, String, SignOffStanding.Reason)])
  func void(team: String, by: String, reason: SignOffStanding.Reason) throws {
    #expect(try judged([entry(team, by)]).entries.map(\.standing) == [.void(reason)])
  }

  @Test("another fingerprint covers something else")
  func covers() throws {
    let other = "covers: " + String(repeating: "0", count: 64)
    #expect(try judged([entry("support", "sue", other)]).entries.map(\.standing) == [.void(.coversOther)])
    #expect(try judged([entry("support", "sue")]).entries.map(\.standing) == [.holds(bySelf: false, .named)])
  }

  @Test("the owner fills the slot `owner` and, unless the workflow allows it, no other")
  func owners() throws {
    #expect(try judged([entry("owner", "ada")]).entries.map(\.standing) == [.holds(bySelf: false, .named)])
    #expect(
      try judged([entry("support", "ada")], selfApproval: "allowed").entries.map(\.standing) == [
        .holds(bySelf: true, .named)
      ])
    #expect(
      try judged([entry("support", "sue")], ownerBefore: "sue").entries.map(\.standing) == [.void(.ownFeature)])
    #expect(
      try judged([entry("owner", "sue")], ownerBefore: "sue").entries.map(\.standing)
        == [.void(.notOwner(owner: "ada"))])
  }

  @Test("a retraction voids all that the person gave before it, and nothing that comes after")
  func retraction() throws {
    let judged = try judged([
      entry("support", "bob"), entry("growth", "bob"), entry("support", "sue"),
      entry("support", "bob", "retracted: changed my mind"), entry("growth", "bob"),
    ])
    #expect(
      judged.entries.map(\.standing) == [
        .void(.retracted), .void(.retracted), .holds(bySelf: false, .named), .void(.retraction),
        .holds(bySelf: false, .named),
      ])
    #expect(judged.missing.map(\.slot.title) == ["owner"])
  }

  @Test("a retraction that also covers is a retraction")
  func retractionThatCovers() throws {
    #expect(
      try judged([entry("support", "sue", "COVERS, retracted: no")]).entries.map(\.standing) == [.void(.retraction)])
  }

  @Test(
    "one person fills one slot, and the best matching counts",
    arguments: [
      ("[support, growth]", ["support bob", "growth bob"], ["growth"]),
      ("[support, growth]", ["support bob", "growth bob", "support sue"], []),
      ("[support, growth]", ["growth bob", "support bob", "growth gus"], []),
      ("[{support: 2}]", ["support bob", "support bob"], ["2 of support"]),
      ("[{support: 2}]", ["support bob", "support sue"], []),
      ("[support, support]", ["support bob"], ["support"]),
      ("[{any: [support, growth]}, growth]", ["growth bob", "support sue"], []),
      ("[{any: [support, growth]}, growth]", ["growth bob"], ["growth"]),
      ("[]", [], []),
    ])
  func slots(slots: String, given: [String], missing: [String]) throws {
    let signOffs = given.map { text in
      let words = text.split(separator: " ").map(String.init)
      return entry(words[0], words[1])
    }
    #expect(try judged(signOffs, slots: slots).missing.map(\.slot.title) == missing)
  }

  @Test("somebody who is seated cannot fill a second place, unless another frees theirs")
  func help() throws {
    let alone = try judged([entry("support", "bob")], slots: "[support, growth]")
    #expect(!alone.couldFill(by: "bob", for: "growth"))
    #expect(alone.couldFill(by: "gus", for: "growth"))
    let two = try judged([entry("support", "bob"), entry("support", "sue")], slots: "[support, growth]")
    #expect(two.couldFill(by: "bob", for: "growth"))
  }

  @Test("a handle is the same however its accents are composed: one person, one slot")
  func normalisation() throws {
    let accented = people.replacing("bob", with: "ren\u{E9}")
    let judged = try judged(
      [entry("support", "ren\u{E9}"), entry("support", "rene\u{301}")], slots: "[{support: 2}]", teams: accented)
    #expect(judged.entries.allSatisfy { $0.standing.holds })
    #expect(judged.missing.map(\.people.count) == [1])
  }
}
