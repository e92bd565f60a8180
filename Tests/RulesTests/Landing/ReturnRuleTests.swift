import TestSupport
import Testing

/// `returned` and `return-clears`: the two halves of going back.
@Suite struct ReturnRuleTests {
  static let back = beta.back(to: "internal").without("internal")

  @Test(arguments: [
    Case("recorded and cleared", beta, back),
    Case("no entry", beta, back.with(\.returned, []), breaks: "returned"),
    Case("two entries", beta, back.with(\.returned, ["beta internal", "beta internal"]), breaks: "returned"),
    Case("an entry from elsewhere", beta, back.with(\.returned, ["public internal"]), breaks: "returned"),
    Case("an entry to elsewhere", beta, back.with(\.returned, ["beta dev"]), breaks: "returned"),
    Case(
      "by a stranger", beta, back.with(\.returned, ["{from: beta, to: internal, because: x, by: zoe, on: 2026-01-01}"]),
      breaks: "returned"),
    Case("records kept", beta, beta.back(to: "internal"), breaks: "return-clears"),
    Case(
      "records of the stage left kept", betaDone, betaDone.back(to: "internal").without("internal"),
      breaks: "return-clears"),
    Case("an entry without going back", beta, beta.with(\.returned, ["beta internal"]), breaks: "returned"),
    Case(
      "an entry with a move forward", devDone, inside.with(\.returned, ["internal dev"]), breaks: "gate-sign-offs",
      "returned"),
    Case("an entry gone", back, back.with(\.returned, []), breaks: "returned"),
    Case("an entry changed", back, back.with(\.returned, ["beta dev"]), breaks: "returned"),
    Case("the second pass signs anew", back, back.complete("internal").moved(to: "beta")),
    Case(
      "with the sign-offs of the first pass", back, beta.with(\.returned, back.returned), breaks: "gate-sign-offs",
      "gate-sign-offs"),
    Case(
      "a revert of a return is a move forward, and the list only grows", back, beta, breaks: "returned"),
    Case(
      "recorded as two passes ago", back.complete("internal").moved(to: "beta"),
      back.complete("internal").moved(to: "beta").back(to: "dev").with(\.gates, [])),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }
}
