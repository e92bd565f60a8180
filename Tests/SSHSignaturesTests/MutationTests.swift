import SeededRandom
import Foundation
import SSHSignatures
import Testing

/// Altered signatures, beside `ssh-keygen -Y check-novalidate`.
@Suite struct MutationTests {
  static let message = Array("what is signed\n".utf8)
  /// How many go past `ssh-keygen`, for each type of key.
  static let count = ProcessInfo.processInfo.environment["SSH_MUTATIONS"].flatMap { Int($0) } ?? 100

  @Test(arguments: KeyTypeTests.supported + ["sk-ed25519", "sk-ecdsa"])
  func agreesWithKeygen(type: String) throws {
    let seed = ProcessInfo.processInfo.environment["SSH_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let keygen = try Keygen()
    let blob = try Self.signature(type, by: keygen)
    let other = try Self.signature(type, by: keygen)
    let texts = (0..<Self.count).map { index in
      // The first ones alter every byte once, the others alter anything.
      index < blob.count && index.isMultiple(of: 2)
        ? armored(blob.replacing(at: (index * 7) % blob.count, using: &generator))
        : Self.mutation(of: blob, with: other, using: &generator)
    }
    let theirs = try keygen.accepts(texts, of: Self.message, namespace: "file")
    for (text, isValid) in zip(texts, theirs) {
      guard let ours = accepts(text, of: Self.message, namespace: "file") else { continue }
      #expect(ours == isValid, "seed \(seed), \(type): \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// No byte can be altered, but for the version, which may be 0.
  @Test(arguments: KeyTypeTests.supported + ["sk-ed25519", "sk-ecdsa"])
  func everyByteCounts(type: String) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let blob = try Self.signature(type, by: try Keygen())
    for index in blob.indices where index != 9 {
      let altered = armored(blob.replacing(at: index, using: &generator))
      #expect(accepts(altered, of: Self.message, namespace: "file") != true, "seed \(seed), byte \(index)")
    }
    for length in blob.indices {
      #expect(accepts(armored(Array(blob[..<length])), of: Self.message, namespace: "file") == false, "\(length)")
    }
  }

  private static func signature(_ type: String, by keygen: Keygen) throws -> [UInt8] {
    guard type.hasPrefix("sk-") else {
      return try SSHSignature(armored: keygen.sign(message, with: keygen.makeKey(type), namespace: "file")).blob
    }
    let keys = try SoftwareKeys()
    let token = Token()
    var parts = SignatureParts(key: type == "sk-ecdsa" ? keys.p256TokenBlob(token) : keys.ed25519TokenBlob(token))
    let data = token.data(parts.data(message))
    if type == "sk-ecdsa" {
      let (r, s) = try keys.p256Signature(of: data)
      parts.signature = wire("sk-ecdsa-sha2-nistp256@openssh.com") + wire(wireNumber(r) + wireNumber(s))
    } else {
      parts.signature = try wire("sk-ssh-ed25519@openssh.com") + wire(keys.ed25519Signature(of: data))
    }
    parts.signature += token.suffix
    return parts.blob
  }

  private static func mutation(
    of blob: [UInt8], with other: [UInt8], using generator: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = blob
    let place = Int.random(in: bytes.indices, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 1...8, using: &generator))
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert([0, 1, 0x80, 0xFF].randomElement(using: &generator) ?? 0, at: place)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 5: bytes.removeLast(bytes.count - place)
    case 6: bytes += Array(repeating: 0, count: end - place)
    case 7:
      // The other signature from here on, which may well be of another length.
      bytes = Array(bytes[..<place] + other[min(place, other.count)...])
    case 8:
      // A length of something, made wrong.
      let width = min(4, bytes.count - place)
      let length = wire([0, 1, 4, 0x7FFF_FFFF, .max].randomElement(using: &generator) ?? 0)
      bytes.replaceSubrange(place..<(place + width), with: length)
    default:
      // The text, not the bytes.
      var text = armored(blob)
      let position = Int.random(in: text.indices, using: &generator)
      let characters = Array("A/=\n\r\t -*\0".utf8) + [0x80, 0xFF]
      text[position] = characters.randomElement(using: &generator) ?? 0
      return text
    }
    return armored(bytes)
  }
}

extension [UInt8] {
  /// With another byte at this place.
  fileprivate func replacing(at index: Int, using generator: inout SeededGenerator) -> [UInt8] {
    var copy = self
    copy[index] ^= UInt8.random(in: 1...255, using: &generator)
    return copy
  }
}
