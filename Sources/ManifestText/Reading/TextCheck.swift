/// What one look at the bytes of a text finds before YAML comes into it.
struct TextCheck {
  /// Whether bytes and characters are the same thing here.
  var isASCII = true
  var flaws: [(flaw: TextFlaw, range: Range<Int>)] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    let words = UnsafeRawBufferPointer(bytes)
    while position + 8 <= bytes.count, isHarmless(words.loadUnaligned(fromByteOffset: position, as: UInt64.self)) {
      position += 8
    }
    while position < bytes.count, isHarmless(bytes[position]) { position += 1 }
    if position < bytes.count { readClosely(bytes, from: position) }
  }

  private mutating func readClosely(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    if looksWide(bytes) {
      flaws.append((.wideCharacters, 0..<min(bytes.count, 4)))
      return
    }
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if isHarmless(byte) {
        position += 1
        continue
      }
      if byte < 0x80 {
        if byte == 0x0D {
          if position + 1 >= bytes.count || bytes[position + 1] != 0x0A { note(.lineEnd, position..<position + 1) }
        } else {
          note(.controlCharacter(UInt32(byte)), position..<position + 1)
        }
        position += 1
        continue
      }
      isASCII = false
      guard let (value, width) = decodeScalar(bytes, at: position) else {
        note(.invalidUTF8(byte), position..<position + 1)
        return
      }
      let range = position..<position + width
      switch value {
      case 0x85, 0x2028, 0x2029: note(.lineEnd, range)
      case 0x80...0x9F, 0xFFFE, 0xFFFF: note(.controlCharacter(value), range)
      case 0xFEFF where position == 0: note(.byteOrderMark, range)
      default: break
      }
      position += width
    }
  }

  /// The first of each kind is enough to act on.
  private mutating func note(_ flaw: TextFlaw, _ range: Range<Int>) {
    if !flaws.contains(where: { $0.flaw.rank == flaw.rank }) { flaws.append((flaw, range)) }
  }
}

/// What makes bytes unfit to be a YAML text of ours.
enum TextFlaw {
  case wideCharacters
  case invalidUTF8(UInt8)
  case byteOrderMark
  case controlCharacter(UInt32)
  /// A carriage return alone, or a Unicode line break.
  case lineEnd

  var rank: Int {
    switch self {
    case .wideCharacters: 0
    case .invalidUTF8: 1
    case .byteOrderMark: 2
    case .controlCharacter: 3
    case .lineEnd: 4
    }
  }
}

@inline(__always)
private func isHarmless(_ byte: UInt8) -> Bool {
  (byte >= 0x20 && byte < 0x7F) || byte == 0x0A || byte == 0x09
}

/// The same for eight bytes at once: nearly all texts hold nothing else.
@inline(__always)
private func isHarmless(_ eight: UInt64) -> Bool {
  let (ones, highs) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
  if eight & highs != 0 { return false }
  // With the high bit of each byte set beforehand, no subtraction borrows from the next byte.
  func isBelow(_ limit: UInt64, _ bytes: UInt64) -> UInt64 { ~((bytes | highs) &- limit &* ones) & highs }
  let controls = isBelow(0x20, eight)
  let allowed = isBelow(1, eight ^ 0x0A &* ones) | isBelow(1, eight ^ 0x09 &* ones)
  return controls & ~allowed == 0 && isBelow(1, eight ^ 0x7F &* ones) == 0
}

/// UTF-16 and UTF-32: their byte-order marks, or a NUL among the first bytes next to something that is none.
private func looksWide(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard bytes.count >= 2 else { return false }
  if bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF { return true }
  guard bytes.count >= 4 else { return false }
  if bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 0xFE && bytes[3] == 0xFF { return true }
  return bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0
    || bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0
}

/// The character at `position` and its width; nil if the bytes are no well-formed UTF-8 (Unicode, table 3-7).
private func decodeScalar(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (value: UInt32, width: Int)? {
  let lead = bytes[position]
  let width: Int
  switch lead {
  case 0xC2...0xDF: width = 2
  case 0xE0...0xEF: width = 3
  case 0xF0...0xF4: width = 4
  default: return nil
  }
  guard position + width <= bytes.count else { return nil }
  var value = UInt32(lead) & (0x7F >> UInt32(width))
  for offset in 1..<width {
    let byte = bytes[position + offset]
    guard byte & 0xC0 == 0x80 else { return nil }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  switch width {
  case 3: if value < 0x800 || (0xD800...0xDFFF).contains(value) { return nil }
  case 4: if !(0x10000...0x10FFFF).contains(value) { return nil }
  default: break
  }
  return (value, width)
}
