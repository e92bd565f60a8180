import Findings
import TestSupport
import Testing

@Suite struct RequiredFieldsRuleTests {
  static let bare = devDone.with(\.fields, [])

  @Test(arguments: [
    Case("there", devDone, devDone.moved(to: "internal")),
    Case("missing", bare, bare.moved(to: "internal"), breaks: "required-fields"),
    Case("blank", bare, bare.with(\.fields, ["flag: \" \""]).moved(to: "internal"), breaks: "required-fields"),
    Case("written in the landing", bare, bare.with(\.fields, ["flag: export"]).moved(to: "internal")),
    Case("taken away again", inside, inside.with(\.fields, []), breaks: "required-fields"),
    Case("never there, and nothing moves", inside.with(\.fields, []), inside.with(\.fields, []).with(\.title, "New")),
    Case("not asked on the way back", beta, beta.with(\.fields, []).back(to: "internal").without("internal")),
    Case(
      "two of them", insideDone, insideDone.with(\.fields, ["flag: export"]).moved(to: "beta"),
      breaks: "required-fields", "required-fields"),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }

  @Test("with `hops: many` every stage on the way is entered")
  func hops() throws {
    let soakless = try policy(trialWorkflow.replacing("      soak: 3 days\n", with: "") + "hops: many\n")
    let far = dev.complete("dev", "internal", "beta")
    try Case("all there", devDone, far.moved(to: "public")).check(by: soakless)
    let flagOnly = far.with(\.fields, ["flag: export"])
    try Case(
      "those of a stage in between are missing", devDone, flagOnly.moved(to: "public"),
      breaks: "required-fields", "required-fields"
    ).check(by: soakless)
    try Case("the stage is passed over", devDone, flagOnly.skip("beta").moved(to: "public")).check(by: soakless)
    try Case(
      "created behind a stage that requires one", nil, far.with(\.fields, []).moved(to: "public"),
      breaks: "required-fields", "required-fields", "required-fields"
    ).check(by: soakless)
  }

  @Test("the line to paste is YAML, nested as far as it must be")
  func pasted() throws {
    func help(_ fields: [String]) throws -> String {
      lines(of: findings(try landing(insideDone, insideDone.with(\.fields, fields).moved(to: "beta"), by: trial())))
    }
    let none = try help(["flag: export"])
    #expect(none.contains("add the line `beta: {pool: …}` (Who the beta users are.)"))
    #expect(none.contains("add the line `beta: {reasons: […]}`"))
    #expect(none.contains("it takes `novel` or `risky`"))
    #expect(try help(["flag: export", "beta: {pool: few}"]).contains("add to `beta:` the entry `reasons: […]`"))
  }
}
