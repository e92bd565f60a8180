internal import Crypto
internal import CryptoExtras

extension KeyMaterial {
  /// Whether a signature (RFC 4253, section 6.6: its algorithm's name and what that computed) is of these bytes.
  func verify(_ signature: [UInt8], of data: [UInt8]) throws(SSHFormatError) -> SSHVerification {
    if case .unsupported(let reason) = self { return .unsupported(reason) }
    var reader = WireReader(signature[...])
    let algorithm = try reader.name()
    guard let type, type.algorithms.contains(algorithm) else {
      return mayBeMadeInBrowser(algorithm) ? .unsupported(.webSignature) : .invalid(.algorithm(algorithm))
    }
    let body = try reader.string()
    let isMade: Bool
    switch self {
    case .ed25519(let key):
      isMade = key.isValidSignature(body, for: data)
    case .p256(let key):
      isMade = key.isMade(try ecdsaPair(body, size: 32), of: data)
    case .p384(let key):
      isMade = key.isMade(try ecdsaPair(body, size: 48), of: data)
    case .p521(let key):
      isMade = key.isMade(try ecdsaPair(body, size: 66), of: data)
    case .rsa(let key):
      isMade = key.isMade(body, by: algorithm, of: data)
    case .ed25519Token(let key, let application):
      isMade = key.isValidSignature(body, for: try tokenData(data, for: application, from: &reader))
    case .p256Token(let key, let application):
      let pair = try ecdsaPair(body, size: 32)
      isMade = key.isMade(pair, of: try tokenData(data, for: application, from: &reader))
    case .unsupported(let reason):
      return .unsupported(reason)
    }
    try reader.end()
    return isMade ? .valid : .invalid(.mismatch)
  }

  private var type: KeyType? {
    switch self {
    case .ed25519: .ed25519
    case .p256: .p256
    case .p384: .p384
    case .p521: .p521
    case .rsa: .rsa
    case .ed25519Token: .ed25519Token
    case .p256Token: .p256Token
    case .unsupported: nil
    }
  }

  private func mayBeMadeInBrowser(_ algorithm: String) -> Bool {
    if case .p256Token = self { algorithm == "webauthn-sk-ecdsa-sha2-nistp256@openssh.com" } else { false }
  }
}

/// What a hardware token signs: the hash of the data among what it knows itself (OpenSSH's PROTOCOL.u2f).
///
/// Whether somebody touched the token is one of the flags; like `ssh-keygen`, nothing is asked of them.
private func tokenData(
  _ data: [UInt8], for application: [UInt8], from reader: inout WireReader
) throws(SSHFormatError) -> [UInt8] {
  let flags = try reader.byte()
  let counter = try reader.uint32()
  return Array(SHA256.hash(data: application)) + [flags] + bigEndian(counter) + Array(SHA256.hash(data: data))
}

/// The two numbers of an ECDSA signature (RFC 5656, section 3.1.2), each in as many bytes as the curve has; nil where
/// one is too great for it.
private func ecdsaPair(_ body: ArraySlice<UInt8>, size: Int) throws(SSHFormatError) -> [UInt8]? {
  var reader = WireReader(body)
  let numbers = [try reader.number(), try reader.number()]
  try reader.end()
  if numbers.contains(where: { $0.count > size }) { return nil }
  return numbers.flatMap { [UInt8](repeating: 0, count: size - $0.count) + $0 }
}

extension P256.Signing.PublicKey {
  fileprivate func isMade(_ pair: [UInt8]?, of data: [UInt8]) -> Bool {
    guard let pair, let signature = try? P256.Signing.ECDSASignature(rawRepresentation: pair) else { return false }
    return isValidSignature(signature, for: SHA256.hash(data: data))
  }
}

extension P384.Signing.PublicKey {
  fileprivate func isMade(_ pair: [UInt8]?, of data: [UInt8]) -> Bool {
    guard let pair, let signature = try? P384.Signing.ECDSASignature(rawRepresentation: pair) else { return false }
    return isValidSignature(signature, for: SHA384.hash(data: data))
  }
}

extension P521.Signing.PublicKey {
  fileprivate func isMade(_ pair: [UInt8]?, of data: [UInt8]) -> Bool {
    guard let pair, let signature = try? P521.Signing.ECDSASignature(rawRepresentation: pair) else { return false }
    return isValidSignature(signature, for: SHA512.hash(data: data))
  }
}

extension KeyMaterial.RSAKey {
  /// PKCS #1 v1.5 (RFC 8332).
  fileprivate func isMade(_ body: ArraySlice<UInt8>, by algorithm: String, of data: [UInt8]) -> Bool {
    guard body.count <= size else { return false }
    // Some signers leave leading zeros out; OpenSSH puts them back.
    let padded = [UInt8](repeating: 0, count: size - body.count) + body
    let signature = _RSA.Signing.RSASignature(rawRepresentation: padded)
    return if algorithm == "rsa-sha2-256" {
      key.isValidSignature(signature, for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
    } else {
      key.isValidSignature(signature, for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
    }
  }
}
