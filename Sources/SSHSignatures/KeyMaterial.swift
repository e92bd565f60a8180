internal import Crypto
internal import CryptoExtras

/// What a public key's signatures are verified with.
enum KeyMaterial: Sendable {
  case ed25519(Curve25519.Signing.PublicKey)
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case p521(P521.Signing.PublicKey)
  case rsa(RSAKey)
  /// A key in a hardware token; what it signs is bound to this application.
  case ed25519Token(Curve25519.Signing.PublicKey, application: [UInt8])
  case p256Token(P256.Signing.PublicKey, application: [UInt8])
  case unsupported(UnsupportedSSH)

  struct RSAKey: Sendable {
    let key: _RSA.Signing.PublicKey
    /// How many bytes the modulus has.
    let size: Int
  }

  /// Reads what follows the type in a key's bytes (RFC 8709, RFC 5656, RFC 4253, and OpenSSH's PROTOCOL.u2f).
  init(type name: String, from reader: inout WireReader) throws(SSHFormatError) {
    guard let type = KeyType(rawValue: name) else {
      self = .unsupported(name.hasSuffix("-cert-v01@openssh.com") ? .certificate(name) : .keyType(name))
      return
    }
    switch type {
    case .ed25519: self = .ed25519(try Self.ed25519(from: &reader, type: name))
    case .p256: self = .p256(try Self.p256(from: &reader, type: name))
    case .p384:
      let point = try Self.point(of: "nistp384", size: 48, from: &reader, type: name)
      guard let key = try? P384.Signing.PublicKey(x963Representation: point) else { throw .key(type: name) }
      self = .p384(key)
    case .p521:
      let point = try Self.point(of: "nistp521", size: 66, from: &reader, type: name)
      guard let key = try? P521.Signing.PublicKey(x963Representation: point) else { throw .key(type: name) }
      self = .p521(key)
    case .rsa: self = try Self.rsa(from: &reader, type: name)
    case .ed25519Token:
      let key = try Self.ed25519(from: &reader, type: name)
      self = .ed25519Token(key, application: try Self.application(from: &reader))
    case .p256Token:
      let key = try Self.p256(from: &reader, type: name)
      self = .p256Token(key, application: try Self.application(from: &reader))
    }
    try reader.end()
  }

  private static func ed25519(
    from reader: inout WireReader, type: String
  ) throws(SSHFormatError) -> Curve25519.Signing.PublicKey {
    let bytes = try reader.string()
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { throw .key(type: type) }
    return key
  }

  private static func p256(
    from reader: inout WireReader, type: String
  ) throws(SSHFormatError) -> P256.Signing.PublicKey {
    let point = try point(of: "nistp256", size: 32, from: &reader, type: type)
    guard let key = try? P256.Signing.PublicKey(x963Representation: point) else { throw .key(type: type) }
    return key
  }

  /// A point of the curve, uncompressed: OpenSSH reads no other form.
  private static func point(
    of curve: String, size: Int, from reader: inout WireReader, type: String
  ) throws(SSHFormatError) -> [UInt8] {
    guard try reader.name() == curve else { throw .key(type: type) }
    let point = try reader.string()
    guard point.first == 4, point.count == 1 + 2 * size else { throw .key(type: type) }
    return Array(point)
  }

  private static func rsa(from reader: inout WireReader, type: String) throws(SSHFormatError) -> KeyMaterial {
    let exponent = try reader.minimalNumber()
    let modulus = try reader.minimalNumber()
    guard let first = modulus.first else { throw .key(type: type) }
    let bits = modulus.count * 8 - first.leadingZeroBitCount
    // OpenSSH's own least, below which it reads no key.
    guard bits >= 1_024 else { throw .key(type: type) }
    guard let key = try? _RSA.Signing.PublicKey(n: Array(modulus), e: Array(exponent)) else {
      return .unsupported(.rsaKey(bits: bits))
    }
    return .rsa(RSAKey(key: key, size: modulus.count))
  }

  private static func application(from reader: inout WireReader) throws(SSHFormatError) -> [UInt8] {
    let application = try reader.string()
    if application.contains(0) { throw .name }
    return Array(application)
  }
}
