import Findings
import Rules
import TestSupport
import Testing
import WorkflowModel

/// The form of one feature, by the policy of its own tree.
@Suite struct FormRuleTests {
  @Test(
    "what stands in a manifest",
    arguments: [
      ("fine", dev, []), ("a complete open gate", devDone, []), ("a passed gate", inside, []),
      ("unknown stage", Draft("internl"), ["unknown-stage"]),
      ("letter case is not folded", Draft("Dev"), ["unknown-stage"]),
      ("a record for an unknown stage", dev.gate("betta"), ["unknown-stage"]),
      ("an empty stage", Draft("\"\""), ["unknown-stage"]),
      ("a record ahead", dev.gate("internal"), ["record-place"]),
      ("a proposed skip", inside.skip("beta"), []),
      (
        "a proposed skip with evidence", inside.gate("beta", criteria: ["landed: x"], skipped: "no"),
        ["evidence-kind", "record-place"]
      ),
      ("a skip of a mandatory stage", inside.gate("internal", skipped: "no"), ["record-place"]),
      ("a record beside the order", dev.gate("parked"), ["record-place"]),
      ("a record for a final stage", done.gate("done"), ["record-place"]),
      ("an unknown criterion", dev.gate("dev", criteria: ["tired: https://example.com"]), ["unknown-name"]),
      ("an unknown team", dev.gate("dev", signOffs: ["suport sue"]), ["unknown-name"]),
      ("an unknown person", dev.gate("dev", signOffs: ["support seu"]), ["unknown-name"]),
      ("an unknown team and person", dev.gate("dev", signOffs: ["suport seu"]), ["unknown-name", "unknown-name"]),
      (
        "unknown names in a sealed record",
        dev.gate("dev", criteria: ["tired: x"], signOffs: ["suport seu"]).moved(to: "internal"), []
      ),
      (
        "unknown names in a final stage", dev.gate("dev", signOffs: ["suport seu"]).with(\.owner, "zoe").withdrawn(), []
      ),
      ("an unknown owner", dev.with(\.owner, "Ada L."), ["unknown-name"]),
      ("evidence of another kind", dev.gate("dev", criteria: ["tried: yes"]), ["evidence-kind"]),
      ("the same in a sealed record", dev.gate("dev", criteria: ["tried: yes"]).moved(to: "internal"), []),
    ] as [(String, Draft, [String])])
  func table(name: String, draft: Draft, breaks: [String]) throws {
    let policy = try trial()
    let found = Catalogue.judgeForm(of: try draft.feature(by: policy), by: policy)
    #expect(found.map(\.rule.id).sorted() == breaks, "\(name): \(lines(of: found))")
  }

  @Test("near names are offered")
  func near() throws {
    let policy = try trial()
    func help(_ draft: Draft) throws -> String {
      lines(of: Catalogue.judgeForm(of: try draft.feature(by: policy), by: policy))
    }
    #expect(try help(Draft("internl")).contains("did you mean `internal`?"))
    #expect(try help(dev.gate("dev", signOffs: ["suport sue"])).contains("did you mean `support`?"))
    #expect(try help(dev.with(\.owner, "Ada")).contains("did you mean `ada`?"))
    #expect(try help(dev.gate("dev", criteria: ["tired: x"])).contains("did you mean `tried`?"))
  }
}
