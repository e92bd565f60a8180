/// A signature as `ssh-keygen -Y sign` makes it (OpenSSH's PROTOCOL.sshsig).
///
/// Two different signatures of the same message may both be valid: ECDSA's can be turned into another one by anybody.
/// So a signature proves by being verified, never by being equal to a known one.
package struct SSHSignature: Sendable {
  /// All of it.
  package let blob: [UInt8]
  /// The key that claims to have made it.
  package let key: SSHPublicKey
  /// What the signature was made for.
  package let namespace: [UInt8]
  let hash: MessageHash
  /// The algorithm's name and what it computed, unread.
  let signature: [UInt8]

  private static let magic = Array("SSHSIG".utf8)

  /// Reads a signature's bytes, and nothing after them.
  package init(blob: some Collection<UInt8>) throws(SSHFormatError) {
    self.blob = Array(blob)
    var reader = WireReader(self.blob[...])
    guard reader.skip(Self.magic) else { throw .noSignature }
    let version = try reader.uint32()
    // OpenSSH reads version 0 as well.
    guard version <= 1 else { throw .version(version) }
    key = try SSHPublicKey(blob: try reader.string())
    namespace = Array(try reader.string())
    if namespace.isEmpty { throw .emptyNamespace }
    if namespace.contains(0) { throw .name }
    // Reserved: "implementations should ignore" what stands there. It is signed as an empty string in any case.
    _ = try reader.string()
    let hashName = try reader.name()
    guard let hash = MessageHash(rawValue: hashName) else { throw .hashAlgorithm(hashName) }
    self.hash = hash
    signature = Array(try reader.string())
    try reader.end()
  }

  /// What is signed: the namespace and the message's hash.
  func signedData(of message: some Collection<UInt8>) -> [UInt8] {
    Self.magic + wireString(namespace) + wireString([]) + wireString(Array(hash.rawValue.utf8))
      + wireString(hash.digest(of: Array(message)))
  }
}

// MARK: As text

extension SSHSignature {
  private static let header = Array("-----BEGIN SSH SIGNATURE-----\n".utf8)
  private static let footer = Array("\n-----END SSH SIGNATURE-----".utf8)

  /// Reads the text that `ssh-keygen -Y sign` writes.
  ///
  /// As with OpenSSH, the header is the first thing in the text, lines may be of any length, and what follows the footer
  /// is not read.
  package init(armored text: some Collection<UInt8>) throws(SSHFormatError) {
    let bytes = Array(text)
    guard bytes.starts(with: Self.header) else { throw .missingHeader }
    let body = bytes[Self.header.count...]
    guard let end = body.firstRange(of: Self.footer)?.lowerBound else { throw .missingFooter }
    guard let blob = Base64.decodeLines(body[..<end]) else { throw .base64 }
    try self.init(blob: blob)
  }

  /// Reads the base64 of the bytes on one line, without anything around it.
  package init(base64 text: some StringProtocol) throws(SSHFormatError) {
    guard let blob = Base64.decode(Array(text.utf8)) else { throw .base64 }
    try self.init(blob: blob)
  }

  /// The base64 of the bytes on one line.
  package var base64: String { Base64.encode(blob) }

  /// The text that `ssh-keygen -Y sign` writes, lines of 70 characters between a header and a footer.
  package var armored: String {
    let text = Array(base64.utf8)
    let lines = stride(from: 0, to: text.count, by: 70).map { text[$0..<min($0 + 70, text.count)] }
    return String(decoding: Self.header + lines.joined(separator: [0x0A]) + Self.footer, as: UTF8.self) + "\n"
  }
}
