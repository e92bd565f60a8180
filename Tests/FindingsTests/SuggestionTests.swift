import Findings
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("beta", ["beta-release", "beta"], "beta"), ("bata-release", ["beta-release", "development"], "beta-release"),
    ("Beta_Release", ["beta-release"], "beta-release"), ("imlpemented", ["implemented"], "implemented"),
  ])
  func near(word: String, candidates: [String], meant: String) {
    #expect(nearest(to: word, among: candidates) == meant)
  }

  @Test func nothingNear() {
    #expect(nearest(to: "done", among: ["development", "beta-release"]) == nil)
    #expect(nearest(to: "", among: ["a"]) == nil)
  }

  @Test func lists() {
    #expect(list(["a"]) == "`a`")
    #expect(list(["a", "b", "c"]) == "`a`, `b` or `c`")
    #expect(list([String]()) == "nothing")
  }
}
