import Findings
import Foundation
import SlipwayKit
import Testing

@Suite struct RuleReferenceTests {
  /// `docs/rules.md`, made from the rules themselves.
  private var page: String {
    var text = """
      # Rules

      Everything that a finding can say, by the name that stands behind it in brackets. `slipway explain RULE` prints the
      same. Most examples are sessions in a repository that `slipway demo` just made: type the lines behind `$`, one
      example in each new repository. `sed -i` is GNU's; on macOS write `sed -i ''`. This page is made from the code:
      `RECORD_SNAPSHOTS=1 swift test --filter RuleReferenceTests` writes it anew.

      """
    for rule in RuleBook.all {
      let example = rule.example.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "    \($0)" }
      text += """

        ## \(rule.id)

        **\(rule.summary).** \(rule.explanation)

        \(rule.exampleHeading):

        \(example.joined(separator: "\n"))

        \(rule.remedy)

        """
    }
    return text
  }

  @Test func theReferenceIsWhatTheRulesSay() throws {
    if Documentation.isRecording {
      try page.write(to: Documentation.root.appending(path: "docs/rules.md"), atomically: true, encoding: .utf8)
    }
    #expect(try Documentation.text("docs/rules.md") == page)
  }
}
