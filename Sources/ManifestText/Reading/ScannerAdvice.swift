import Findings

/// Characters that mean something else than the writer thought.
extension SyntaxProblem {
  func scannerAdvice(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice? {
    switch (problem, context) {
    case ("found character that cannot start any token", _): return badStart(bytes)
    case (_, "while scanning an alias"): return pointer(bytes, .yamlAlias, "an alias")
    case (_, "while scanning an anchor"): return pointer(bytes, .yamlAnchor, "an anchor")
    case (_, "while scanning a tag"), (_, "while parsing a tag"), ("found undefined tag handle", _):
      return tag(bytes)
    case (_, "while scanning a directive"), (_, "while scanning a %YAML directive"),
      (_, "while scanning a %TAG directive"), ("found incompatible YAML document", _),
      ("found duplicate %YAML directive", _), ("found duplicate %TAG directive", _):
      let line = restOfLine(bytes, lineStart(bytes, contextOffset ?? offset))
      return SyntaxAdvice(
        rule: .yamlDirective, message: "`\(excerpt(bytes, line))` is a directive", range: line,
        help: ["remove the line; a text that begins with `%` needs quotes"])
    case ("found unexpected end of stream", _), ("found unexpected document indicator", _):
      return openQuote(bytes)
    case (_, "while parsing a quoted scalar"), ("found unknown escape character", _),
      ("did not find expected hexdecimal number", _), ("found invalid Unicode character escape code", _):
      return escape(bytes)
    case ("did not find expected comment or line break", "while scanning a block scalar"):
      let rest = restOfLine(bytes, offset)
      return SyntaxAdvice(
        message: "text follows `|` or `>` on the same line", range: rest,
        help: ["begin the text on the next line, indented", "or " + quoteHelp(bytes, rest)])
    default:
      guard problem.contains("tab character") else { return nil }
      return tab(bytes, offset)
    }
  }

  private func badStart(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    guard offset < bytes.count else { return SyntaxAdvice(message: problem, range: offset..<offset) }
    if bytes[offset] == 0x09 { return tab(bytes, offset) }
    let character = excerpt(bytes, self.character(bytes, offset))
    let rest = restOfLine(bytes, offset)
    return SyntaxAdvice(
      message: "a value cannot begin with `\(character)`", range: rest, help: [quoteHelp(bytes, rest)])
  }

  private func tab(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> SyntaxAdvice {
    SyntaxAdvice(
      rule: .yamlTab, message: "a tab stands where YAML asks for spaces", range: character(bytes, offset),
      help: ["indent with spaces, two a level; `expand -t 2 old > new` replaces tabs"])
  }

  private func pointer(_ bytes: UnsafeBufferPointer<UInt8>, _ rule: Rule, _ what: String) -> SyntaxAdvice {
    let rest = restOfLine(bytes, contextOffset ?? offset)
    return SyntaxAdvice(
      rule: rule, message: "YAML reads `\(excerpt(bytes, rest))` as \(what), by its first character", range: rest,
      help: [quoteHelp(bytes, rest)])
  }

  private func tag(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    let rest = restOfLine(bytes, contextOffset ?? offset)
    return SyntaxAdvice(
      rule: .yamlTag, message: "YAML reads `\(excerpt(bytes, rest))` as a tag, by its first character", range: rest,
      help: [quoteHelp(bytes, rest)])
  }

  private func openQuote(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice? {
    guard let start = contextOffset, start < bytes.count, context == "while scanning a quoted scalar" else {
      return nil
    }
    let quote = excerpt(bytes, start..<start + 1)
    var advice = SyntaxAdvice(
      message: "the quote `\(quote)` that opens here is never closed", range: start..<start + 1,
      help: ["write `\(quote)` at the end of the text"])
    if quote == "'" { advice.help.append("an apostrophe inside single quotes is written twice: `'it''s'`") }
    return advice
  }

  private func escape(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    // The mark stands at the backslash, or behind it and the letter where digits are missing.
    var start = min(offset, max(bytes.count - 1, 0))
    while start > max(offset - 2, 0), bytes[start] != UInt8(ascii: "\\") { start -= 1 }
    let range = start..<character(bytes, max(offset, start + 1)).upperBound
    return SyntaxAdvice(
      message: "`\(excerpt(bytes, range))` is no escape that YAML knows", range: range,
      help: ["write a backslash as `\\\\`, or put the text in single quotes, where it means itself"])
  }

  /// The complete text to write instead.
  func quoteHelp(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    let text = excerpt(bytes, range)
    var quoted = "\"\(text)\""
    if text.contains("\"") || text.contains("\\") {
      quoted = "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    return "put it in quotes: `\(quoted)`"
  }
}
