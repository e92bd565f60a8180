import TestSupport
import Testing

@Suite struct WithdrawalRuleTests {
  @Test(arguments: [
    Case("with its record", beta, beta.withdrawn()),
    Case("without", beta, beta.moved(to: "withdrawn"), breaks: "withdrawal"),
    Case(
      "from elsewhere", beta, beta.withdrawn().with(\.withdrawn, "{from: dev, because: x, by: ada, on: 2026-01-03}"),
      breaks: "withdrawal"),
    Case(
      "by a stranger", beta, beta.withdrawn().with(\.withdrawn, "{from: beta, because: x, by: zoe, on: 2026-01-03}"),
      breaks: "withdrawal"),
    Case(
      "a record in an open stage", dev, dev.with(\.withdrawn, "{from: dev, because: x, by: ada, on: 2026-01-03}"),
      breaks: "withdrawn-place"),
    Case(
      "beside the order, but not final", inside,
      inside.moved(to: "parked").with(\.withdrawn, "{from: internal, because: x, by: ada, on: 2026-01-03}"),
      breaks: "withdrawn-place"),
    Case(
      "a stage that is done was not given up", publishedDone, publishedDone.withdrawn(to: "done"),
      breaks: "withdrawn-place"),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }
}
