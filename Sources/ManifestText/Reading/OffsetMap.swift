/// Turns libyaml's marks, which count characters, into byte offsets.
///
/// Marks come nearly in order, so the last answer is where the next search begins.
struct OffsetMap {
  private let isASCII: Bool
  private var character = 0
  private var byte = 0

  init(isASCII: Bool) {
    self.isASCII = isASCII
  }

  /// The offset of a character in `bytes`, which must be well-formed UTF-8.
  @inline(__always)
  mutating func offset(of wanted: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    isASCII ? min(wanted, bytes.count) : search(wanted, in: bytes)
  }

  private mutating func search(_ wanted: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    while character < wanted, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
    while character > wanted, byte > 0 {
      byte -= 1
      while byte > 0, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
      character -= 1
    }
    return byte
  }
}
