import Findings
import TestSupport
import Testing

@Suite struct VoidSignOffRuleTests {
  @Test(
    "a warning that says why, while the gate is open and when it is passed",
    arguments: [
      ("support gus", "`gus` is not a member of `support`"), ("support ada", "`ada` owns the feature"),
      ("docs sam", "the gate of `dev` asks for `support`"),
      ("support sue \(String(repeating: "0", count: 64))", "it covers something else than what stands here now"),
    ])
  func reasons(signOff: String, why: String) throws {
    let signed = dev.gate("dev", criteria: ["tried: https://example.com"], signOffs: [signOff])
    let staying = findings(try landing(dev, signed, by: trial()))
    #expect(staying.map(\.severity) == [.warning], "\(lines(of: staying))")
    #expect(lines(of: staying).contains(why))
    let moving = findings(try landing(signed, signed.moved(to: "internal"), by: trial()))
    #expect(lines(of: moving).contains(why))
    #expect(moving.contains { $0.rule.id == "gate-sign-offs" })
  }

  @Test("is not mentioned any more once the person has signed anew")
  func renewed() throws {
    let old = "support sue \(String(repeating: "0", count: 64))"
    let signed = dev.gate("dev", criteria: ["tried: https://example.com"], signOffs: [old, "support sue"])
    #expect(findings(try landing(dev, signed, by: trial())).isEmpty)
    #expect(
      findings(try landing(signed, signed.moved(to: "internal"), by: trial())).allSatisfy {
        $0.rule.id != "void-sign-off"
      })
    // One that was added behind a good one is a mistake of its own.
    let pasted = dev.gate("dev", criteria: ["tried: https://example.com"], signOffs: ["support sue", old])
    #expect(findings(try landing(dev, pasted, by: trial())).map(\.rule.id) == ["void-sign-off"])
  }

  @Test("a misspelt name is an error, and said once", arguments: ["suport sue", "support seu"])
  func misspelt(signOff: String) throws {
    let signed = dev.gate("dev", signOffs: [signOff])
    #expect(findings(try landing(dev, signed, by: trial())).map(\.rule.id) == ["unknown-name"])
  }
}
