import Patterns
import Testing

/// The bounds are for a debug build on a busy machine; release builds are at least ten times as fast.
@Suite struct HostilePatternTests {
  @Test(arguments: [
    "^(a+)+$", "^(a*)*$", "^(a|aa)+$", "^(a|a?)+$", "(.*a){10}c", "(x+x+)+y|(a+a+)+c", #"^((\w+)\s?)+c$"#,
  ])
  func textsThatWouldBacktrack(pattern: String) throws {
    let pattern = try Pattern(pattern)
    let text = String(repeating: "a", count: 100_000) + "b!"
    let spent = ContinuousClock().measure { #expect(!pattern.matches(text)) }
    #expect(spent < .seconds(2))
  }

  @Test(arguments: [
    "^" + String(repeating: "a?", count: 511) + "a{511}$", "((a?){30}){30}!", "^((((a{1,4}){1,4}){1,4}){1,4}){1,3}b$",
    "[\(String(String.UnicodeScalarView((0x4E00..<0x9000).compactMap(Unicode.Scalar.init))))]{1024}",
  ])
  func patternsAtTheLimit(pattern: String) throws {
    let spent = try ContinuousClock().measure {
      let pattern = try Pattern(pattern)
      #expect(!pattern.matches(String(repeating: "a", count: 2000) + "c"))
    }
    #expect(spent < .seconds(4))
  }
}
