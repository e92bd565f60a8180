import Foundation
import Testing

/// A workflow from a past that had none.
@Suite struct DiscoverTests {
  /// Twelve proposals that go from idea to built, one of them back, one misspelt, one with a stage of two words.
  private static func wild() throws -> Project {
    let project = try Project()
    func write(_ id: Int, _ status: String) throws {
      try project.write("docs/p\(id)/proposal.yaml", "name: Proposal \(id)\nstatus: \(status)\n")
    }
    for id in 1...12 { try write(id, "idea") }
    try project.on(day: 1).commit("Ideas")
    for id in 1...8 { try write(id, "trial") }
    try project.on(day: 5).commit("Trials")
    for id in 1...5 { try write(id, "built") }
    try write(6, "idea")
    try write(9, "rejected")
    try write(10, "rejected")
    try project.on(day: 9).commit("Some were built")
    try write(11, "idae")
    try write(12, "to do")
    try project.on(day: 10).commit("Slips")
    return project
  }

  private static let arguments = ["--files", "docs/**/proposal.yaml", "--identity", "folder", "--stage-key", "status"]

  @Test func countsStagesAndEdges() throws {
    let project = try Self.wild()
    let outcome = try project.slipway(["discover", "--format", "json"] + Self.arguments)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.outBytes)) as? [String: Any])
    #expect(object["features"] as? Int == 12)
    let stages = try #require(object["stages"] as? [[String: Any]])
    #expect(stages.first?["stage"] as? String == "idea")
    #expect(stages.first { $0["stage"] as? String == "trial" }?["medianStaySeconds"] as? Int == 4 * 86_400)
    #expect(stages.first { $0["stage"] as? String == "idae" }?["resembles"] as? String == "idea")
    let edges = try #require(object["edges"] as? [[String: Any]])
    #expect(edges.first { $0["from"] as? String == "trial" && $0["to"] as? String == "built" }?["count"] as? Int == 5)
  }

  @Test func theProposalJudgesThePastItCameFrom() throws {
    let project = try Self.wild()
    let proposal = try project.slipway(["discover", "--format", "workflow"] + Self.arguments)
    #expect(proposal.code == 0, "\(proposal.all)")
    try project.write("proposed.yaml", proposal.out)
    let audit = try project.slipway("audit", "--workflow", "proposed.yaml")
    #expect(audit.code == 1, "\(audit.all)")
    // Going aside without a record of why, and the slips.
    let found = try project.audited("--workflow", "proposed.yaml").map { $0.dropFirst(41) }
    #expect(found == ["error:withdrawal", "error:withdrawal", "error:unknown-stage", "error:unknown-stage"])
  }

  @Test func drawsPictures() throws {
    let project = try Self.wild()
    let mermaid = try project.slipway(["discover", "--format", "mermaid"] + Self.arguments).out
    #expect(mermaid.hasPrefix("stateDiagram-v2\n"))
    let dot = try project.slipway(["discover", "--format", "dot"] + Self.arguments).out
    #expect(dot.hasPrefix("digraph stages {\n"))
    #expect(dot.contains("label=\"idea\\n12\""))
  }

  @Test func saysWhichKeyNobodyHas() throws {
    let project = try Project.trial(in: "test")
    let outcome = try project.slipway("discover", "--stage-key", "statu")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors.contains("`features/export.yaml` matches, and never said its stage in `statu`"), "\(outcome.all)")
    #expect(outcome.errors.contains("--stage-key KEY"))
  }

  @Test func saysWhereToLookWhenThereIsNothing() throws {
    let project = try Self.wild()
    let outcome = try project.slipway("discover")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("--files GLOB"))
  }
}
