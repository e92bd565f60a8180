import Findings
import Rules
import TestSupport
import Testing

@Suite struct SoakRuleTests {
  @Test(arguments: [
    Case("long enough, to the second", insideDone, insideDone.moved(to: "beta"), days: 3),
    Case("a day short", insideDone, insideDone.moved(to: "beta"), days: 2, breaks: "gate-soak"),
    Case("not on the line yet", insideDone, insideDone.moved(to: "beta"), days: nil, breaks: "gate-soak"),
    Case("from the future", insideDone, insideDone.moved(to: "beta"), days: -30, breaks: "gate-soak"),
    Case("a gate without soak", devDone, devDone.moved(to: "internal"), days: 0),
    Case("not asked on the way back", insideDone, insideDone.back(to: "dev").with(\.gates, []), days: 0),
  ])
  func table(_ row: Case) throws { try row.check(by: trial()) }

  @Test("says until when")
  func until() throws {
    let text = lines(of: findings(try landing(insideDone, insideDone.moved(to: "beta"), by: trial(), days: 2)))
    #expect(text.contains("3 days of soak, and the feature has been there for 2 days"))
    #expect(text.contains("the soak is over at 2027-01-16T08:00:00Z, 1 day from now"), "\(text)")
  }

  @Test("a gate is open when all of it is there", arguments: [(3, true), (2, false)])
  func open(days: Int, isOpen: Bool) throws {
    let landing = try landing(insideDone, insideDone.moved(to: "beta"), by: trial(), days: days)
    #expect(landing.passages.map(\.isOpen) == [isOpen])
  }
}
