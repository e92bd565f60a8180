import Crypto
import Foundation
import SSHSignatures
import Testing

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// Signatures put together here, part by part, beside `ssh-keygen -Y check-novalidate`.
@Suite struct HandmadeTests {
  static let message = Array("what is signed\n".utf8)

  struct Case {
    let name: String
    let blob: [UInt8]
    /// What both say.
    var isValid: Bool
    /// OpenSSH, or some versions of it, say yes where we say no or leave the answer to it.
    var onlyKeygen = false
  }

  private static func ed25519Cases(_ keys: SoftwareKeys) throws -> [Case] {
    let parts = SignatureParts(key: keys.ed25519Blob)
    let raw = try keys.ed25519Signature(of: parts.data(message))
    let algorithm = wire("ssh-ed25519")
    func altered(_ change: (inout SignatureParts) -> Void) -> [UInt8] {
      var copy = parts
      copy.signature = algorithm + wire(raw)
      change(&copy)
      return copy.blob
    }
    let other = wire("ssh-ed25519") + wire(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
    return [
      Case(name: "as it should be", blob: altered { _ in }, isValid: true),
      Case(name: "version 0", blob: altered { $0.version = 0 }, isValid: true),
      Case(name: "version 2", blob: altered { $0.version = 2 }, isValid: false),
      Case(name: "something reserved", blob: altered { $0.reserved = [1, 2, 3] }, isValid: true),
      Case(name: "other magic", blob: altered { $0.magic = Array("SSHSIF".utf8) }, isValid: false),
      Case(name: "no magic", blob: altered { $0.magic = [] }, isValid: false),
      Case(name: "other namespace", blob: altered { $0.namespace = Array("mail".utf8) }, isValid: false),
      Case(name: "no namespace", blob: altered { $0.namespace = [] }, isValid: false),
      Case(name: "longer namespace", blob: altered { $0.namespace.append(0x20) }, isValid: false),
      Case(name: "zero in the namespace", blob: altered { $0.namespace += [0, 1] }, isValid: false),
      Case(name: "zero after the namespace", blob: altered { $0.namespace += [0] }, isValid: false, onlyKeygen: true),
      Case(name: "other hash", blob: altered { $0.hash = "sha256" }, isValid: false),
      Case(name: "unknown hash", blob: altered { $0.hash = "md5" }, isValid: false),
      Case(name: "capital hash", blob: altered { $0.hash = "SHA512" }, isValid: false),
      Case(name: "hash pattern", blob: altered { $0.hash = "sha*" }, isValid: false),
      Case(name: "no hash", blob: altered { $0.hash = "" }, isValid: false),
      Case(name: "other key", blob: altered { $0.key = other }, isValid: false),
      Case(name: "no key", blob: altered { $0.key = [] }, isValid: false),
      Case(name: "more in the key", blob: altered { $0.key.append(0) }, isValid: false),
      Case(
        name: "short key", blob: altered { $0.key = algorithm + wire(Array(repeating: 1, count: 31)) }, isValid: false),
      Case(
        name: "long key", blob: altered { $0.key = algorithm + wire(Array(repeating: 1, count: 33)) }, isValid: false),
      Case(
        name: "short name of the key", blob: altered { $0.key = wire("ED25519") + $0.key.dropFirst(15) },
        isValid: false,
        onlyKeygen: true),
      Case(
        name: "zero after the type", blob: altered { $0.key = wire("ssh-ed25519\0") + $0.key.dropFirst(15) },
        isValid: false, onlyKeygen: true),
      Case(name: "no signature", blob: altered { $0.signature = [] }, isValid: false),
      Case(name: "no body", blob: altered { $0.signature = algorithm }, isValid: false),
      Case(name: "empty body", blob: altered { $0.signature = algorithm + wire("") }, isValid: false),
      Case(name: "short body", blob: altered { $0.signature = algorithm + wire(raw.dropLast()) }, isValid: false),
      Case(name: "long body", blob: altered { $0.signature = algorithm + wire(raw + [0]) }, isValid: false),
      Case(name: "more in the signature", blob: altered { $0.signature.append(0) }, isValid: false),
      Case(
        name: "token's algorithm", blob: altered { $0.signature = wire("sk-ssh-ed25519@openssh.com") + wire(raw) },
        isValid: false),
      Case(name: "other algorithm", blob: altered { $0.signature = wire("rsa-sha2-512") + wire(raw) }, isValid: false),
      Case(name: "more after it", blob: altered { _ in } + [0], isValid: false),
      Case(name: "nothing", blob: [], isValid: false),
      Case(
        name: "a great length", blob: Array("SSHSIG".utf8) + wire(1) + wire(UInt32.max) + [1, 2, 3], isValid: false),
      // RFC 8032, 5.1.7, refuses it; OpenSSH's own arithmetic does not ask.
      Case(
        name: "S plus the group's order",
        blob: altered { $0.signature = algorithm + wire(raw[..<32] + addingOrder(raw[32...])) }, isValid: false,
        onlyKeygen: true),
      Case(name: "the neutral key", blob: neutral(y: [1], rest: 0, last: 0), isValid: true),
      Case(name: "the neutral key, negative", blob: neutral(y: [1], rest: 0, last: 0x80), isValid: true),
      Case(name: "the neutral key, not reduced", blob: neutral(y: [0xEE], rest: 0xFF, last: 0x7F), isValid: true),
      Case(name: "no point", blob: neutral(y: [2], rest: 0, last: 0), isValid: false),
    ]
  }

  /// A key of order 1, which "signs" everything, with the signature that does.
  private static func neutral(y: [UInt8], rest: UInt8, last: UInt8) -> [UInt8] {
    let point = y + Array(repeating: rest, count: 30) + [last]
    var parts = SignatureParts(key: wire("ssh-ed25519") + wire(point))
    parts.signature = wire("ssh-ed25519") + wire([1] + Array(repeating: 0, count: 63))
    return parts.blob
  }

  /// The number plus 2^252 + 27742317777372353535851937790883648493, least byte first.
  private static func addingOrder(_ number: ArraySlice<UInt8>) -> [UInt8] {
    let order: [UInt8] = [
      0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
    var carry = 0
    return zip(number, order).map { digit, addend in
      carry += Int(digit) + Int(addend)
      defer { carry >>= 8 }
      return UInt8(truncatingIfNeeded: carry)
    }
  }

  private static func ecdsaCases(_ keys: SoftwareKeys) throws -> [Case] {
    let parts = SignatureParts(key: keys.p256Blob)
    let (r, s) = try keys.p256Signature(of: parts.data(message))
    let algorithm = wire("ecdsa-sha2-nistp256")
    func with(_ body: [UInt8], key: [UInt8]? = nil) -> [UInt8] {
      var copy = parts
      copy.signature = algorithm + wire(body)
      copy.key = key ?? copy.key
      return copy.blob
    }
    let point = Array(keys.p256.publicKey.x963Representation)
    let name = algorithm + wire("nistp256")
    let compressed = Array(keys.p256.publicKey.compressedRepresentation)
    let hybrid = [6 + (point[64] & 1)] + point.dropFirst()
    let good = wireNumber(r) + wireNumber(s)
    return [
      Case(name: "as it should be", blob: with(good), isValid: true),
      Case(name: "the other s", blob: with(wireNumber(r) + wireNumber(orderMinus(s))), isValid: true),
      Case(
        name: "zeros before r and s", blob: with(wireNumber(r, padding: 5) + wireNumber(s, padding: 9)), isValid: true),
      Case(name: "too many zeros", blob: with(wireNumber(r, padding: 3_000) + wireNumber(s)), isValid: false),
      Case(name: "negative r", blob: with(wire([0x80] + r) + wireNumber(s)), isValid: false),
      Case(name: "r and s exchanged", blob: with(wireNumber(s) + wireNumber(r)), isValid: false),
      Case(name: "r is 0", blob: with(wire("") + wireNumber(s)), isValid: false),
      Case(name: "both are 0", blob: with(wire("") + wire("")), isValid: false),
      Case(name: "r is too great", blob: with(wireNumber([1] + r) + wireNumber(s)), isValid: false),
      Case(
        name: "r is too great for the group", blob: with(wireNumber(Array(repeating: 0xFF, count: 32)) + wireNumber(s)),
        isValid: false),
      Case(name: "s is missing", blob: with(wireNumber(r)), isValid: false),
      Case(name: "more after s", blob: with(good + [0]), isValid: false),
      Case(name: "DER", blob: with([0x30, 0x44, 2, 0x20] + r + [2, 0x20] + s), isValid: false),
      Case(name: "compressed key", blob: with(good, key: name + wire(compressed)), isValid: false),
      Case(name: "hybrid key", blob: with(good, key: name + wire(hybrid)), isValid: false),
      Case(name: "infinite key", blob: with(good, key: name + wire([0])), isValid: false),
      Case(name: "no point", blob: with(good, key: name + wire(point.dropLast() + [point[64] ^ 1])), isValid: false),
      Case(name: "short point", blob: with(good, key: name + wire(point.dropLast())), isValid: false),
      Case(
        name: "other curve's name", blob: with(good, key: algorithm + wire("nistp384") + wire(point)), isValid: false),
      Case(
        name: "other type", blob: with(good, key: wire("ecdsa-sha2-nistp384") + wire("nistp256") + wire(point)),
        isValid: false),
    ]
  }

  /// The order of the group of P-256 minus the number, most significant byte first.
  private static func orderMinus(_ number: [UInt8]) -> [UInt8] {
    let order: [UInt8] = [
      0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
      0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    var borrow = 0
    return zip(order, number).reversed().map { minuend, digit in
      let difference = Int(minuend) - Int(digit) - borrow
      borrow = difference < 0 ? 1 : 0
      return UInt8(truncatingIfNeeded: difference)
    }.reversed()
  }

  private static func rsaCases(_ keys: SoftwareKeys) throws -> [Case] {
    var parts = SignatureParts(key: try keys.rsaBlob)
    let data = parts.data(message)
    let (n, e) = try keys.rsaNumbers
    let sha512 = try keys.rsaSignature(of: SHA512.hash(data: data))
    func with(_ algorithm: String, _ body: [UInt8], key: [UInt8]? = nil) -> [UInt8] {
      parts.signature = wire(algorithm) + wire(body)
      parts.key = key ?? parts.key
      defer { parts = SignatureParts(key: wire("ssh-rsa") + wireNumber(e) + wireNumber(n)) }
      return parts.blob
    }
    return [
      Case(name: "as it should be", blob: with("rsa-sha2-512", sha512), isValid: true),
      Case(
        name: "SHA-256", blob: with("rsa-sha2-256", try keys.rsaSignature(of: SHA256.hash(data: data))), isValid: true),
      Case(
        name: "SHA-1", blob: with("ssh-rsa", try keys.rsaSignature(of: Insecure.SHA1.hash(data: data))), isValid: false),
      Case(name: "SHA-512 called SHA-256", blob: with("rsa-sha2-256", sha512), isValid: false),
      Case(name: "SHA-512 called SHA-1", blob: with("ssh-rsa", sha512), isValid: false),
      Case(
        name: "certificate's algorithm", blob: with("rsa-sha2-512-cert-v01@openssh.com", sha512), isValid: false),
      Case(name: "zero before it", blob: with("rsa-sha2-512", [0] + sha512), isValid: false),
      Case(name: "shortened", blob: with("rsa-sha2-512", Array(sha512.dropLast())), isValid: false),
      Case(name: "empty", blob: with("rsa-sha2-512", []), isValid: false),
      Case(name: "1", blob: with("rsa-sha2-512", [1]), isValid: false),
      Case(
        name: "the key is called by its algorithm",
        blob: with("rsa-sha2-512", sha512, key: wire("rsa-sha2-512") + wireNumber(e) + wireNumber(n)), isValid: false,
        onlyKeygen: true),
      Case(
        name: "zeros before the modulus",
        blob: with("rsa-sha2-512", sha512, key: wire("ssh-rsa") + wireNumber(e) + wireNumber(n, padding: 3)),
        isValid: false, onlyKeygen: true),
      Case(
        name: "e and n exchanged",
        blob: with("rsa-sha2-512", sha512, key: wire("ssh-rsa") + wireNumber(n) + wireNumber(e)),
        isValid: false),
      Case(
        name: "no exponent", blob: with("rsa-sha2-512", sha512, key: wire("ssh-rsa") + wire("") + wireNumber(n)),
        isValid: false),
    ]
  }

  private static func tokenCases(_ keys: SoftwareKeys) throws -> [Case] {
    var cases: [Case] = []
    for flags: UInt8 in [0, 1, 5, 0xFF] {
      for application in ["ssh:", "", "ssh:other"] {
        let token = Token(application: Array(application.utf8), flags: flags, counter: 0x0102_0304)
        var parts = SignatureParts(key: keys.ed25519TokenBlob(token))
        let raw = try keys.ed25519Signature(of: token.data(parts.data(message)))
        let algorithm = wire("sk-ssh-ed25519@openssh.com")
        parts.signature = algorithm + wire(raw) + token.suffix
        cases.append(Case(name: "Ed25519 \(flags) \(application)", blob: parts.blob, isValid: true))
        parts.signature = algorithm + wire(raw) + [flags ^ 1] + wire(token.counter)
        cases.append(Case(name: "Ed25519, other flags", blob: parts.blob, isValid: false))
        parts.signature = algorithm + wire(raw) + token.suffix.dropLast()
        cases.append(Case(name: "Ed25519, short", blob: parts.blob, isValid: false))
        parts.signature = algorithm + wire(raw) + token.suffix + [0]
        cases.append(Case(name: "Ed25519, long", blob: parts.blob, isValid: false))

        parts.key = keys.p256TokenBlob(token)
        let (r, s) = try keys.p256Signature(of: token.data(parts.data(message)))
        let name = wire("sk-ecdsa-sha2-nistp256@openssh.com")
        parts.signature = name + wire(wireNumber(r) + wireNumber(s)) + token.suffix
        cases.append(Case(name: "P-256 \(flags) \(application)", blob: parts.blob, isValid: true))
        parts.signature = name + wire(wireNumber(r) + wireNumber(s)) + [flags] + wire(token.counter &+ 1)
        cases.append(Case(name: "P-256, other counter", blob: parts.blob, isValid: false))
        parts.signature = name + wire(wireNumber(r) + wireNumber(s) + token.suffix)
        cases.append(Case(name: "P-256, all inside", blob: parts.blob, isValid: false))
        parts.signature = wire("ecdsa-sha2-nistp256") + wire(wireNumber(r) + wireNumber(s))
        cases.append(Case(name: "P-256, as no token", blob: parts.blob, isValid: false))
      }
    }
    return cases
  }

  @Test func agreesWithKeygen() throws {
    let keys = try SoftwareKeys()
    let cases =
      try Self.ed25519Cases(keys) + Self.ecdsaCases(keys) + Self.rsaCases(keys) + Self.tokenCases(keys)
    let keygen = try Keygen()
    let texts = cases.map { armored($0.blob) }
    let theirs = try keygen.accepts(texts, of: Self.message, namespace: "file")
    for (index, test) in cases.enumerated() {
      #expect(
        (accepts(texts[index], of: Self.message, namespace: "file") ?? false) == test.isValid, "ours: \(test.name)")
      if test.onlyKeygen { continue }
      #expect(theirs[index] == test.isValid, "ssh-keygen: \(test.name)")
    }
  }

  /// A signature that begins with a zero byte, which some signers leave out.
  @Test func shortSignaturesOfRSA() throws {
    let keys = try SoftwareKeys()
    for attempt in 0..<10_000 {
      let message = Array("message \(attempt)".utf8)
      var parts = SignatureParts(key: try keys.rsaBlob)
      let signature = try keys.rsaSignature(of: SHA512.hash(data: parts.data(message)))
      if signature[0] != 0 { continue }
      parts.signature = wire("rsa-sha2-512") + wire(signature.drop { $0 == 0 })
      let text = armored(parts.blob)
      #expect(accepts(text, of: message, namespace: "file") == true)
      #expect(try Keygen().accepts([text], of: message, namespace: "file") == [true])
      return
    }
  }

  /// What OpenSSH can verify and this library cannot is said, not taken for false.
  @Test func saysWhatItDoesNotSupport() throws {
    let keys = try SoftwareKeys()
    func verify(_ parts: SignatureParts) throws -> SSHVerification {
      try SSHSignature(blob: parts.blob).verify(message: Self.message, namespace: "file")
    }
    let certificate = "ssh-ed25519-cert-v01@openssh.com"
    #expect(
      try verify(SignatureParts(key: wire(certificate) + wire("…"))) == .unsupported(.certificate(certificate)))
    #expect(try verify(SignatureParts(key: wire("ssh-dss") + wire("…"))) == .unsupported(.keyType("ssh-dss")))
    let short = [UInt8](repeating: 0xFF, count: 128)
    #expect(
      try verify(SignatureParts(key: wire("ssh-rsa") + wireNumber([1, 0, 1]) + wireNumber(short)))
        == .unsupported(.rsaKey(bits: 1_024)))
    var web = SignatureParts(key: keys.p256TokenBlob(Token()))
    web.signature = wire("webauthn-sk-ecdsa-sha2-nistp256@openssh.com") + wire("…")
    #expect(try verify(web) == .unsupported(.webSignature))
  }

