import Findings
import TestSupport
import Testing

@Suite struct EdgeRuleTests {
  @Test(arguments: [
    Case("forward to the next stage", devDone, devDone.moved(to: "internal")),
    Case("past a mandatory stage", devDone, devDone.moved(to: "beta"), breaks: "edge"),
    Case("past two of them", devDone, devDone.moved(to: "done"), breaks: "edge"),
    Case("past an optional stage with its skip", insideDone.skip("beta"), insideDone.skip("beta").moved(to: "public")),
    Case("back to a stage that `back-to` names", beta, beta.back(to: "internal").without("internal", "beta")),
    Case("back to one that it does not name", published, published.back(to: "beta").without("beta"), breaks: "edge"),
    Case(
      "back with nothing recorded and no such edge", published, published.moved(to: "dev").with(\.gates, []),
      breaks: "edge"),
    Case("out of a final stage", done, done.moved(to: "public"), breaks: "edge"),
    Case(
      "out of a final stage, back", done, done.back(to: "internal").without("internal", "beta", "public"),
      breaks: "edge", "sealed", "sealed", "sealed"),
    Case("out of the final stage beside the order", dev.withdrawn(), dev, breaks: "edge", "sealed"),
    Case("into a stage beside the order, from where it says", inside, inside.moved(to: "parked")),
    Case("into it from elsewhere", dev, dev.moved(to: "parked"), breaks: "edge"),
    Case("out of it by its `back-to`", inside.moved(to: "parked"), inside.moved(to: "parked").back(to: "internal")),
    Case(
      "out of it to elsewhere", inside.moved(to: "parked"), inside.moved(to: "beta"), breaks: "edge"),
    Case("withdrawn from any stage", beta, beta.withdrawn()),
    Case("a misspelt stage is said once", dev, dev.moved(to: "internl"), breaks: "unknown-stage"),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }

  @Test("a stage that only the new workflow has is no edge yet; once it landed, it is")
  func newStage() throws {
    let old = try policy(trialWorkflow)
    let new = try policy(
      trialWorkflow.replacing("  internal:\n", with: "  canary: {}\n  internal:\n"))
    let after = devDone.moved(to: "canary")
    let early = try landing(devDone, after, by: old)
    #expect(findings(early).map(\.rule.id).contains("unknown-stage"))
    #expect(findings(try landing(devDone, after, by: new)).isEmpty)
  }

  @Test("`hops: many` takes several edges, each gate complete")
  func hops() throws {
    let many = try trial(hops: "many")
    let all = dev.complete("dev", "internal")
    try Case("skip missing a stage's gate", devDone, all.moved(to: "beta"), breaks: "gate-soak").check(by: many)
    try Case(
      "an incomplete gate on the way", devDone, dev.complete("dev").moved(to: "beta"),
      breaks: "gate-criteria", "gate-sign-offs", "gate-sign-offs", "gate-soak"
    ).check(by: many)
    let soakless = try policy(trialWorkflow.replacing("      soak: 3 days\n", with: "") + "hops: many\n")
    try Case("two edges", devDone, all.moved(to: "beta")).check(by: soakless)
    try Case("three, one of them a skip", devDone, all.skip("beta").moved(to: "public")).check(by: soakless)
    try Case(
      "an unskipped optional stage is a gate too", devDone, all.moved(to: "public"),
      breaks: "gate-criteria", "gate-sign-offs", "gate-sign-offs"
    ).check(by: soakless)
    try Case("created beyond the initial stage", nil, all.moved(to: "beta")).check(by: soakless)
    try Case(
      "created there without its gates", nil, dev.moved(to: "internal"), breaks: "gate-criteria", "gate-sign-offs"
    )
    .check(by: soakless)
    try Case(
      "a mandatory stage cannot be skipped", devDone, devDone.gate("internal", skipped: "no").moved(to: "beta"),
      breaks: "edge", "record-place"
    ).check(by: soakless)
  }
}
