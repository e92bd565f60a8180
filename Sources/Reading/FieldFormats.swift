internal import WorkflowModel

extension FieldSchema.Format {
  func accepts(_ text: String) -> Bool {
    switch self {
    case .date: return Day(text) != nil
    case .dateTime:
      let parts = text.split(separator: "T", maxSplits: 1)
      guard parts.count == 2, Day(parts[0]) != nil else { return false }
      return isTime(parts[1].utf8)
    case .email:
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && !text.contains { $0.isWhitespace }
    case .uri:
      guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
      let scheme = text.utf8[..<colon]
      let isScheme = scheme.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.".utf8.contains(byte)
      }
      let startsWithLetter = scheme.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) } ?? false
      return startsWithLetter && isScheme && !text.unicodeScalars.contains(where: \.isSpace)
        && text.utf8.index(after: colon) != text.endIndex
    }
  }

  /// `09:30:00Z`, with a fraction or an offset if there is one (RFC 3339, `full-time`).
  private func isTime(_ time: Substring.UTF8View) -> Bool {
    let bytes = Array(time)
    func pair(_ start: Int, upTo limit: Int) -> Bool {
      guard start + 1 < bytes.count, let value = Int(String(decoding: bytes[start...(start + 1)], as: UTF8.self)) else {
        return false
      }
      return value <= limit && bytes[start] >= UInt8(ascii: "0")
    }
    guard bytes.count >= 9, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":"), pair(0, upTo: 23),
      pair(3, upTo: 59), pair(6, upTo: 60)
    else { return false }
    var rest = bytes[8...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if digits.isEmpty { return false }
      rest = rest[digits.endIndex...]
    }
    if rest.elementsEqual("Z".utf8) || rest.elementsEqual("z".utf8) { return true }
    let start = rest.startIndex
    return rest.count == 6 && (rest[start] == UInt8(ascii: "+") || rest[start] == UInt8(ascii: "-"))
      && rest[start + 3] == UInt8(ascii: ":") && pair(start + 1, upTo: 23) && pair(start + 4, upTo: 59)
  }

  var form: String {
    switch self {
    case .date: "a day like `2026-11-02`"
    case .dateTime: "a moment like `2026-11-02T09:30:00Z`"
    case .email: "an e-mail address"
    case .uri: "an address with a scheme, like `https://example.com`"
    }
  }
}
