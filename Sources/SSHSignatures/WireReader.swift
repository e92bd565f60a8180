/// Reads the data types of SSH (RFC 4251, section 5) from bytes that nobody vouches for.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  mutating func byte() throws(SSHFormatError) -> UInt8 {
    guard let byte = rest.popFirst() else { throw .truncated }
    return byte
  }

  mutating func uint32() throws(SSHFormatError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 { value = value << 8 | UInt32(try byte()) }
    return value
  }

  mutating func string() throws(SSHFormatError) -> ArraySlice<UInt8> {
    let length = Int(try uint32())
    guard length <= rest.count else { throw .truncated }
    defer { rest = rest.dropFirst(length) }
    return rest.prefix(length)
  }

  /// The name of a type or an algorithm.
  mutating func name() throws(SSHFormatError) -> String {
    let bytes = try string()
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .name }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A number that is not negative, without its leading zeros.
  ///
  /// OpenSSH reads signatures with any number of leading zeros.
  mutating func number() throws(SSHFormatError) -> ArraySlice<UInt8> {
    let bytes = try string()
    if let first = bytes.first, first >= 0x80 { throw .number }
    let digits = bytes.drop { $0 == 0 }
    guard bytes.count <= 2_049, digits.count <= 2_048 else { throw .number }
    return digits
  }

  /// A number that is written in the one way that RFC 4251 allows.
  mutating func minimalNumber() throws(SSHFormatError) -> ArraySlice<UInt8> {
    var copy = self
    let written = try copy.string()
    let digits = try number()
    let needsZero = (digits.first ?? 0) >= 0x80
    guard written.count == digits.count + (needsZero ? 1 : 0) else { throw .number }
    return digits
  }

  func end() throws(SSHFormatError) {
    if !rest.isEmpty { throw .trailingBytes }
  }

  /// Skips these bytes; false where others follow.
  mutating func skip(_ bytes: some Collection<UInt8>) -> Bool {
    guard rest.starts(with: bytes) else { return false }
    rest = rest.dropFirst(bytes.count)
    return true
  }
}

/// Bytes after their length, as RFC 4251 writes a `string`.
func wireString(_ bytes: some Collection<UInt8>) -> [UInt8] {
  bigEndian(UInt32(truncatingIfNeeded: bytes.count)) + bytes
}

func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}