  @Test(arguments: [
    ("missing header", "", SSHFormatError.missingHeader),
    ("other header", "-----BEGIN PGP SIGNATURE-----\n", .missingHeader),
    ("space before the header", " -----BEGIN SSH SIGNATURE-----\n", .missingHeader),
    ("no footer", "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n", .missingFooter),
    ("empty", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----", .missingFooter),
    ("empty line", "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----", .noSignature),
    ("no base64", "-----BEGIN SSH SIGNATURE-----\n*\n-----END SSH SIGNATURE-----", .base64),
    ("only the magic", "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----", .truncated),
  ])
  func refusesText(_: String, text: String, error: SSHFormatError) {
    #expect(throws: error) { try SSHSignature(armored: text.utf8) }
  }

  /// The text around and inside the base64, beside OpenSSH.
  @Test func readsTextAsKeygenDoes() throws {
    let keygen = try Keygen()
    let text = try keygen.sign(Self.message, with: try keygen.makeKey("ed25519"), namespace: "file")
    let blob = try SSHSignature(armored: text).blob
    let plain = String(decoding: text, as: UTF8.self)
    let header = "-----BEGIN SSH SIGNATURE-----"
    func replacing(_ part: String, _ other: String) -> [UInt8] {
      Array((header + plain.dropFirst(header.count).replacingOccurrences(of: part, with: other)).utf8)
    }
    let texts: [(String, [UInt8], Bool)] = [
      ("as it is", text, true),
      ("one line", armored(blob, width: 10_000), true),
      ("short lines", armored(blob, width: 1), true),
      ("lines of 76", armored(blob, width: 76), true),
      ("CRLF", armored(blob, newline: "\r\n"), false),
      ("CRLF inside", Array((header + "\n").utf8) + replacing("\n", "\r\n").dropFirst(header.count + 2), true),
      ("spaces inside", replacing("Q", " Q\t"), true),
      ("form feeds inside", replacing("Q", "\u{c}Q\u{b}"), true),
      ("empty lines", replacing("\n", "\n\n"), true),
      ("no newline at the end", Array(text.dropLast()), true),
      ("more after the footer", text + Array("more".utf8), true),
      ("two of them", text + text, true),
      ("more before the header", Array("x\n".utf8) + text, false),
      ("a newline before the header", [0x0A] + text, false),
      ("no padding", replacing("=", ""), plain.contains("=") == false),
      ("too much padding", replacing("\n-----END", "=\n-----END"), false),
      ("padding inside", replacing("Q", "="), false),
      ("other alphabet", replacing("Q", "_"), false),
      ("a zero inside", replacing("Q", "\0Q"), false),
      ("not ASCII", replacing("Q", "Ä"), false),
      ("no-break space", replacing("\n", "\u{a0}\n"), false),
      ("cut", Array(text.prefix(120)), false),
    ]
    let theirs = try keygen.accepts(texts.map(\.1), of: Self.message, namespace: "file")
    for (index, (name, bytes, isValid)) in texts.enumerated() {
      #expect(accepts(bytes, of: Self.message, namespace: "file") == isValid, "ours: \(name)")
      #expect(theirs[index] == isValid, "ssh-keygen: \(name)")
    }
  }
}
