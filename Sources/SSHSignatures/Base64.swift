/// Base64 (RFC 4648, section 4), read as OpenSSH reads it and no looser.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let digits: [UInt8?] = {
    var digits = [UInt8?](repeating: nil, count: 256)
    for (digit, character) in alphabet.enumerated() { digits[Int(character)] = UInt8(digit) }
    return digits
  }()

  /// The bytes; nil where anything stands in the text that an encoder would not write.
  package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    let digitsOnly = text.reversed().drop { $0 == UInt8(ascii: "=") }.reversed()
    let padding = text.count - digitsOnly.count
    guard text.count.isMultiple(of: 4), padding <= 2 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var width = 0
    for character in digitsOnly {
      guard let digit = digits[Int(character)] else { return nil }
      bits = bits << 6 | UInt32(digit)
      width += 6
      if width >= 8 {
        width -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(width)))
      }
    }
    // Bits that no byte needs are zero, or two texts would stand for the same bytes.
    guard bits & (1 << UInt32(width) - 1) == 0 else { return nil }
    return bytes
  }

  /// The bytes of a text that is broken into lines; like OpenSSH, any whitespace is passed over.
  static func decodeLines(_ text: some Collection<UInt8>) -> [UInt8]? {
    decode(text.filter { !(0x09...0x0D).contains($0) && $0 != 0x20 })
  }

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for position in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * position) & 0x3F)
        text.append(position <= group.count ? alphabet[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
