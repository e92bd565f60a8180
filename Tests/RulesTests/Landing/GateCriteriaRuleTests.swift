import Findings
import TestSupport
import Testing

@Suite struct GateCriteriaRuleTests {
  static func moved(_ stage: String, to next: String, showing evidence: String) -> Case.Pair {
    let base = stage == "dev" ? dev : stage == "internal" ? inside : beta
    return (base, base.gate(stage, criteria: [evidence], isComplete: true).moved(to: next))
  }

  static func row(_ name: String, _ pair: Case.Pair, breaks: String...) -> Case {
    Case(name, pair.before, pair.after, breaks: breaks)
  }

  @Test(arguments: [
    Case(
      "nothing shown", dev.gate("dev", signOffs: ["support sue"]),
      dev.gate("dev", signOffs: ["support sue"]).moved(to: "internal"), breaks: "gate-criteria"),
    row("a link", moved("dev", to: "internal", showing: "tried: http://example.com/a b".replacing(" b", with: ""))),
    row(
      "words where a link is asked for", moved("dev", to: "internal", showing: "tried: trust me"),
      breaks: "gate-criteria"),
    row(
      "a line pasted as it was printed", moved("dev", to: "internal", showing: "tried: https://…"),
      breaks: "gate-criteria"),
    row(
      "a link without a host", moved("dev", to: "internal", showing: "tried: \"https:///x\""), breaks: "gate-criteria"),
    row(
      "a link with a space", moved("dev", to: "internal", showing: "tried: https://example.com/a b"),
      breaks: "gate-criteria"),
    row("another scheme", moved("dev", to: "internal", showing: "tried: javascript:alert(1)"), breaks: "gate-criteria"),
    row("words", moved("internal", to: "beta", showing: "works: yes")),
    row("no words", moved("internal", to: "beta", showing: "works: \"  \""), breaks: "gate-criteria"),
    row("a commit that is there", moved("beta", to: "public", showing: "landed: \(Draft.commit)")),
    row(
      "one that is not", moved("beta", to: "public", showing: "landed: \(String(repeating: "0", count: 40))"),
      breaks: "gate-criteria"),
    row("a short one", moved("beta", to: "public", showing: "landed: c0ffee4"), breaks: "gate-criteria"),
    Case("not asked where nothing moves", dev, dev.with(\.title, "Other")),
    Case("not asked on the way back", inside, inside.back(to: "dev").without("dev")),
    Case("not asked of who gives up", dev, dev.withdrawn()),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }

  @Test("the line to paste fits what is there")
  func pasted() throws {
    func help(_ before: Draft) throws -> String {
      lines(of: findings(try landing(before, before.moved(to: "internal"), by: trial())))
    }
    #expect(try help(dev).contains("or add the line `gates: {dev: {criteria: {tried: https://…}}}`"))
    #expect(try help(dev).contains("or add the line `gates: {dev: {sign-offs: [{team: support, by: <who>, on: 2027-"))
    #expect(
      try help(dev.gate("dev", signOffs: ["support sue"])).contains(
        "or add to `gates: dev:` the entry `criteria: {tried: https://…}`"))
    let retracted = dev.gate("dev", criteria: ["tried: https://example.com"], signOffs: ["support sue retracted"])
    #expect(try help(retracted).contains("or add below line 12, at the same depth, the line `- {team: support,"))
  }
}
