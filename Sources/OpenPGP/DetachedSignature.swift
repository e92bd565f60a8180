/// One OpenPGP signature over bytes that stand elsewhere.
///
/// What else could stand in its place is never shown to `gpg`: a message with a text of its own, compressed data, several
/// signatures.
package struct DetachedSignature: Sendable {
  /// The packet without its armor.
  package let bytes: [UInt8]

  /// - Parameter text: One block of armor and nothing else.
  package init(armored text: [UInt8]) throws(OpenPGPFormatError) {
    var reader = ArmorReader(text, named: "SIGNATURE")
    let blocks: [Armor]
    do throws(ArmorProblem) {
      blocks = [try reader.next(), try reader.next()].compactMap { $0 }
    } catch {
      throw error.error
    }
    guard blocks.count == 1, let armor = blocks.first else { throw .notOneSignature }
    let packets = try Packet.all(in: armor.bytes)
    guard packets.count == 1, packets[0].kind == Packet.Kind.signature else { throw .notOneSignature }
    bytes = armor.bytes
  }
}
