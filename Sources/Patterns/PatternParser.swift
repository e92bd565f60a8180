/// Reads a pattern into a tree by recursive descent: choices of sequences of repeated atoms.
struct PatternParser {
  let text: String
  var rest: Substring.UnicodeScalarView
  private var depth = 0

  init(_ text: String) {
    self.text = text
    self.rest = Substring(text).unicodeScalars
  }

  mutating func parse() throws(Pattern.Flaw) -> PatternNode {
    let node = try choice()
    // A choice ends at the end or at a parenthesis that nothing opened.
    if !rest.isEmpty { throw flaw("`)` closes no group; write `\\)` for the character", at: offset) }
    if node.size > Pattern.sizeLimit { throw tooLarge(at: 0) }
    return node
  }

  private mutating func choice() throws(Pattern.Flaw) -> PatternNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(Pattern.Flaw) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = rest.first, next != "|", next != ")" {
      parts.append(try repeated(try atom()))
    }
    switch parts.count {
    case 0: return .empty
    case 1: return parts[0]
    default: return .sequence(parts)
    }
  }

  private mutating func atom() throws(Pattern.Flaw) -> PatternNode {
    let start = offset
    guard let scalar = rest.popFirst() else { return .empty }
    switch scalar {
    case "^": return .assertion(.textStart)
    case "$": return .assertion(.textEnd)
    case ".": return .set(.notLineTerminators)
    case "(": return try group(at: start)
    case "[": return .set(try characterClass(at: start))
    case "\\": return try escape(at: start)
    case "*", "+", "?": throw flaw("`\(scalar)` has nothing to repeat", at: start)
    case "{": throw flaw("`{` has nothing to repeat; write `\\{` for the character", at: start)
    case "}", "]": throw flaw("`\(scalar)` closes nothing; write `\\\(scalar)` for the character", at: start)
    default: return .set(ScalarSet(scalar))
    }
  }

  private mutating func group(at start: Int) throws(Pattern.Flaw) -> PatternNode {
    if take("?") { try groupKind(at: start) }
    depth += 1
    if depth > Pattern.depthLimit { throw flaw("groups nest deeper than \(Pattern.depthLimit)", at: start) }
    let body = try choice()
    depth -= 1
    guard take(")") else { throw flaw("`(` is not closed", at: start) }
    // An assertion can be repeated in a group, though not as it stands.
    if case .assertion = body { return .sequence([body]) }
    return body
  }

  private mutating func groupKind(at start: Int) throws(Pattern.Flaw) {
    if take(":") { return }
    guard take("<") else {
      if rest.first == "=" || rest.first == "!" {
        throw flaw("look-ahead is not supported: it cannot be matched in linear time", at: start)
      }
      throw flaw("`(?` must go on as `(?:` or `(?<name>`", at: start)
    }
    if rest.first == "=" || rest.first == "!" {
      throw flaw("look-behind is not supported: it cannot be matched in linear time", at: start)
    }
    let name = rest.prefix { $0.isWordCharacter || $0 == "$" }
    rest = rest.dropFirst(name.count)
    guard let first = name.first, !("0"..."9").contains(first), take(">") else {
      throw flaw("a group's name is made of letters, digits, `_` and `$`, and ends with `>`", at: start)
    }
  }

  mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard rest.first == expected else { return false }
    rest.removeFirst()
    return true
  }

  /// How many bytes of the pattern are read.
  var offset: Int { text.utf8.distance(from: text.startIndex, to: rest.startIndex) }

  func flaw(_ message: String, at offset: Int) -> Pattern.Flaw { Pattern.Flaw(message: message, offset: offset) }

  func tooLarge(at offset: Int) -> Pattern.Flaw {
    let limit = Pattern.sizeLimit
    return flaw("the pattern is larger than \(limit) characters with its repetitions written out", at: offset)
  }
}
