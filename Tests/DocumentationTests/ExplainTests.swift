import Findings
import Foundation
import SlipwayKit
import Testing

@Suite(.inSampleRepositories) struct ExplainTests {
  /// The rules about YAML show lines of a file, which the tests of ManifestText read.
  static let rules = RuleBook.all.filter { !$0.id.hasPrefix("yaml-") }

  /// What the first line of a finding says of it.
  private struct Verdict: Hashable {
    let severity: String
    let rule: String
  }

  /// The rules whose findings are not errors.
  private static let severities = ["void-sign-off": "warning", "void-waiver": "warning", "policy-change": "note"]

  @Test(arguments: rules) func theExampleBreaksTheRuleAndNoOther(rule: Rule) throws {
    let lines = rule.example.split(separator: "\n").map(String.init)
    let typed = lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
    let printed = lines.filter { !$0.hasPrefix("$ ") }
    let check = try #require(typed.last)
    #expect(["check", "hook", "audit"].contains { check.hasPrefix("slipway \($0)") })
    #expect(typed.count <= 4, "short enough to be typed")
    #expect(!printed.isEmpty)

    try inCopyOfSample { folder in
      let preparation = try shell("set -e\n" + typed.dropLast().joined(separator: "\n"), in: folder)
      #expect(preparation.code == 0, "\(preparation.output)")
      let answer = try shell(check, in: folder)
      let output = answer.output.split(separator: "\n")
      for line in printed {
        #expect(output.contains { matches($0, line) }, "`check` does not print\n\(line)\nbut\n\(answer.output)")
      }
      let found = Set(
        output.compactMap { $0.wholeMatch(of: /[^ ].*?: (error|warning|note): .* \[([a-z-]+)\]/) }
          .map { Verdict(severity: String($0.1), rule: String($0.2)) })
      let expected = Verdict(severity: Self.severities[rule.id] ?? "error", rule: rule.id)
      #expect(found.contains(expected), "\(answer.output)")
      #expect(found.filter { $0.severity != "note" && $0 != expected } == [], "\(answer.output)")
      #expect(answer.code == (expected.severity == "error" ? 1 : 0))
    }
  }

  /// Whether a line is the shown one, where `…` stands for anything.
  private func matches(_ line: Substring, _ shown: String) -> Bool {
    let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
    var rest = line
    for (number, part) in parts.enumerated() where !part.isEmpty {
      guard let found = rest.firstRange(of: part), number > 0 || found.lowerBound == rest.startIndex
      else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.isEmpty || parts.last == ""
  }

  @Test func anExampleIsShownWithThePlaceToTypeItIn() throws {
    let answer = try shell("slipway explain edge", in: FileManager.default.temporaryDirectory)
    #expect(answer.output.contains("Example, in a repository made by `slipway demo`\n    $ sed"))
    let yaml = try shell("slipway explain yaml-anchor", in: FileManager.default.temporaryDirectory)
    #expect(yaml.output.contains("Example\n    owner: &lead"))
  }
}

/// Makes one sample repository for a suite, for `inCopyOfSample`, and removes it afterwards.
struct SampleRepositories: SuiteTrait, TestScoping {
  @TaskLocal static var original: URL?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-sample-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    // Packed, it is copied in no time.
    let line = "slipway demo '\(folder.path())' && git -C '\(folder.path())' gc --quiet"
    let made = try shell(line, in: FileManager.default.temporaryDirectory)
    #expect(made.code == 0, "\(made.output)")
    try await Self.$original.withValue(folder) { try await function() }
  }
}

extension Trait where Self == SampleRepositories {
  static var inSampleRepositories: Self { SampleRepositories() }
}

private func inCopyOfSample(_ body: (URL) throws -> Void) throws {
  let original = try #require(SampleRepositories.original)
  try withFolder { folder in
    let copy = folder.appending(path: "sample")
    try FileManager.default.copyItem(at: original, to: copy)
    try body(copy)
  }
}
