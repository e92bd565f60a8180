internal import SSHSignatures

/// A block of OpenPGP's ASCII armor (RFC 9580, section 6.2).
struct Armor {
  /// Where its first line stands in the text.
  let headLine: Range<Int>
  let bytes: [UInt8]
}

/// A block that cannot be read, or what stands in its place.
struct ArmorProblem: Error {
  let error: OpenPGPFormatError
  let range: Range<Int>
}

/// Takes the blocks of one kind out of a text, in which nothing else stands but empty lines and comments behind `#`.
struct ArmorReader {
  /// `PUBLIC KEY BLOCK`, or `SIGNATURE`.
  private let name: String
  private let begin: [UInt8]
  private let end: [UInt8]
  private let text: [UInt8]
  private var position = 0

  init(_ text: [UInt8], named name: String) {
    self.text = text
    self.name = name
    begin = Array("-----BEGIN PGP \(name)-----".utf8)
    end = Array("-----END PGP \(name)-----".utf8)
  }

  /// The next block; nil at the end of the text.
  mutating func next() throws(ArmorProblem) -> Armor? {
    while let line = nextLine() {
      let content = text[line]
      if content.isEmpty || content.first == UInt8(ascii: "#") { continue }
      guard content.elementsEqual(begin) else { throw ArmorProblem(error: .noArmor(name), range: line) }
      do throws(OpenPGPFormatError) {
        return Armor(headLine: line, bytes: try body())
      } catch {
        throw ArmorProblem(error: error, range: line)
      }
    }
    return nil
  }

  /// The next line without the whitespace at its end.
  private mutating func nextLine() -> Range<Int>? {
    if position == text.count { return nil }
    let start = position
    let newline = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    position = min(newline + 1, text.count)
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let last = text[start..<newline].lastIndex { !isSpace($0) }
    return start..<(last.map { $0 + 1 } ?? start)
  }

  /// What a block holds, behind its first line.
  private mutating func body() throws(OpenPGPFormatError) -> [UInt8] {
    var base64: [UInt8] = []
    var checksum: [UInt8]?
    var isInHeaders = true
    while let line = nextLine() {
      let content = text[line]
      if content.elementsEqual(end) {
        guard let bytes = Base64.decode(base64), !bytes.isEmpty else { throw .base64 }
        if let checksum, checksum != crc24(bytes) { throw .checksum }
        return bytes
      }
      if isInHeaders {
        // Such as `Version: …` and `Comment: …`; an empty line ends them.
        if content.isEmpty { isInHeaders = false }
        if content.isEmpty || content.contains(UInt8(ascii: ":")) { continue }
        isInHeaders = false
      }
      if checksum != nil { throw .base64 }
      if content.first == UInt8(ascii: "=") {
        guard let sum = Base64.decode(content.dropFirst()), sum.count == 3 else { throw .base64 }
        checksum = sum
      } else {
        base64 += content
      }
    }
    throw .noEnd(name)
  }
}

/// The checksum of armored bytes (RFC 9580, section 6.1.1).
private func crc24(_ bytes: [UInt8]) -> [UInt8] {
  var sum: UInt32 = 0xB7_04CE
  for byte in bytes {
    sum ^= UInt32(byte) << 16
    for _ in 0..<8 {
      sum <<= 1
      if sum & 0x100_0000 != 0 { sum ^= 0x186_4CFB }
    }
  }
  return [UInt8(truncatingIfNeeded: sum >> 16), UInt8(truncatingIfNeeded: sum >> 8), UInt8(truncatingIfNeeded: sum)]
}
