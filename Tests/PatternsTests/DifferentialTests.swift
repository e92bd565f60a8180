import SeededRandom
import Patterns
import Testing

/// Generated patterns and texts, judged by two engines that share nothing: ours and the standard library's `Regex`.
@Suite struct DifferentialTests {
  @Test func agreesWithTheStandardLibrary() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1500 {
      let generated = GeneratedPattern.random(depth: 3, using: &random)
      let ours = try Pattern(generated.ecma)
      let theirs = try Regex(generated.swift)
        .matchingSemantics(.unicodeScalar).asciiOnlyDigits().wordBoundaryKind(.simple)
      // Its `\b` takes all of Unicode's letters for word characters and digits for none, so such patterns meet neither.
      let seesWordBoundaries = generated.ecma.contains(#"\b"#) || generated.ecma.contains(#"\B"#)
      for _ in 0..<8 {
        let text = randomText(with: seesWordBoundaries ? ["-", "€", "👍"] : ["1", "é", "\u{301}", "中"], using: &random)
        let expected = try theirs.firstMatch(in: text) != nil
        #expect(
          ours.matches(text) == expected, "seed \(seed), pattern \(generated.ecma), text \(text.debugDescription)")
      }
    }
  }

  private func randomText(with others: [Unicode.Scalar], using random: inout SeededGenerator) -> String {
    let alphabet: [Unicode.Scalar] = ["a", "a", "b", "_", " ", "\n"] + others
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...7, using: &random) {
      if let scalar = alphabet.randomElement(using: &random) { text.append(scalar) }
    }
    return String(text)
  }
}

/// One pattern in two syntaxes: the standard library's `$` also matches before a last newline, its `\w` knows Unicode.
private struct GeneratedPattern {
  var ecma: String
  var swift: String

  init(_ ecma: String, _ swift: String? = nil) {
    self.ecma = ecma
    self.swift = swift ?? ecma
  }

  static func random(depth: Int, using random: inout SeededGenerator) -> GeneratedPattern {
    let kind = depth == 0 ? 0 : Int.random(in: 0...5, using: &random)
    switch kind {
    case 0...1: return leaves.randomElement(using: &random) ?? leaves[0]
    case 2: return .random(depth: depth - 1, using: &random) + .random(depth: depth - 1, using: &random)
    case 3:
      let left = GeneratedPattern.random(depth: depth - 1, using: &random)
      let right = GeneratedPattern.random(depth: depth - 1, using: &random)
      return GeneratedPattern("(") + left + GeneratedPattern("|") + right + GeneratedPattern(")")
    default:
      let body = GeneratedPattern.random(depth: depth - 1, using: &random)
      let quantifier = quantifiers.randomElement(using: &random) ?? "*"
      return GeneratedPattern("(?:") + body + GeneratedPattern(")" + quantifier)
    }
  }

  private static let quantifiers = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,}", "{0,2}", "{1,3}?"]
  private static let leaves =
    [
      "", "a", "b", "é", ".", "[ab]", "[^a]", #"[\d_-]"#, #"\d"#, #"\s"#, "^", #"\b"#, #"\B"#, #"\p{L}"#,
      #"[^\p{L}1]"#,
    ].map { GeneratedPattern($0) } + [
      GeneratedPattern("$", #"\z"#), GeneratedPattern(#"\w"#, "[0-9A-Za-z_]"),
      GeneratedPattern(#"\W"#, "[^0-9A-Za-z_]"),
    ]

  static func + (left: GeneratedPattern, right: GeneratedPattern) -> GeneratedPattern {
    GeneratedPattern(left.ecma + right.ecma, left.swift + right.swift)
  }
}
