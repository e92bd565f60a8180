internal import Crypto

extension Packet {
  /// The fingerprint of the key that this packet holds, in upper-case hexadecimal (RFC 9580, section 5.5.4; version 5 is
  /// GnuPG's own).
  func keyFingerprint() throws(OpenPGPFormatError) -> String {
    guard let version = body.first else { throw .packet }
    switch version {
    case 4:
      guard body.count <= UInt16.max else { throw .packet }
      return hexadecimal(Insecure.SHA1.hash(data: [0x99] + number(body.count, width: 2) + body))
    case 5: return hexadecimal(SHA256.hash(data: [0x9A] + number(body.count, width: 4) + body))
    case 6: return hexadecimal(SHA256.hash(data: [0x9B] + number(body.count, width: 4) + body))
    default: throw .keyVersion(Int(version))
    }
  }
}

private func number(_ value: Int, width: Int) -> [UInt8] {
  (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * (width - 1 - $0))) }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// Whether a text is a fingerprint as people list one: 40 or 64 upper-case hexadecimal digits.
package func isOpenPGPFingerprint(_ text: String) -> Bool {
  (text.utf8.count == 40 || text.utf8.count == 64)
    && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
}
