internal import CLibgit2

/// The SHA-1 name of an object.
package struct ObjectID: Hashable, Sendable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The name no object has: where git writes "none".
  package static let zero = ObjectID(high: 0, middle: 0, low: 0)

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// Reads 20 bytes.
  init(_ bytes: UnsafeRawPointer) {
    high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// Reads 20 bytes; nil for more or fewer.
  package init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 20 else { return nil }
    self = bytes.withUnsafeBytes { buffer in buffer.baseAddress.map { ObjectID($0) } ?? .zero }
  }

  init(_ raw: git_oid) {
    self = withUnsafeBytes(of: raw) { bytes in
      bytes.baseAddress.map { ObjectID($0) } ?? .zero
    }
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  package init?(hex: some Collection<UInt8>) {
    guard hex.count == 40 else { return nil }
    var parts: [UInt64] = [0, 0, 0]
    for (index, digit) in hex.enumerated() {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      parts[index / 16] = parts[index / 16] << 4 | UInt64(value)
    }
    self.init(high: parts[0], middle: parts[1], low: UInt32(parts[2]))
  }

  /// Reads 40 hexadecimal digits in place, which is many times as fast; nil for anything else.
  init?(hexDigits digits: UnsafeRawBufferPointer) {
    guard digits.count == 40 else { return nil }
    var parts: (UInt64, UInt64, UInt64) = (0, 0, 0)
    for index in 0..<40 {
      let digit = digits[index]
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      case 0x41...0x46: value = digit - 0x41 + 10
      default: return nil
      }
      if index < 16 {
        parts.0 = parts.0 << 4 | UInt64(value)
      } else if index < 32 {
        parts.1 = parts.1 << 4 | UInt64(value)
      } else {
        parts.2 = parts.2 << 4 | UInt64(value)
      }
    }
    self.init(high: parts.0, middle: parts.1, low: UInt32(parts.2))
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  package init?(hex: String) {
    self.init(hex: Array(hex.utf8))
  }

  /// The 20 bytes.
  package var bytes: [UInt8] {
    withUnsafeBytes(of: high.bigEndian, Array.init) + withUnsafeBytes(of: middle.bigEndian, Array.init)
      + withUnsafeBytes(of: low.bigEndian, Array.init)
  }

  /// Puts the 20 bytes behind others.
  package func append(to buffer: inout [UInt8]) {
    withUnsafeBytes(of: raw) { buffer.append(contentsOf: $0) }
  }

  /// The 40 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  var raw: git_oid {
    var raw = git_oid()
    withUnsafeMutableBytes(of: &raw) { target in
      target.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      target.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      target.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return raw
  }
}

extension ObjectID: Comparable {
  /// Orders by bytes, as git does.
  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

extension ObjectID: CustomStringConvertible {
  /// The 40 digits.
  package var description: String { hex }
}
