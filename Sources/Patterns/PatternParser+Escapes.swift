/// What may follow a backslash.
extension PatternParser {
  /// An escape outside a class, the backslash being read.
  mutating func escape(at start: Int) throws(Pattern.Flaw) -> PatternNode {
    switch rest.first {
    case "b":
      rest.removeFirst()
      return .assertion(.wordBoundary)
    case "B":
      rest.removeFirst()
      return .assertion(.noWordBoundary)
    case "k": throw flaw("back references are not supported: they cannot be matched in linear time", at: start)
    default: return .set(try setEscape(at: start).set)
    }
  }

  /// An escape that stands for characters, the backslash being read.
  mutating func setEscape(at start: Int) throws(Pattern.Flaw) -> ClassItem {
    guard let scalar = rest.popFirst() else { throw flaw("the pattern ends with a lone backslash", at: start) }
    switch scalar {
    case "d": return .set(.digits)
    case "D": return .set(.digits.inverted)
    case "w": return .set(.wordCharacters)
    case "W": return .set(.wordCharacters.inverted)
    case "s": return .set(.spaces)
    case "S": return .set(.spaces.inverted)
    case "p": return .set(ScalarSet([], try categories(at: start)))
    case "P": return .set(ScalarSet([], try categories(at: start).inverted))
    case "t": return .scalar("\t")
    case "n": return .scalar("\n")
    case "r": return .scalar("\r")
    case "v": return .scalar("\u{B}")
    case "f": return .scalar("\u{C}")
    case "0":
      if let next = rest.first, ("0"..."9").contains(next) { throw flaw("octal escapes are not supported", at: start) }
      return .scalar("\0")
    case "1"..."9":
      throw flaw("back references are not supported: they cannot be matched in linear time", at: start)
    case "x":
      guard let value = hexadecimal(digits: 2), let scalar = Unicode.Scalar(value) else {
        throw flaw("`\\x` is followed by two hexadecimal digits", at: start)
      }
      return .scalar(scalar)
    case "u": return .scalar(try unicodeEscape(at: start))
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": return .scalar(scalar)
    case "A"..."Z", "a"..."z": throw flaw("`\\\(scalar)` is no escape", at: start)
    default: throw flaw("only ASCII punctuation can be escaped", at: start)
    }
  }

  /// `\uHHHH`, a surrogate pair of two of them, or `\u{H…}`, the `\u` being read.
  private mutating func unicodeEscape(at start: Int) throws(Pattern.Flaw) -> Unicode.Scalar {
    if take("{") {
      let digits = rest.prefix { $0.properties.isASCIIHexDigit }
      rest = rest.dropFirst(digits.count)
      guard take("}"), let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value) else {
        throw flaw("`\\u{…}` holds the hexadecimal number of a Unicode character", at: start)
      }
      return scalar
    }
    guard let unit = hexadecimal(digits: 4) else {
      throw flaw("`\\u` is followed by four hexadecimal digits or `{…}`", at: start)
    }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, take("\\"), take("u"), let low = hexadecimal(digits: 4), (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw flaw("half a surrogate pair is no character", at: start) }
    return scalar
  }

  private mutating func hexadecimal(digits count: Int) -> UInt32? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
    rest = rest.dropFirst(count)
    return UInt32(String(digits), radix: 16)
  }

  /// The general categories between the braces behind `\p`, with or without `General_Category=` in front.
  private mutating func categories(at start: Int) throws(Pattern.Flaw) -> CategorySet {
    guard take("{"), rest.first != "}" else { throw flaw("`\\p` is followed by a category: `\\p{L}`", at: start) }
    let content = String(rest.prefix { $0.isWordCharacter || $0 == "=" })
    rest = rest.dropFirst(content.utf8.count)
    guard take("}") else { throw flaw("`\\p{` is not closed", at: start) }
    var name = content[...]
    for prefix in ["gc=", "General_Category="] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
    guard let categories = CategorySet(named: String(name)) else {
      throw flaw("`\(content)` is no general category; other Unicode properties are not supported", at: start)
    }
    return categories
  }
}
