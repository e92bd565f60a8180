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
