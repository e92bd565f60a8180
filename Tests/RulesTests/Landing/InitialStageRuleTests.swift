import Findings
import TestSupport
import Testing

@Suite struct InitialStageRuleTests {
  @Test(arguments: [
    Case("in the initial stage", nil, dev),
    Case("behind the gates", nil, Draft("public"), breaks: "initial-stage"),
    Case("in a final stage beside the order", nil, Draft("withdrawn"), breaks: "initial-stage"),
    Case("in a stage that nobody knows", nil, Draft("pubic"), breaks: "unknown-stage"),
    Case("with a way back that never was", nil, dev.with(\.returned, ["internal dev"]), breaks: "returned"),
    Case("deleted and created anew elsewhere: its last stage counts", dev, Draft("public"), breaks: "edge"),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }

  @Test("the baseline says where a feature starts")
  func baselined() throws {
    let policy = try trial(baseline: "features: {export: internal}")
    try Case("where the baseline has it", nil, Draft("internal", fields: allFields)).check(by: policy)
    try Case(
      "on from there, by that gate", nil, Draft("internal", fields: allFields).complete("internal").moved(to: "beta"),
      days: nil, breaks: "gate-soak"
    ).check(by: policy)
    try Case("behind it", nil, Draft("done"), breaks: "edge").check(by: policy)
    try Case("before it", nil, dev, breaks: "returned").check(by: policy)
    try Case("another feature", nil, Draft("internal").with(\.id, "import"), breaks: "initial-stage").check(by: policy)
    try Case("deleted", Draft("internal"), nil, breaks: "deletion").check(by: policy)
  }

  @Test("a stage that the workflow no longer has: the beginning, or what the baseline says")
  func vanished() throws {
    let before = Draft("gamma", fields: allFields)
    try Case("to the beginning", before, dev).check(by: trial())
    let stranded = Case("elsewhere", before, before.moved(to: "public"), breaks: "initial-stage")
    try stranded.check(by: trial())
    #expect(lines(of: findings(try stranded.landing(by: trial()))).contains("schemas/baseline.yaml"))
    let baselined = try trial(baseline: "features: {export: internal}")
    try Case("as the baseline has it", before, before.moved(to: "internal")).check(by: baselined)
    try Case("past it", before, before.moved(to: "done"), breaks: "edge").check(by: baselined)
  }
}
