import Testing
import WorkflowModel

@Suite struct FieldPathTests {
  @Test(
    "dotted forms", arguments: [("flag", ["flag"]), ("beta.reasons", ["beta", "reasons"]), ("a b.c", ["a b", "c"])])
  func read(text: String, keys: [String]) {
    #expect(FieldPath(text)?.keys == keys)
    #expect(FieldPath(text)?.description == text)
  }

  @Test("no key is empty", arguments: ["", ".", "a.", ".a", "a..b"])
  func refused(text: String) {
    #expect(FieldPath(text) == nil)
  }

  @Test("prefixes go by whole keys")
  func prefixes() {
    #expect(FieldPath(keys: ["beta"]).isPrefix(of: FieldPath(keys: ["beta", "pool"])))
    #expect(FieldPath(keys: ["beta"]).isPrefix(of: FieldPath(keys: ["beta"])))
    #expect(!FieldPath(keys: ["beta"]).isPrefix(of: FieldPath(keys: ["betamax"])))
    #expect(!FieldPath(keys: ["beta", "pool"]).isPrefix(of: FieldPath(keys: ["beta"])))
  }
}
