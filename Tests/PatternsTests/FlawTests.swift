import Patterns
import Testing

@Suite struct FlawTests {
  @Test(arguments: [
    ("a(b", "`(` is not closed", 1),
    ("é(b", "`(` is not closed", 2),
    ("ab)", #"`)` closes no group; write `\)` for the character"#, 2),
    ("[a-z", "`[` is not closed", 0),
    ("a]", #"`]` closes nothing; write `\]` for the character"#, 1),
    ("a}", #"`}` closes nothing; write `\}` for the character"#, 1),
    ("{a", #"`{` has nothing to repeat; write `\{` for the character"#, 0),
    ("a|*", "`*` has nothing to repeat", 2),
    ("a**", "`*` has nothing to repeat", 2),
    ("a++", "`+` has nothing to repeat", 2),
    ("a???", "`?` has nothing to repeat", 3),
    ("a{2}{3}", #"`{` has nothing to repeat; write `\{` for the character"#, 4),
    ("^*", "an assertion cannot be repeated", 1),
    (#"\b+"#, "an assertion cannot be repeated", 2),
    ("a{", #"a counted repetition is written `{2}`, `{2,}` or `{2,4}`; write `\{` for the character"#, 1),
    ("a{,3}", #"a counted repetition is written `{2}`, `{2,}` or `{2,4}`; write `\{` for the character"#, 1),
    ("a{3,2}", "the repetition's bounds are out of order", 1),
    ("[z-a]", "the range's ends are out of order", 1),
    (#"[a\d-z]"#, #"a range in a class goes from one character to another; write `\-` for a hyphen"#, 2),
    (#"[a-\d]"#, #"a range in a class goes from one character to another; write `\-` for a hyphen"#, 1),
    (#"[\B]"#, #"`\B` is no escape"#, 1),
    (#"a\"#, "the pattern ends with a lone backslash", 1),
    (#"a\q"#, #"`\q` is no escape"#, 1),
    (#"\A"#, #"`\A` is no escape"#, 0),
    (#"\é"#, "only ASCII punctuation can be escaped", 0),
    (#"\01"#, "octal escapes are not supported", 0),
    (#"(a)\1"#, "back references are not supported: they cannot be matched in linear time", 3),
    (#"(?<n>a)\k<n>"#, "back references are not supported: they cannot be matched in linear time", 7),
    ("a(?=b)", "look-ahead is not supported: it cannot be matched in linear time", 1),
    ("(?!b)a", "look-ahead is not supported: it cannot be matched in linear time", 0),
    ("(?<=b)a", "look-behind is not supported: it cannot be matched in linear time", 0),
    ("(?<!b)a", "look-behind is not supported: it cannot be matched in linear time", 0),
    ("(?i)a", "`(?` must go on as `(?:` or `(?<name>`", 0),
    ("(?<1>a)", "a group's name is made of letters, digits, `_` and `$`, and ends with `>`", 0),
    ("(?<a", "a group's name is made of letters, digits, `_` and `$`, and ends with `>`", 0),
    (#"\x4"#, #"`\x` is followed by two hexadecimal digits"#, 0),
    (#"\u12"#, #"`\u` is followed by four hexadecimal digits or `{…}`"#, 0),
    (#"\u{110000}"#, #"`\u{…}` holds the hexadecimal number of a Unicode character"#, 0),
    (#"\u{}"#, #"`\u{…}` holds the hexadecimal number of a Unicode character"#, 0),
    (#"\uD83D"#, "half a surrogate pair is no character", 0),
    (#"\uDC4D"#, "half a surrogate pair is no character", 0),
    (#"\pL"#, #"`\p` is followed by a category: `\p{L}`"#, 0),
    (#"\p{L"#, #"`\p{` is not closed"#, 0),
    (#"\p{Script=Greek}"#, "`Script=Greek` is no general category; other Unicode properties are not supported", 0),
    (#"\p{l}"#, "`l` is no general category; other Unicode properties are not supported", 0),
    (#"\p{}"#, #"`\p` is followed by a category: `\p{L}`"#, 0),
  ])
  func refusal(pattern: String, message: String, offset: Int) {
    let flaw = #expect(throws: Pattern.Flaw.self) { try Pattern(pattern) }
    #expect(flaw?.message == message)
    #expect(flaw?.offset == offset)
  }

  @Test(arguments: [
    ("a{1025}", 1), ("x(a{40}){40}", 8), ("(((a{20}){20}){20}){20}", 14), ("a{99999999999999999999}", 1),
    ("((a{1000}){0,1000})", 10), ("(a{600})(b{600})", 0), ("(?:){2000}", 4), ("(?:^){0,2000}", 5),
  ])
  func largePatterns(pattern: String, offset: Int) {
    let flaw = #expect(throws: Pattern.Flaw.self) { try Pattern(pattern) }
    #expect(flaw?.message == "the pattern is larger than 1024 characters with its repetitions written out")
    #expect(flaw?.offset == offset)
  }

  @Test func deepGroups() throws {
    let depth = Pattern.depthLimit
    _ = try Pattern(String(repeating: "(", count: depth) + String(repeating: ")", count: depth))
    let flaw = #expect(throws: Pattern.Flaw.self) { try Pattern(String(repeating: "(", count: 100_000)) }
    #expect(flaw?.message == "groups nest deeper than 100")
    #expect(flaw?.offset == depth)
  }
}
