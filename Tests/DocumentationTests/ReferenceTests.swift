import Findings
import Foundation
import Paths
import SignOffs
import Testing
import WorkflowModel

@testable import Reading

@Suite struct ReferenceTests {
  private func source(_ text: String, _ path: String) -> SourceFile {
    SourceFile(path: RepositoryPath(path), bytes: Array(text.utf8))
  }

  private func workflow() throws -> Workflow {
    let text = try #require(try Documentation.blocks("yaml workflow", in: "docs/workflow.md").first)
    let reading = readWorkflow(source(text, "schemas/workflow.yaml"))
    #expect(reading.findings.map(\.message) == [])
    return try #require(reading.model)
  }

  @Test func theExamplesOfThePolicyCanBeRead() throws {
    let workflow = try workflow()
    let teams = try #require(try Documentation.blocks("yaml teams", in: "docs/workflow.md").first)
    let teamsReading = readTeams(source(teams, "schemas/teams.yaml"))
    #expect(teamsReading.findings.map(\.message) == [])
    let baseline = try #require(try Documentation.blocks("yaml baseline", in: "docs/workflow.md").first)
    let baselineReading = readBaseline(source(baseline, "schemas/baseline.yaml"))
    #expect(baselineReading.findings.map(\.message) == [])
    let policy = Policy(
      workflow: workflow, teams: try #require(teamsReading.model), baseline: try #require(baselineReading.model))
    #expect(crossCheck(policy).map(\.message) == [])
  }

  @Test func theExampleOfAManifestCanBeRead() throws {
    let text = try #require(try Documentation.blocks("yaml manifest", in: "docs/manifests.md").first)
    let reading = readManifest(source(text, "features/saved-replies.yaml"), by: try workflow())
    #expect(reading.findings.map(\.message) == [])
    #expect(reading.feature?.pass == 1)
  }

  @Test(arguments: [
    ("workflow", WorkflowReader.keys), ("stage", WorkflowReader.stageKeys), ("manifests", WorkflowReader.layoutKeys),
    ("gate", ["criteria", "sign-offs", "strength", "soak", "due"]), ("sign-offs", ["strength", "self", "normative"]),
    ("schema", FieldSchemaReader.keywords), ("person", personKeys),
  ])
  func theTablesListWhatTheReadersAccept(table: String, keys: [String]) throws {
    let text = try Documentation.text("docs/workflow.md")
    let start = try #require(text.range(of: "<!-- keys: \(table) -->\n"))
    let rows = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("|") }.dropFirst(2)
    let listed = rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(Set(listed) == Set(keys))
    #expect(listed.count == keys.count)
  }

  @Test func theExampleOfAStatementIsWhatIsFingerprinted() throws {
    let page = try Documentation.text("docs/manifests.md")
    let shown = try #require(try Documentation.blocks("json statement", in: "docs/manifests.md").first)
    let statement = Statement(
      repository: "7c1e4f0a9b3d5e62", feature: "saved-replies", gate: "development", decision: .leave, pass: 0,
      criteria: ["problem-confirmed": "https://example.com/reviews/118"],
      fields: [
        "title": .text("Saved replies in the composer"), "owner": .text("maya"),
        "summary": .text("Agents type the same ten answers all day."),
      ])
    #expect(String(decoding: statement.canonicalForm, as: UTF8.self) + "\n" == shown)
    #expect(page.contains("these \(statement.canonicalForm.count) bytes"))
    #expect(page.contains("`\(statement.fingerprint)`"))
  }
}
