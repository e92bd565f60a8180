import TestSupport
import Testing

@Suite struct UndoneRuleTests {
  /// `insideDone` after the move to `beta` was reverted.
  static let undone = insideDone
  static let recorded = undone.with(\.returned, ["beta internal"]).without("internal")

  @Test(arguments: [
    Case("a move reverted", beta, insideDone, enteredFrom: insideDone),
    Case("a move reverted together with the sign-offs that it brought", beta, inside, enteredFrom: inside),
    Case(
      "reverted, and a passed gate edited", beta, insideDone.without("dev"), enteredFrom: insideDone, breaks: "sealed"),
    Case(
      "not a revert: it came from elsewhere", published, insideDone.without("beta"), enteredFrom: betaDone,
      breaks: "returned", "return-clears"),
    Case(
      "later records left behind", betaDone, betaDone.moved(to: "internal"), enteredFrom: insideDone),
    Case(
      "a skip undone", SkipRuleTests.skipped.moved(to: "public"), SkipRuleTests.skipped,
      enteredFrom: SkipRuleTests.skipped),
    Case("the same move again", undone, beta, enteredFrom: beta, breaks: "undone"),
    Case("put on record", undone, recorded, enteredFrom: beta),
    Case(
      "put on record, with the records kept", undone, undone.with(\.returned, ["beta internal"]), enteredFrom: beta,
      breaks: "return-clears"),
    Case(
      "put on record as something else", undone, recorded.with(\.returned, ["beta dev"]), enteredFrom: beta,
      breaks: "returned"),
    Case(
      "put on record twice", undone, recorded.with(\.returned, ["beta internal", "beta internal"]), enteredFrom: beta,
      breaks: "returned"),
    Case(
      "then forward, signed anew", recorded, recorded.complete("internal").moved(to: "beta"), enteredFrom: beta,
      enteredAs: undone),
    Case(
      "then forward, with the old sign-offs", recorded, beta.with(\.returned, recorded.returned), enteredFrom: beta,
      enteredAs: undone, breaks: "gate-sign-offs", "gate-sign-offs"),
    Case(
      "record and move in one landing", undone, recorded.complete("internal").moved(to: "beta"), enteredFrom: beta,
      breaks: "returned", "undone"),
    Case("back instead, which clears as well", undone, undone.back(to: "dev").with(\.gates, []), enteredFrom: beta),
    Case(
      "aside, to come back as if nothing had been undone", undone, undone.moved(to: "parked"), enteredFrom: beta,
      breaks: "undone"),
    Case("given up", undone, undone.withdrawn(), enteredFrom: beta),
    Case("a second undo goes no further back", undone, devDone, enteredFrom: beta, breaks: "returned", "return-clears"),
    Case("a move aside reverted", insideDone.moved(to: "parked"), insideDone, enteredFrom: insideDone),
    Case(
      "a move aside reverted without the sign-offs of the open gate", insideDone.moved(to: "parked"), inside,
      enteredFrom: insideDone, breaks: "sign-offs-grow"),
    Case(
      "a withdrawal reverted: nothing leaves a final stage", dev.withdrawn(), dev, enteredFrom: dev, breaks: "edge",
      "sealed"),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }
}
