import Testing

@testable import GitProgram

@Suite struct CommandWordsTests {
  @Test(
    arguments: [
      ("ssh-add -L", ["ssh-add", "-L"]),
      ("  a \t b\n", ["a", "b"]),
      ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
      ("a'b'\"c\"d", ["abcd"]),
      (#"a\ b "c\"d" 'e\f'"#, ["a b", "c\"d", #"e\f"#]),
      ("a '' b", ["a", "", "b"]),
      ("'it'\\''s'", ["it's"]),
      ("", []),
      ("'open", nil),
      ("open\\", nil),
    ] as [(String, [String]?)])
  func splitAsGitDoes(line: String, words: [String]?) {
    #expect(commandWords(line) == words)
  }
}
