import TestSupport
import Testing

@Suite struct GrowingListRuleTests {
  static let two = inside.gate("internal", criteria: ["works: yes"], signOffs: ["support sue", "growth gus"])
  static let skipped = insideDone.skip("beta")
  static let takenBack = insideDone.gate(
    "beta", skipped: "no", signOffs: ["support sue", "growth gus", "support sue retracted"])

  @Test(arguments: [
    Case(
      "added to", inside.gate("internal", signOffs: ["support sue"]),
      inside.gate("internal", signOffs: ["support sue", "growth gus"])),
    Case("one gone", two, two.editing("internal") { $0.signOffs = ["growth gus"] }, breaks: "sign-offs-grow"),
    Case("all gone", two, inside, breaks: "sign-offs-grow"),
    Case(
      "all gone with a legal move", two.complete("internal"), inside.moved(to: "beta"), breaks: "gate-criteria",
      "gate-sign-offs", "gate-sign-offs", "sign-offs-grow"),
    Case(
      "another order", two, two.editing("internal") { $0.signOffs = ["growth gus", "support sue"] },
      breaks: "sign-offs-grow"),
    Case(
      "one in front", two, two.editing("internal") { $0.signOffs = ["support sam", "support sue", "growth gus"] },
      breaks: "sign-offs-grow"),
    Case(
      "a retraction gone", two.editing("internal") { $0.signOffs += ["support sue retracted"] }, two,
      breaks: "sign-offs-grow"),
    Case("gone when somebody gives up", two, inside.withdrawn(), breaks: "sign-offs-grow"),
    Case("gone on the way back", two, two.back(to: "dev").with(\.gates, [])),
    Case("a proposed skip dropped", skipped, insideDone),
    Case("one that was taken back dropped, to propose it anew", takenBack, insideDone, breaks: "sign-offs-grow"),
    Case("one that was taken back dropped on entering the stage", takenBack, beta),
    Case(
      "a proposed skip loses a sign-off", skipped,
      skipped.editing("beta") {
        $0.isComplete = false; $0.signOffs = ["support sue"]
      }, breaks: "sign-offs-grow"),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }
}
