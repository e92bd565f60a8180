import Paths
import Testing

@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain", "plain"), ("é", "é"), ("a\u{1B}[31m", "a\\u{1b}[31m"), ("a\nb", "a\\nb"),
    ("\u{202E}x", "\\u{202e}x"), ("a\u{200B}b", "a\\u{200b}b"),
  ])
  func text(raw: String, shown: String) {
    #expect(escaped(raw) == shown)
  }

  @Test func bytesThatAreNoText() {
    #expect(escaped([0x61, 0xFF, 0xC3, 0xA9, 0xC3]) == "a\\xffé\\xc3")
  }

  @Test func pathsKeepTheirBytes() {
    let composed = RepositoryPath("features/\u{E9}.yaml")
    let decomposed = RepositoryPath("features/e\u{301}.yaml")
    #expect(composed != decomposed)
    #expect(RepositoryPath("features/a.b.yaml").stem.elementsEqual("a.b".utf8))
    #expect(RepositoryPath("features/.yaml").stem.elementsEqual(".yaml".utf8))
    #expect(RepositoryPath("a/b/c").folder == RepositoryPath("a/b"))
  }
}
