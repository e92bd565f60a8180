/// Comma-separated patterns with `*`, `?` and `!` for "not" (ssh_config(5), PATTERNS), over bytes and with case.
package struct PatternList: Sendable, Hashable {
  package let bytes: [UInt8]

  package init(_ bytes: some Collection<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// Whether a pattern matches the text, and none with `!` does.
  package func matches(_ text: some Collection<UInt8>) -> Bool {
    let text = Array(text)
    var isMatched = false
    var rest = bytes[...]
    while !rest.isEmpty {
      var pattern = rest.prefix { $0 != UInt8(ascii: ",") }
      rest = rest.dropFirst(pattern.count + 1)
      let isNegated = pattern.first == UInt8(ascii: "!")
      if isNegated { pattern = pattern.dropFirst() }
      // OpenSSH gives up on a list with a longer one.
      if pattern.count >= 1_023 { return false }
      if glob(Array(pattern), matches: text) {
        if isNegated { return false }
        isMatched = true
      }
    }
    return isMatched
  }
}

/// Whether one pattern covers a text, in time proportional to both lengths at worst: only the last `*` is ever retried.
private func glob(_ pattern: [UInt8], matches text: [UInt8]) -> Bool {
  var (inPattern, inText) = (0, 0)
  var retry: (inPattern: Int, inText: Int)?
  while inText < text.count {
    if inPattern < pattern.count, pattern[inPattern] == UInt8(ascii: "*") {
      inPattern += 1
      retry = (inPattern, inText)
    } else if inPattern < pattern.count,
      pattern[inPattern] == UInt8(ascii: "?") || pattern[inPattern] == text[inText]
    {
      inPattern += 1
      inText += 1
    } else if let last = retry {
      retry = (last.inPattern, last.inText + 1)
      (inPattern, inText) = (last.inPattern, last.inText + 1)
    } else {
      return false
    }
  }
  return pattern[inPattern...].allSatisfy { $0 == UInt8(ascii: "*") }
}
