import Crypto
import CryptoExtras

/// A value after its length, as RFC 4251 writes it.
func wire(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  let all = Array(bytes)
  return wire(UInt32(all.count)) + all
}

func wire(_ text: String) -> [UInt8] { wire(text.utf8) }

func wire(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }

/// A positive number, with these bytes before it.
func wireNumber(_ digits: some Collection<UInt8>, padding: Int? = nil) -> [UInt8] {
  let minimal = Array(digits.drop { $0 == 0 })
  let zeros = padding ?? ((minimal.first ?? 0) >= 0x80 ? 1 : 0)
  return wire(Array(repeating: 0, count: zeros) + minimal)
}

/// The parts of a signature, to be altered one by one.
struct SignatureParts {
  var magic = Array("SSHSIG".utf8)
  var version: UInt32 = 1
  var key: [UInt8]
  var namespace = Array("file".utf8)
  var reserved: [UInt8] = []
  var hash = "sha512"
  var signature: [UInt8] = []

  init(key: [UInt8]) { self.key = key }

  /// What is signed for this message.
  func data(_ message: [UInt8]) -> [UInt8] {
    let digest = hash == "sha256" ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message))
    return Array("SSHSIG".utf8) + wire(namespace) + wire("") + wire(hash) + wire(digest)
  }

  var blob: [UInt8] {
    magic + wire(version) + wire(key) + wire(namespace) + wire(reserved) + wire(hash) + wire(signature)
  }
}

/// What a hardware token adds to what it signs.
struct Token {
  var application = Array("ssh:".utf8)
  var flags: UInt8 = 1
  var counter: UInt32 = 7

  func data(_ data: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: application)) + [flags] + wire(counter) + Array(SHA256.hash(data: data))
  }

  var suffix: [UInt8] { [flags] + wire(counter) }
}

/// Keys of every kind, whose signatures are put together here.
struct SoftwareKeys {
  let ed25519 = Curve25519.Signing.PrivateKey()
  let p256 = P256.Signing.PrivateKey()
  let rsa: _RSA.Signing.PrivateKey

  init() throws { rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048) }

  var ed25519Blob: [UInt8] { wire("ssh-ed25519") + wire(ed25519.publicKey.rawRepresentation) }
  var p256Blob: [UInt8] {
    wire("ecdsa-sha2-nistp256") + wire("nistp256") + wire(p256.publicKey.x963Representation)
  }
  var rsaNumbers: (n: [UInt8], e: [UInt8]) {
    get throws {
      let numbers = try rsa.publicKey.getKeyPrimitives()
      return (Array(numbers.modulus), Array(numbers.publicExponent))
    }
  }
  var rsaBlob: [UInt8] {
    get throws { try wire("ssh-rsa") + wireNumber(rsaNumbers.e) + wireNumber(rsaNumbers.n) }
  }
  func ed25519TokenBlob(_ token: Token) -> [UInt8] {
    wire("sk-ssh-ed25519@openssh.com") + wire(ed25519.publicKey.rawRepresentation) + wire(token.application)
  }
  func p256TokenBlob(_ token: Token) -> [UInt8] {
    wire("sk-ecdsa-sha2-nistp256@openssh.com") + wire("nistp256") + wire(p256.publicKey.x963Representation)
      + wire(token.application)
  }

  func ed25519Signature(of data: [UInt8]) throws -> [UInt8] { Array(try ed25519.signature(for: data)) }

  /// The two numbers of a signature.
  func p256Signature(of data: [UInt8]) throws -> (r: [UInt8], s: [UInt8]) {
    let raw = Array(try p256.signature(for: SHA256.hash(data: data)).rawRepresentation)
    return (Array(raw[..<32]), Array(raw[32...]))
  }

  func rsaSignature(of digest: some Digest) throws -> [UInt8] {
    try rsa.signature(for: digest, padding: .insecurePKCS1v1_5).withUnsafeBytes { Array($0) }
  }
}

/// The text that `ssh-keygen` reads.
func armored(_ blob: [UInt8], width: Int = 70, newline: String = "\n") -> [UInt8] {
  let text = Array(base64(blob))
  let lines = stride(from: 0, to: text.count, by: width).map { String(text[$0..<min($0 + width, text.count)]) }
  let all = ["-----BEGIN SSH SIGNATURE-----"] + lines + ["-----END SSH SIGNATURE-----", ""]
  return Array(all.joined(separator: newline).utf8)
}
