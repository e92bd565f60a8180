import Findings
import ManifestText
import Reading
import Rules
import TestSupport
import Testing

@Suite struct CatalogueTests {
  static let all = manifestTextRules + ReadingRules.all + Catalogue.rules

  @Test("identifiers are unique and in lower case with hyphens")
  func identifiers() {
    #expect(Set(Self.all.map(\.id)).count == Self.all.count)
    #expect(Self.all.filter { $0.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) == nil }.map(\.id) == [])
  }

  @Test("every rule says what, why, with what example, and what to do", arguments: all)
  func texts(rule: Rule) {
    #expect(!rule.summary.isEmpty && !rule.summary.contains("\n"))
    #expect(rule.explanation.hasSuffix(".") || rule.explanation.hasSuffix("`"))
    #expect(!rule.example.isEmpty)
    #expect(rule.remedy.hasSuffix(".") || rule.remedy.hasSuffix("`"))
    for text in [rule.summary, rule.explanation, rule.remedy] {
      #expect(!text.contains("  ") && !text.contains("\n"), "a continued line lost its backslash")
      #expect(text.count { $0 == "`" }.isMultiple(of: 2))
    }
  }
}
