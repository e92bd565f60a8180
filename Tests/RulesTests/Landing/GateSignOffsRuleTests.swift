import Findings
import Rules
import TestSupport
import Testing
import WorkflowModel

@Suite struct GateSignOffsRuleTests {
  static func out(_ signOffs: String...) -> Case.Pair {
    let before = inside.gate("internal", criteria: ["works: yes"], signOffs: signOffs)
    return (before, before.moved(to: "beta"))
  }

  static func row(_ name: String, _ pair: Case.Pair, breaks: String...) -> Case {
    Case(name, pair.before, pair.after, breaks: breaks)
  }

  static let zero = String(repeating: "0", count: 64)

  @Test(arguments: [
    row("both teams", out("support sue", "growth gus")),
    row("one of two", out("support sue"), breaks: "gate-sign-offs"),
    row("none", out(), breaks: "gate-sign-offs", "gate-sign-offs"),
    row("one person for both", out("support bob", "growth bob"), breaks: "gate-sign-offs"),
    row("that person and another", out("support bob", "growth bob", "support sam")),
    row("the owner for a team of theirs", out("support ada", "growth gus"), breaks: "gate-sign-offs"),
    row("somebody of another team", out("support gus", "growth gil"), breaks: "gate-sign-offs"),
    row("something else", out("support sue \(zero)", "growth gus"), breaks: "gate-sign-offs"),
    row("taken back", out("support sue", "growth gus", "support sue retracted"), breaks: "gate-sign-offs"),
    row("taken back and given again", out("support sue", "growth gus", "support sue retracted", "support sue")),
    row("taken back by somebody else for themselves", out("support sue", "growth gus", "support sam retracted")),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }

  @Test("`self: allowed` lets the owner fill a slot, one")
  func selfApproval() throws {
    let pair = Self.out("support ada", "growth gus")
    try Case("allowed", pair.before, pair.after).check(by: trial(selfApproval: "allowed"))
  }

  @Test("the owner of before may not sign either")
  func ownerChanges() throws {
    let before = inside.with(\.owner, "sue")
    let after = before.with(\.owner, "ada").complete("internal").moved(to: "beta")
    let landing = try landing(before, after, by: trial())
    let help = lines(of: findings(landing))
    #expect(help.contains("`sue` owns the feature"))
    #expect(help.contains("`sam` or `bob` can give it"), "\(help)")
  }

  /// Each is copied from where it held: another pass, gate, decision, feature, repository.
  @Test("a copied sign-off is void")
  func copies() throws {
    let policy = try trial()
    let signed = dev.complete("dev")
    let earlier = signed.back(to: "dev").with(\.returned, ["internal dev"])
    try Case("an earlier pass", earlier, earlier.moved(to: "internal"), breaks: "gate-sign-offs").check(by: policy)
    #expect(
      lines(of: findings(try landing(earlier, earlier, by: policy))).contains("given in pass 1, and this is pass 2"))
    let other = signed.with(\.id, "import")
    try Case("another feature", other, other.moved(to: "internal"), breaks: "gate-sign-offs").check(by: policy)
    let copied = try signed.text(by: policy)
    let elsewhere = try TestSupport.policy(trialWorkflow.replacing("0123456789abcdef", with: "fedcba9876543210"))
    #expect(lines(of: findings(try landingOfText(copied, by: elsewhere))).contains("[gate-sign-offs]"))
    let skip = beta.gate(
      "beta", criteria: ["landed: \(Draft.commit)"], skipped: "no", signOffs: ["growth gus", "owner ada"])
    let visited = skip.editing("beta") { $0.skipped = nil }
    try Case("another decision", visited, visited.moved(to: "public"), breaks: "gate-sign-offs", "gate-sign-offs")
      .check(by: policy)
  }

  private func landingOfText(_ text: String, by policy: Policy) throws -> FeatureLanding {
    let before = try feature(text, by: policy)
    let after = try feature(text.replacing("stage: dev", with: "stage: internal"), by: policy)
    return FeatureLanding(
      id: "export", path: before.source.path, before: before, after: .feature(after), entry: nil, policy: policy,

      facts: LandingFacts(now: 0, keyMoment: 0, knownCommits: []))
  }

  @Test("what changed after the sign-off is named, and voids it")
  func edited() throws {
    let policy = try trial()
    let title = devDone.with(\.title, "Export to CSV")
    try Case("the title", devDone, title.moved(to: "internal"), breaks: "gate-sign-offs").check(by: policy)
    #expect(lines(of: findings(try landing(devDone, title, by: policy))).contains("`title` changed after it was given"))
    let evidence = devDone.editing("dev") { $0.criteria = ["tried: https://example.com/other"] }
    #expect(
      lines(of: findings(try landing(devDone, evidence, by: policy))).contains("`tried` changed after it was given"))
    let owner = devDone.with(\.owner, "bob")
    #expect(lines(of: findings(try landing(devDone, owner, by: policy))).contains("`owner` changed after it was given"))
    try Case("a field that nobody signed", devDone, devDone.with(\.fields, ["flag: other"]).moved(to: "internal"))
      .check(by: policy)
  }

  @Test("who signed for the slot and fills another one is named")
  func elsewhere() throws {
    let pair = Self.out("support bob", "growth bob")
    let text = lines(of: findings(try landing(pair.before, pair.after, by: trial())))
    #expect(text.contains("but fills the slot of support: one person, one slot"))
    #expect(text.contains("`gus` or `gil` can give it"), "\(text)")
  }

  @Test("where nobody can give it, that is said")
  func nobody() throws {
    let alone = """
      people: {ada: {name: Ada, emails: [a@example.com]}, bob: {name: Bob, emails: [b@example.com]}}
      teams: {support: [ada, bob], growth: [bob]}
      """
    let policy = try policy(trialWorkflow, teams: alone)
    let before = inside.gate("internal", criteria: ["works: yes"], signOffs: ["growth bob"])
    let text = lines(of: findings(try landing(before, before.moved(to: "beta"), by: policy)))
    #expect(text.contains("nobody can give it: every member of `support`"), "\(text)")
  }

  @Test("in a list that is written in brackets, the entry goes behind the last one")
  func inline() throws {
    let text = """
      feature: export
      title: Export
      owner: ada
      stage: internal
      flag: export
      beta: {pool: few, reasons: [novel]}
      gates: {internal: {criteria: {works: yes}, sign-offs: [{team: docs, by: sam, on: 2026-01-02, covers: \(Self.zero)}]}}
      """
    let policy = try trial()
    let before = try feature(text, by: policy)
    let after = try feature(text.replacing("stage: internal", with: "stage: beta"), by: policy)
    let landing = FeatureLanding(
      id: "export", path: before.source.path, before: before, after: .feature(after), entry: nil, policy: policy,
      facts: LandingFacts(now: 1_800_000_000, keyMoment: 1_800_000_000, knownCommits: []))
    #expect(lines(of: findings(landing)).contains("or write `, {team: support, by: <who>, on: 2027-01-15, covers: "))
    #expect(lines(of: findings(landing)).contains("behind the last entry of `sign-offs` in line 7"))
  }
}
