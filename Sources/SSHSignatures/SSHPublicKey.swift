internal import Crypto

/// A public key of OpenSSH's.
///
/// Reading one checks it once, down to the point on the curve; keep the value to verify many signatures.
package struct SSHPublicKey: Sendable {
  /// The name of the type, such as `ssh-ed25519`.
  package let type: String
  /// The key as it travels: type and parts, each after its length.
  package let blob: [UInt8]
  let material: KeyMaterial

  /// Reads a key's bytes, and nothing after them.
  package init(blob: some Collection<UInt8>) throws(SSHFormatError) {
    self.blob = Array(blob)
    var reader = WireReader(self.blob[...])
    type = try reader.name()
    material = try KeyMaterial(type: type, from: &reader)
  }

  /// Reads `ssh-ed25519 AAAA… comment`, as in a `.pub` file; the comment may be missing.
  package init(line: some Collection<UInt8>) throws(SSHFormatError) {
    let trimmed = Array(line).trimmed
    if trimmed.contains(0x0A) { throw .trailingBytes }
    let words = trimmed.split(maxSplits: 2, whereSeparator: \.isBlank)
    guard words.count >= 2 else { throw .truncated }
    try self.init(type: words[0], base64: words[1])
  }

  /// Reads a key written as its type and the base64 of its bytes; like OpenSSH, whitespace inside is passed over.
  init(type written: ArraySlice<UInt8>, base64: ArraySlice<UInt8>) throws(SSHFormatError) {
    guard let blob = Base64.decodeLines(base64) else { throw .base64 }
    try self.init(blob: blob)
    guard written.elementsEqual(type.utf8) else {
      throw .otherType(written: String(decoding: written, as: UTF8.self), inside: type)
    }
  }

  /// Why its signatures cannot be verified here; nil where they can.
  package var unsupported: UnsupportedSSH? {
    if case .unsupported(let reason) = material { reason } else { nil }
  }

  /// The key's fingerprint as `ssh-keygen -l` prints it: `SHA256:` and 43 characters.
  package var fingerprint: String {
    let text = Base64.encode(Array(SHA256.hash(data: blob)))
    return "SHA256:" + text.prefix { $0 != "=" }
  }
}

/// Two keys are one where their bytes are.
extension SSHPublicKey: Hashable {
  package static func == (one: SSHPublicKey, other: SSHPublicKey) -> Bool { one.blob == other.blob }

  package func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}

/// The type and the base64 of the bytes: a line of a `.pub` file without its comment.
extension SSHPublicKey: CustomStringConvertible {
  package var description: String { type + " " + Base64.encode(blob) }
}

extension UInt8 {
  /// Whether the byte is a space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// Whether the byte separates words or lines: also a carriage return and a line feed.
  var isWhitespace: Bool { isBlank || self == 0x0A || self == 0x0D }
}

extension Array<UInt8> {
  /// Without the whitespace at both ends.
  fileprivate var trimmed: ArraySlice<UInt8> {
    var trimmed = drop(while: \.isWhitespace)
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    return trimmed
  }
}
