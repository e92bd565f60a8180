/// One of git's `:(glob)` pathspecs.
///
/// `*` and `?` match within a part, `**` whole parts: at the start, at the end, or between two slashes. `[a-z]` is a
/// class, `\` takes the next byte as it is. Works on bytes, in time proportional to pattern times path.
package struct Pathspec: Hashable, Sendable {
  package let text: String
  private let parts: [Part]

  private enum Part: Hashable, Sendable {
    /// Any number of parts.
    case anyParts
    case glob([Token])
  }

  private enum Token: Hashable, Sendable {
    case byte(UInt8)
    case anyByte
    case anyBytes
    case oneOf([ClosedRange<UInt8>], negated: Bool)
  }

  package enum Flaw: Error, Equatable {
    case empty
    case absolute
    case openClass
    case trailingBackslash
    case emptyPart
  }

  package init(_ text: String) throws(Flaw) {
    let bytes = Array(text.utf8)
    if bytes.isEmpty { throw .empty }
    if bytes[0] == UInt8(ascii: "/") { throw .absolute }
    var parts: [Part] = []
    for part in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if part.isEmpty { throw .emptyPart }
      if part.elementsEqual("**".utf8) {
        if parts.last != .anyParts { parts.append(.anyParts) }
      } else {
        parts.append(.glob(try Self.tokens(of: part)))
      }
    }
    self.text = text
    self.parts = parts
  }

  /// The folder below which every match lies, as far as the pattern spells it out: `keps` of `keps/**/kep.yaml`.
  package var fixedFolder: RepositoryPath {
    var folder = RepositoryPath("")
    for part in parts.dropLast() {
      guard case .glob(let tokens) = part else { break }
      var literal: [UInt8] = []
      for case .byte(let byte) in tokens { literal.append(byte) }
      if literal.count < tokens.count { break }
      folder = folder.appending(literal)
    }
    return folder
  }

  /// How many folders deep a match can lie: nil where `**` sets no bound.
  package var depth: Int? { parts.contains(.anyParts) ? nil : parts.count }

  package func matches(_ path: RepositoryPath) -> Bool {
    Self.matches(parts[...], path.bytes[...])
  }

  /// Whether a path below `folder` could match: what need not be opened can be left out.
  package func mayMatch(below folder: RepositoryPath) -> Bool {
    var rest = parts[...]
    for component in folder.bytes.isEmpty ? [] : folder.components {
      guard let part = rest.first else { return false }
      guard case .glob(let tokens) = part else { return true }
      if !Self.matches(tokens, component) { return false }
      rest = rest.dropFirst()
    }
    return !rest.isEmpty
  }

  private static func matches(_ parts: ArraySlice<Part>, _ path: ArraySlice<UInt8>) -> Bool {
    // One open `**` at a time is enough: a later one can take over all that an earlier one could still skip.
    var parts = parts
    var path: ArraySlice<UInt8>? = path
    var retry: (parts: ArraySlice<Part>, path: ArraySlice<UInt8>)?
    while true {
      if case .anyParts = parts.first {
        guard let here = path else { return false }
        parts = parts.dropFirst()
        if parts.isEmpty { return true }
        retry = (parts, here)
        continue
      }
      if let here = path, case .glob(let tokens) = parts.first {
        let slash = here.firstIndex(of: UInt8(ascii: "/"))
        if matches(tokens, here[..<(slash ?? here.endIndex)]) {
          parts = parts.dropFirst()
          path = slash.map { here[($0 + 1)...] }
          continue
        }
      } else if path == nil, parts.isEmpty {
        return true
      }
      guard let open = retry, let slash = open.path.firstIndex(of: UInt8(ascii: "/")) else { return false }
      retry = (open.parts, open.path[(slash + 1)...])
      parts = open.parts
      path = open.path[(slash + 1)...]
    }
  }

  private static func matches(_ tokens: [Token], _ name: ArraySlice<UInt8>) -> Bool {
    var token = 0
    var position = name.startIndex
    var retry: (token: Int, position: Int)?
    while true {
      if token < tokens.count, case .anyBytes = tokens[token] {
        token += 1
        retry = (token, position)
        continue
      }
      if token < tokens.count, position < name.endIndex, accepts(tokens[token], name[position]) {
        token += 1
        position += 1
        continue
      }
      if token == tokens.count, position == name.endIndex { return true }
      guard let open = retry, open.position < name.endIndex else { return false }
      retry = (open.token, open.position + 1)
      token = open.token
      position = open.position + 1
    }
  }

  private static func accepts(_ token: Token, _ byte: UInt8) -> Bool {
    switch token {
    case .byte(let expected): byte == expected
    case .anyByte, .anyBytes: true
    case .oneOf(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
    }
  }

  private static func tokens(of part: ArraySlice<UInt8>) throws(Flaw) -> [Token] {
    var tokens: [Token] = []
    var rest = part
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): if tokens.last != .anyBytes { tokens.append(.anyBytes) }
      case UInt8(ascii: "?"): tokens.append(.anyByte)
      case UInt8(ascii: "["): tokens.append(try classToken(&rest))
      case UInt8(ascii: "\\"):
        guard let next = rest.popFirst() else { throw .trailingBackslash }
        tokens.append(.byte(next))
      default: tokens.append(.byte(byte))
      }
    }
    return tokens
  }

  private static func classToken(_ rest: inout ArraySlice<UInt8>) throws(Flaw) -> Token {
    var ranges: [ClosedRange<UInt8>] = []
    let negated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if negated { rest.removeFirst() }
    var first = true
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "]"), !first { return .oneOf(ranges, negated: negated) }
      first = false
      var low = byte
      if byte == UInt8(ascii: "\\") {
        guard let next = rest.popFirst() else { throw .openClass }
        low = next
      }
      let afterDash = rest.dropFirst().first
      if rest.first == UInt8(ascii: "-"), let high = afterDash, high != UInt8(ascii: "]") {
        rest.removeFirst(2)
        if low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    throw .openClass
  }
}
