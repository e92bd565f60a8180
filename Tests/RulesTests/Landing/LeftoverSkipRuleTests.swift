import TestSupport
import Testing

@Suite struct LeftoverSkipRuleTests {
  static let skipped = insideDone.skip("beta")

  @Test(arguments: [
    Case("entered while it is recorded as skipped", skipped, skipped.moved(to: "beta"), breaks: "leftover-skip"),
    Case("entered, and the proposal gone", skipped, beta),
    Case("entered, and the proposal replaced by records", skipped, betaDone),
    Case(
      "recorded as skipped while the feature is there", beta, beta.gate("beta", skipped: "no"), breaks: "leftover-skip"),
    Case(
      "skipped earlier, visited after a return",
      skipped.moved(to: "public").back(to: "internal").without("internal", "beta"),
      skipped.moved(to: "public").back(to: "internal").without("internal", "beta").complete("internal").moved(
        to: "beta")),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }
}
