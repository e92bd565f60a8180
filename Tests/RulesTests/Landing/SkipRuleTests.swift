import Findings
import TestSupport
import Testing

@Suite struct SkipRuleTests {
  static let skipped = insideDone.skip("beta")

  @Test(arguments: [
    Case("on record and signed", skipped, skipped.moved(to: "public")),
    Case("recorded and signed in the landing itself", insideDone, skipped.moved(to: "public")),
    Case("not on record", insideDone, insideDone.moved(to: "public"), breaks: "skip"),
    Case("not signed", insideDone, insideDone.gate("beta", skipped: "no").moved(to: "public"), breaks: "skip", "skip"),
    Case(
      "signed by one", insideDone,
      insideDone.gate("beta", skipped: "no", signOffs: ["support sue"]).moved(to: "public"),
      breaks: "skip"),
    Case(
      "for another reason", skipped, skipped.editing("beta") { $0.skipped = "other" }.moved(to: "public"),
      breaks: "skip", "skip"),
    Case("proposed", insideDone, skipped),
    Case(
      "proposed for a mandatory stage", insideDone, insideDone.gate("public", skipped: "no"), breaks: "record-place"),
    Case("proposed too early", dev, dev.skip("beta"), breaks: "record-place"),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }

  @Test("another reason voids the sign-offs, and is named")
  func reason() throws {
    let after = Self.skipped.editing("beta") { $0.skipped = "other" }
    let text = lines(of: findings(try landing(Self.skipped, after, by: trial())))
    #expect(text.contains("the reason for passing over `beta` changed after it was given"), "\(text)")
  }
}
