/// Lines that do not fit together: colons, indentation, brackets.
extension SyntaxProblem {
  func structureAdvice(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice? {
    switch problem {
    case "mapping values are not allowed in this context": return colonInside(bytes)
    case "could not find expected ':'": return missingColon(bytes)
    case "block sequence entries are not allowed in this context":
      return SyntaxAdvice(
        message: "a list item cannot stand here", range: character(bytes, offset),
        help: ["begin the list on a line of its own below the key, or write `[a, b]` on this line"])
    case "did not find expected ',' or '}'": return openBracket(bytes, "{", "}")
    case "did not find expected ',' or ']'": return openBracket(bytes, "[", "]")
    case "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>":
      return strayLine(bytes)
    case "did not find expected node content":
      return SyntaxAdvice(message: "a value is missing here", range: character(bytes, offset))
    default: return nil
    }
  }

  private func colonInside(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    if let value = valueOfLine(bytes, offset), value.lowerBound <= offset {
      return SyntaxAdvice(
        message: "a value without quotes cannot hold `: `", range: value, help: [quoteHelp(bytes, value)])
    }
    let line = restOfLine(bytes, lineStart(bytes, offset))
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] == 0x20 { start += 1 }
    return SyntaxAdvice(
      message: "this key is indented deeper than the keys before it, which already have their values",
      range: start..<line.upperBound, help: ["indent it like the keys that it belongs with"])
  }

  private func missingColon(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    let line = restOfLine(bytes, contextOffset ?? offset)
    var advice = SyntaxAdvice(message: "this line has no `: ` between a key and a value", range: line)
    if let colon = line.first(where: { bytes[$0] == UInt8(ascii: ":") }) {
      let key = excerpt(bytes, line.lowerBound..<colon)
      let value = excerpt(bytes, colon + 1..<line.upperBound)
      advice.message = "the space behind the colon is missing"
      advice.help = ["write `\(key): \(value)`"]
    } else {
      advice.help = ["write `\(excerpt(bytes, line)): …`, or indent the line if it continues the one above"]
    }
    return advice
  }

  private func openBracket(_ bytes: UnsafeBufferPointer<UInt8>, _ open: String, _ close: String) -> SyntaxAdvice {
    if let contextOffset, lineStart(bytes, contextOffset) != lineStart(bytes, offset) {
      return SyntaxAdvice(
        message: "the `\(open)` that opens here is not closed", range: character(bytes, contextOffset),
        help: ["separate the items with `,` and end them with `\(close)`"],
        note: ("`,` or `\(close)` is missing before this", offset))
    }
    var advice = SyntaxAdvice(
      message: "`,` or `\(close)` is missing before this", range: character(bytes, offset),
      help: ["separate the items with `,` and end them with `\(close)`"])
    if let contextOffset { advice.note = ("`\(open)` opens here", contextOffset) }
    return advice
  }

  private func strayLine(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxAdvice {
    let rest = restOfLine(bytes, offset)
    var before = offset
    while before > 0, bytes[before - 1] == 0x20 { before -= 1 }
    let isInsideLine = before > 0 && bytes[before - 1] != 0x0A
    var advice = SyntaxAdvice(message: "", range: rest)
    if !isInsideLine, rest.lowerBound < rest.upperBound, bytes[rest.lowerBound] == UInt8(ascii: ":") {
      return SyntaxAdvice(
        rule: .yamlComplexKey, message: "there is a colon without a key before it", range: character(bytes, offset))
    }
    if isInsideLine, before > 0, bytes[before - 1] == UInt8(ascii: "\"") || bytes[before - 1] == UInt8(ascii: "'") {
      advice.message = "text follows the closing quote"
      advice.help = ["put the whole value in quotes, or none of it"]
    } else if isInsideLine {
      advice.message = "YAML cannot tell what this belongs to"
      advice.help = ["put the whole value in quotes"]
    } else {
      advice.message = "the indentation of this line fits none of the lines before it"
      advice.help = ["indent it like the keys or items that it belongs with"]
    }
    if let contextOffset, contextOffset < offset {
      let what =
        context == "while parsing a block collection" ? "the list that is open begins" : "the keys that are open begin"
      advice.note = ("\(what) here", contextOffset)
    }
    return advice
  }
}
