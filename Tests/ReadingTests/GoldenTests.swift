import Findings
import Foundation
import Paths
import Reading
import TestSupport
import Testing
import WorkflowModel

/// Every file of `Fixtures/*/err` has its findings beside it; every file of `Fixtures/*/ok` has none.
///
/// `RECORD_SNAPSHOTS=1` writes the findings anew: read the difference before you commit it.
@Suite struct GoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"

  static func fixtures(_ kind: String) -> [String] {
    ["workflow", "teams", "baseline", "manifest"].flatMap { group in
      let path = folder.appendingPathComponent("\(group)/\(kind)").path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.filter { !$0.hasSuffix(".txt") }.sorted().map { "\(group)/\(kind)/\($0)" }
    }
  }

  private func findings(in fixture: String) throws -> [Finding] {
    let bytes = Array(try Data(contentsOf: Self.folder.appendingPathComponent(fixture)))
    func source(_ path: String) -> SourceFile { SourceFile(path: RepositoryPath(path), bytes: bytes) }
    switch fixture.prefix(while: { $0 != "/" }) {
    case "workflow":
      let reading = readWorkflow(source("schemas/workflow.yaml"))
      #expect((reading.model == nil) == (reading.findings.errors > 0), "a workflow exactly where there are no errors")
      return reading.findings
    case "teams":
      let reading = readTeams(source("schemas/teams.yaml"))
      #expect((reading.model == nil) == (reading.findings.errors > 0))
      return reading.findings
    case "baseline":
      let reading = readBaseline(source("schemas/baseline.yaml"))
      #expect((reading.model == nil) == (reading.findings.errors > 0))
      return reading.findings
    default:
      let name = fixture.split(separator: "/").last.map(String.init) ?? ""
      let (layout, path) =
        name.hasPrefix("adopted.")
        ? ("adopted.workflow.yaml", "keps/1/kep.yaml")
        : name.hasPrefix("front.")
          ? ("front.workflow.yaml", "features/export/index.md") : ("workflow.yaml", "features/export.yaml")
      let text = try String(contentsOf: Self.folder.appendingPathComponent("manifest/" + layout), encoding: .utf8)
      let reading = readManifest(source(path), by: try workflow(text))
      #expect(reading.feature != nil || reading.findings.errors > 0)
      return reading.findings
    }
  }

  @Test("what is wrong is found, placed and explained", arguments: fixtures("err"))
  func wrong(fixture: String) throws {
    let found = lines(of: try findings(in: fixture))
    #expect(!found.isEmpty)
    let expected = Self.folder.appendingPathComponent(
      fixture.split(separator: ".").dropLast().joined(separator: ".") + ".txt")
    if Self.isRecording { try found.write(to: expected, atomically: true, encoding: .utf8) }
    #expect(found == (try? String(contentsOf: expected, encoding: .utf8)))
  }

  @Test("what is right stays silent", arguments: fixtures("ok"))
  func right(fixture: String) throws {
    #expect(lines(of: try findings(in: fixture)) == "")
  }

  @Test(
    "messages are sentences without a full stop, and nothing is shown that cannot be seen", arguments: fixtures("err"))
  func wording(fixture: String) throws {
    for finding in try findings(in: fixture) {
      #expect(!finding.message.hasSuffix("."))
      #expect(finding.place != nil || finding.path != nil)
      for text in [finding.message] + finding.help + finding.notes.map(\.message) {
        #expect(!text.isEmpty && text == escaped(text))
        #expect(text.count { $0 == "`" }.isMultiple(of: 2), "\(text)")
      }
    }
  }

  @Test("no mistake has two findings at one place", arguments: fixtures("err"))
  func once(fixture: String) throws {
    let keys = try findings(in: fixture).map { "\($0.place?.range ?? 0..<0) \($0.rule.id) \($0.message)" }
    #expect(Set(keys).count == keys.count)
  }
}
