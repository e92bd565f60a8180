/// The public keys of an armored text, as `gpg --armor --export` prints them, one block or several.
///
/// It says which keys there are and no more: whether one is valid is `gpg`'s affair.
package struct OpenPGPKeys: Sendable {
  package struct Key: Sendable {
    /// Of the primary key, as `gpg --list-keys` prints it.
    package let fingerprint: String
    /// The fingerprints of its subkeys.
    package internal(set) var subkeys: [String] = []
    /// Where the first line of its block stands.
    package let range: Range<Int>
    fileprivate var hasUserID = false
  }

  package struct Problem: Sendable {
    package let error: OpenPGPFormatError
    package let range: Range<Int>
  }

  package private(set) var keys: [Key] = []
  /// All packets without their armor; empty where there are no keys.
  package private(set) var packets: [UInt8] = []
  package private(set) var problems: [Problem] = []

  /// No keys.
  package init() {}

  package init(armored text: [UInt8]) {
    var reader = ArmorReader(text, named: "PUBLIC KEY BLOCK")
    do throws(ArmorProblem) {
      while let armor = try reader.next() {
        do throws(OpenPGPFormatError) {
          keys += try Self.keys(in: armor)
          packets += armor.bytes
        } catch {
          problems.append(Problem(error: error, range: armor.headLine))
        }
      }
    } catch {
      problems.append(Problem(error: error.error, range: error.range))
    }
  }

  private static func keys(in armor: Armor) throws(OpenPGPFormatError) -> [Key] {
    var keys: [Key] = []
    for packet in try Packet.all(in: armor.bytes) {
      if packet.kind == Packet.Kind.publicKey {
        keys.append(Key(fingerprint: try packet.keyFingerprint(), range: armor.headLine))
        continue
      }
      if packet.kind == Packet.Kind.secretKey || packet.kind == Packet.Kind.secretSubkey { throw .secretKey }
      guard !keys.isEmpty else { throw .otherPacket(packet.kind) }
      switch packet.kind {
      case Packet.Kind.userID: keys[keys.count - 1].hasUserID = true
      case Packet.Kind.publicSubkey: keys[keys.count - 1].subkeys.append(try packet.keyFingerprint())
      case Packet.Kind.signature, Packet.Kind.userAttribute: break
      // GnuPG's own notes among them, on what it has verified already: nobody else is believed that.
      default: throw .otherPacket(packet.kind)
      }
    }
    if let key = keys.first(where: { !$0.hasUserID }) { throw .noUserID(fingerprint: key.fingerprint) }
    return keys
  }
}
