/// What the options of a signer's line say.
struct SignerOptions {
  var isCertificateAuthority = false
  var namespaces: PatternList?
  var validAfter: Int?
  var validBefore: Int?
}

/// Reads the options of a line: comma-separated, names in any case, values in double quotes.
struct SignerOptionReader {
  private(set) var problems: [SignerProblem] = []
  private let line: Int
  private let whole: Range<Int>
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>, line: Int) {
    self.line = line
    whole = text.startIndex..<text.endIndex
    rest = text
  }

  /// The options; nil where the line counts for nothing.
  mutating func read() -> SignerOptions? {
    var options = SignerOptions()
    while !rest.isEmpty {
      guard readOption(into: &options) else { return nil }
      // OpenSSH lets a comma follow another one, but not end the options.
      if rest.isEmpty { break }
      guard rest.first == UInt8(ascii: ",") else { return refuse(word, .unknownOption) }
      rest.removeFirst()
      if rest.isEmpty { return refuse(whole, .missingOption) }
    }
    if let after = options.validAfter, let before = options.validBefore, before <= after {
      return refuse(whole, .emptyWindow)
    }
    return options
  }

  private mutating func readOption(into options: inout SignerOptions) -> Bool {
    if skip("cert-authority") {
      options.isCertificateAuthority = true
    } else if skip("namespaces=") {
      guard let value = value(of: "namespaces", isNew: options.namespaces == nil) else { return false }
      options.namespaces = PatternList(value)
    } else if skip("valid-after=") {
      guard let time = time(of: "valid-after", isNew: options.validAfter == nil) else { return false }
      options.validAfter = time
    } else if skip("valid-before=") {
      guard let time = time(of: "valid-before", isNew: options.validBefore == nil) else { return false }
      options.validBefore = time
    }
    return true
  }

  private mutating func refuse<Value>(_ range: Range<Int>, _ kind: SignerProblem.Kind) -> Value? {
    problems.append(SignerProblem(line: line, range: range, kind: kind))
    return nil
  }

  /// The option that stands here, whatever it is.
  private var word: Range<Int> {
    rest.startIndex..<(rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex)
  }

  private mutating func skip(_ name: String) -> Bool {
    guard rest.prefix(name.utf8.count).map(\.lowercase).elementsEqual(name.utf8) else { return false }
    rest = rest.dropFirst(name.utf8.count)
    return true
  }

  private mutating func value(of option: String, isNew: Bool) -> [UInt8]? {
    guard isNew else { return refuse(word, .repeatedOption(option)) }
    guard rest.first == UInt8(ascii: "\"") else { return refuse(word, .unquotedValue(option)) }
    let start = rest.startIndex
    rest.removeFirst()
    var value: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return value }
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "\""), let quote = rest.popFirst() {
        value.append(quote)
      } else {
        value.append(byte)
      }
    }
    return refuse(start..<whole.upperBound, .unclosedQuote)
  }

  private mutating func time(of option: String, isNew: Bool) -> Int? {
    let start = rest.startIndex
    guard let text = value(of: option, isNew: isNew) else { return nil }
    let range = start..<rest.startIndex
    guard let time = SignerTime(text) else { return refuse(range, .time(option)) }
    if time.isLocal { problems.append(SignerProblem(line: line, range: range, kind: .localTime(option))) }
    return time.epochSeconds
  }
}

extension UInt8 {
  /// The small letter of an ASCII capital.
  fileprivate var lowercase: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
