import Patterns
import Testing

@Suite struct MatchingTests {
  @Test(
    "anchors, choices, groups and repetitions",
    arguments: [
      ("", "anything", true), ("b", "abc", true), ("^b", "abc", false), ("b$", "abc", false), ("^$", "", true),
      ("^$", "a", false), ("$", "a", true), ("a$", "a\n", false), ("^b", "a\nb", false), ("a^b", "ab", false),
      ("a$b", "ab", false), ("^^a$$", "a", true), ("x*^a", "a", true), ("x*^a", "xa", false),
      ("^[a-z][a-z0-9_]*$", "service_account", true), ("^[a-z][a-z0-9_]*$", "serviceAccount", false),
      ("^(alpha|beta|stable)$", "beta", true), ("^(alpha|beta|stable)$", "bet", false), ("^alpha|beta$", "xbeta", true),
      ("^a|$", "b", true), ("^(|a)b$", "b", true), ("^(?:ab)+$", "abab", true), ("^(?<part>ab)+$", "aba", false),
      ("^a?$", "aa", false), ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaa", true),
      ("^a{2,}$", "a", false), ("^a{1,3}$", "aaa", true), ("^a{1,3}$", "aaaa", false), ("^a{0}$", "", true),
      ("^a{0}$", "a", false), ("^a{0,}$", "", true), ("^(a|b?){2,3}c$", "abbc", true), ("^(a*)*$", "aaa", true),
      ("^(a|b){0,2}?$", "abb", false), ("^a+?b*?c??$", "aabbc", true), ("^(a{1,2}){2}$", "aaaaa", false),
      ("^.{1,200}$", String(repeating: "x", count: 200), true),
      ("^.{1,200}$", String(repeating: "x", count: 201), false),
      ("^.{1,1000}$", String(repeating: "é", count: 1000), true),
    ])
  func structure(pattern: String, text: String, expected: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == expected)
  }

  @Test(
    "sets of characters, as ECMA-262 has them",
    arguments: [
      ("^.$", "\n", false), ("^.$", "\u{2028}", false), ("^.$", "\u{85}", true), ("^.$", "👍", true),
      ("^.$", "e\u{301}", false), ("^..$", "e\u{301}", true), ("^.$", "\r\n", false), (#"^\r\n$"#, "\r\n", true),
      ("^é$", "e\u{301}", false), ("^[^a]$", "\n", true), ("^[^a-y]$", "z", true), ("^[^a-y]$", "é", true),
      ("^[-a]$", "-", true), ("^[a-]$", "-", true), (#"^[\]\\]$"#, "]", true), (#"^[+--]$"#, ",", true),
      ("[]", "a", false), ("^[^]$", "\n", true), ("^[[a]$", "[", true), ("^[.*$]$", "$", true), ("^[.]$", "a", false),
      (#"^[\b]$"#, "\u{8}", true), (#"^[\x41-\u0043]+$"#, "ABC", true), (#"^[\w-]+$"#, "a-b", true),
      (#"^\d$"#, "7", true), (#"^\d$"#, "٧", false), (#"^\w$"#, "_", true), (#"^\w$"#, "é", false),
      (#"^\W$"#, "é", true), (#"^\D\S$"#, "ab", true), (#"^\s$"#, "\u{FEFF}", true), (#"^\s$"#, "\u{85}", false),
      (#"^[^\d\s]$"#, "5", false), (#"^[^\D]$"#, "5", true), (#"^[\s\S]$"#, "\n", true),
      (#"^\t\n\r\f\v\0$"#, "\t\n\r\u{C}\u{B}\0", true), (#"^\x41\u00e9\u{1F44D}$"#, "Aé👍", true),
      (#"^\uD83D\uDC4D$"#, "👍", true), (#"^\.\/\-\"\{\}\^\$\_$"#, #"./-"{}^$_"#, true),
      (#"^\p{L}+$"#, "aéλЖ中", true), (#"^\p{Lu}\p{Ll}$"#, "Éé", true), (#"^\p{Lu}$"#, "é", false),
      (#"^\P{L}$"#, "é", false), (#"^\P{L}$"#, "1", true), (#"^[\p{L}\p{Nd}_-]+$"#, "é٧_-", true),
      (#"^[^\p{L}0-9]$"#, "é", false), (#"^[^\p{L}0-9]$"#, "5", false), (#"^[^\P{L}a]$"#, "é", true),
      (#"^[^\P{L}a]$"#, "a", false), (#"^\p{Uppercase_Letter}\p{gc=Nd}\p{General_Category=LC}$"#, "A1b", true),
      (#"^\p{N}$"#, "½", true), (#"^\p{Sc}$"#, "€", true),
    ])
  func sets(pattern: String, text: String, expected: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == expected)
  }

  @Test(
    "word boundaries are those of ASCII words",
    arguments: [
      (#"\bcat\b"#, "a cat sat", true), (#"\bcat\b"#, "concat", false), (#"\Bcat\b"#, "concat", true),
      (#"\b"#, "", false), (#"\B"#, "", true), (#"\b"#, "-", false), (#"^\b"#, "a", true), (#"\b$"#, "a-", false),
      (#"^\Bé\b"#, "éa", true), (#"a\bb"#, "ab", false), (#"a(\b|x)b"#, "axb", true), (#"a(?:\b)*b"#, "ab", true),
      (#"^(\b\w+\b\W*)+$"#, "one two, three", true), (#"\bé\b"#, "aéb", true),
      (#"\b1\b"#, "a 1 b", true), (#"a\b1"#, "a1", false), (#"\B"#, "a👍b", false),
    ])
  func wordBoundaries(pattern: String, text: String, expected: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == expected)
  }

  @Test func patternsOfEqualLookAreDifferentPatterns() throws {
    #expect(try Pattern("é") == Pattern("é"))
    #expect(try Pattern("\u{E9}") != Pattern("e\u{301}"))
  }
}
