import TestSupport
import Testing

@Suite struct DeletionRuleTests {
  @Test(arguments: [
    Case("in the initial stage", dev, nil),
    Case("in a later one", inside, nil, breaks: "deletion"),
    Case("in the initial stage, in the second pass", dev.with(\.returned, ["internal dev"]), nil, breaks: "deletion"),
    Case("in the initial stage, with an undone move", devDone, nil, enteredFrom: inside, breaks: "deletion"),
    Case("in a final stage", done, nil, breaks: "deletion"),
    Case("withdrawn", dev.withdrawn(), nil, breaks: "deletion"),
    Case("in a stage that nobody knows", Draft("gamma"), nil, breaks: "deletion"),
    Case("never there", nil, nil),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }
}
