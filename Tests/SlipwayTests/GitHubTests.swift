import Foundation
import Testing

/// What GitHub Actions makes of the output, read as its documentation says.
@Suite struct GitHubTests {
  /// A workflow command as a runner parses it.
  private struct Command {
    let name: String
    let properties: [String: String]
    let message: String

    init?(_ line: some StringProtocol) {
      guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::") else { return nil }
      let head = line.dropFirst(2)[..<end.lowerBound].split(separator: " ", maxSplits: 1)
      name = String(head[0])
      var properties: [String: String] = [:]
      for pair in head.count > 1 ? head[1].split(separator: ",") : [] {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        properties[String(parts[0])] = Self.plain(String(parts[1]), ["%2C": ",", "%3A": ":"])
      }
      self.properties = properties
      message = Self.plain(String(line[end.upperBound...]), [:])
    }

    private static func plain(_ text: String, _ more: [String: String]) -> String {
      var text = text.replacing("%0A", with: "\n").replacing("%0D", with: "\r")
      for (code, character) in more { text = text.replacing(code, with: character) }
      return text.replacing("%25", with: "%")
    }
  }

  private func flawed(_ name: String = "other") throws -> Project {
    let project = try Project.trial(in: "draft").with(["GITHUB_ACTIONS": "true"])
    try project.write("features/\(name).yaml", "feature: \(name)\ntitle: 100%\nowner: ada\nstage: Draft\nbogus: 1\n")
    return project
  }

  @Test func annotatesByItself() throws {
    let project = try flawed()
    let outcome = try project.slipway("check")
    #expect(outcome.code == 1)
    let lines = outcome.out.split(separator: "\n")
    let commands = lines.compactMap { Command($0) }
    #expect(commands.count == lines.count - 1)
    #expect(commands.map(\.name) == ["error", "error"])
    let stage = try #require(commands.first { $0.properties["title"] == "slipway: unknown-stage" })
    #expect(stage.properties["file"] == "features/other.yaml")
    #expect(stage.properties["line"] == "4" && stage.properties["endLine"] == "4")
    #expect(stage.properties["col"] == "8" && stage.properties["endColumn"] == "13")
    #expect(stage.message.contains("\nhelp: did you mean `draft`?"))
    // Who asks for another format gets it.
    #expect(try project.slipway("check", "--format", "oneline").out.hasPrefix("features/other.yaml:4:8: error:"))
  }

  @Test func namesCannotSpeakForUs() throws {
    let project = try flawed("a,line=1::error 100%")
    let commands = try project.slipway("check").out.split(separator: "\n").compactMap { Command($0) }
    #expect(!commands.isEmpty)
    #expect(Set(commands.map { $0.properties["file"] }) == ["features/a,line=1::error 100%.yaml"])
  }

  @Test func summarisesTheJob() throws {
    let project = try flawed()
    let summary = URL(filePath: project.outside + "/summary.md")
    try Data("before\n".utf8).write(to: summary)
    _ = try project.with(["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary.path()]).slipway("check")
    let text = try String(contentsOf: summary, encoding: .utf8)
    #expect(text.hasPrefix("before\n## Slipway: 2 errors, 0 warnings\n"))
    #expect(text.contains("```text\nfeatures/other.yaml:4:8: error:"))
  }

  @Test func aSummaryIsNeverTooLong() throws {
    let project = try Project.trial(in: "draft")
    for number in 0..<40 {
      let keys = (0..<200).map { "bogus-\(number)-\($0): x````\n" }.joined()
      try project.write("features/f\(number).yaml", "feature: f\(number)\ntitle: x\nowner: ada\nstage: draft\n\(keys)")
    }
    let summary = URL(filePath: project.outside + "/summary.md")
    _ = try project.with(["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary.path()]).slipway("check")
    let size = try FileManager.default.attributesOfItem(atPath: summary.path())[.size] as? Int ?? 0
    #expect(size > 500_000 && size <= 1_048_576)
  }
}
