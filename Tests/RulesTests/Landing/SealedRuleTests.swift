import TestSupport
import Testing

@Suite struct SealedRuleTests {
  @Test(arguments: [
    Case("untouched", inside, inside.with(\.title, "New")),
    Case(
      "evidence changed", inside, inside.editing("dev") { $0.criteria = ["tried: https://example.com/other"] },
      breaks: "sealed"),
    Case("sign-off added", inside, inside.editing("dev") { $0.signOffs = ["support sam"] }, breaks: "sealed"),
    Case("removed", inside, inside.without("dev"), breaks: "sealed"),
    Case("removed with the next move", insideDone, insideDone.without("dev").moved(to: "beta"), breaks: "sealed"),
    Case("added where none was", Draft("internal"), Draft("internal").complete("dev"), breaks: "sealed"),
    Case("the open gate changes freely", inside, insideDone),
    Case(
      "the skip of a passed stage", SkipRuleTests.skipped.moved(to: "public"), insideDone.moved(to: "public"),
      breaks: "sealed"),
    Case("everything in a final stage", done, done.without("public"), breaks: "sealed"),
    Case(
      "an illegal move gives no leave to edit", inside, inside.without("dev").moved(to: "done"), breaks: "edge",
      "sealed"),
    Case(
      "nor does an unknown stage", inside, inside.without("dev").moved(to: "nowhere"), breaks: "sealed", "unknown-stage"
    ),
    Case("a return opens from there on", beta, beta.back(to: "internal").without("internal")),
    Case("and no earlier one", beta, beta.back(to: "internal").without("internal", "dev"), breaks: "sealed"),
    Case("beside the order all is sealed", inside.moved(to: "parked"), dev.moved(to: "parked"), breaks: "sealed"),
    Case(
      "`withdrawn`", dev.withdrawn(),
      dev.withdrawn().with(\.withdrawn, "{from: dev, because: new, by: ada, on: 2026-01-03}"), breaks: "sealed"),
    Case(
      "a person who left is fine", inside.editing("dev") { $0.signOffs = ["support zoe"] },
      inside.editing("dev") { $0.signOffs = ["support zoe"] }.with(\.title, "N")),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }
}
