/// Reads one line of a list of signers, cut into words as OpenSSH's sshsig.c cuts it.
struct SignerLineReader {
  private(set) var problems: [SignerProblem] = []
  private let number: Int
  /// What is not read yet; its indices are places in the list.
  private var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>, number: Int) {
    self.number = number
    rest = line.drop(while: \.isBlank)
    while rest.last?.isWhitespace == true { rest.removeLast() }
  }

  /// The line's signer; nil for a comment, an empty line, and one that counts for nothing.
  mutating func read() -> AllowedSigner? {
    if rest.isEmpty || rest.first == UInt8(ascii: "#") { return nil }
    if let zero = rest.firstIndex(of: 0) { return refuse(zero..<zero + 1, .zeroByte) }
    guard let principals = principals() else { return nil }
    var options = SignerOptions()
    let words = rest.split(maxSplits: 2, whereSeparator: \.isBlank)
    let whole = rest.startIndex..<rest.endIndex
    // As with OpenSSH, what is no key must be options.
    if words.isEmpty { return refuse(whole, .missingKey) }
    if !isKeyType(words) {
      guard let text = optionText() else { return refuse(whole, .unclosedQuote) }
      var reader = SignerOptionReader(text, line: number)
      let read = reader.read()
      problems += reader.problems
      guard let read else { return nil }
      options = read
    }
    guard let key = key() else { return nil }
    if options.isCertificateAuthority { return refuse(whole, .certificateAuthority) }
    return AllowedSigner(
      line: number, principals: principals, key: key, namespaces: options.namespaces, validAfter: options.validAfter,
      validBefore: options.validBefore)
  }

  private mutating func refuse<Value>(_ range: Range<Int>, _ kind: SignerProblem.Kind) -> Value? {
    problems.append(SignerProblem(line: number, range: range, kind: kind))
    return nil
  }

  /// The first word; a quoted part of it may hold spaces, and ends it.
  private mutating func principals() -> PatternList? {
    let whole = rest.startIndex..<rest.endIndex
    let plain = rest.prefix { !$0.isWhitespace && $0 != UInt8(ascii: "\"") }
    var principals = Array(plain)
    rest = rest[plain.endIndex...]
    guard let first = rest.first else { return refuse(whole, .missingKey) }
    if first == UInt8(ascii: "\"") {
      let quoted = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
      guard quoted.endIndex < rest.endIndex else { return refuse(whole, .unclosedQuote) }
      principals += quoted
      rest = rest[(quoted.endIndex + 1)...]
    }
    rest = rest.drop(while: \.isWhitespace)
    return PatternList(principals)
  }

  /// Whether a key begins here: the bytes of the second word say that they are of the type that is the first.
  private func isKeyType(_ words: [ArraySlice<UInt8>]) -> Bool {
    if KeyType(rawValue: String(decoding: words[0], as: UTF8.self)) != nil { return true }
    guard words.count > 1, let blob = Base64.decode(words[1]) else { return false }
    var reader = WireReader(blob[...])
    guard let type = try? reader.name() else { return false }
    return words[0].elementsEqual(type.utf8)
  }

  /// Everything up to a space outside quotes; nil where a quote is not closed.
  private mutating func optionText() -> ArraySlice<UInt8>? {
    var end = rest.startIndex
    var isQuoted = false
    while end < rest.endIndex, isQuoted || !rest[end].isBlank {
      if rest[end] == UInt8(ascii: "\\"), rest[end...].dropFirst().first == UInt8(ascii: "\"") {
        end += 1
      } else if rest[end] == UInt8(ascii: "\"") {
        isQuoted.toggle()
      }
      end += 1
    }
    if isQuoted { return nil }
    defer { rest = rest[end...].drop(while: \.isBlank) }
    return rest[..<end]
  }

  private mutating func key() -> SSHPublicKey? {
    let words = rest.split(maxSplits: 2, whereSeparator: \.isBlank)
    let whole = rest.startIndex..<rest.endIndex
    guard words.count >= 2 else { return refuse(whole, .missingKey) }
    let range = words[0].startIndex..<words[1].endIndex
    do {
      let key = try SSHPublicKey(type: words[0], base64: words[1])
      if let reason = key.unsupported {
        problems.append(SignerProblem(line: number, range: range, kind: .unsupportedKey(reason)))
      }
      return key
    } catch {
      return refuse(range, .key(error))
    }
  }
}
