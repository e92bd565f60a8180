import Testing

@testable import OpenPGP

@Suite struct DetachedSignatureTests {
  private func bytes(_ text: String) -> [UInt8]? { (try? DetachedSignature(armored: Array(text.utf8)))?.bytes }

  @Test func onePacketIsASignature() {
    #expect(bytes(Samples.signature) == Samples.bytes(of: Samples.signature))
    let withHeaders = Samples.signature.replacing("-----\n\n", with: "-----\nComment: by Sam\n\n")
    #expect(bytes(withHeaders) == Samples.bytes(of: Samples.signature))
  }

  static let others: [String] = {
    let one = Samples.bytes(of: Samples.signature)
    return [
      "", Samples.signature + "\n" + Samples.signature, Samples.signature + "\ngpgsig", Samples.key,
      Samples.signature.replacing("SIGNATURE", with: "MESSAGE"),
      Samples.armored(one + one, as: "SIGNATURE"),
      // A message with its own text between the announcement of a signature and the signature.
      Samples.armored(
        Samples.packet(4, Array(repeating: 0, count: 13)) + Samples.packet(11, [0x62, 0, 0, 0, 0, 0, 0x68]) + one,
        as: "SIGNATURE"),
      // Compressed data, whatever is in it.
      Samples.armored(Samples.packet(8, [1, 2, 3]), as: "SIGNATURE"), Samples.armored([0xA3, 1, 2], as: "SIGNATURE"),
    ]
  }()

  @Test(arguments: others) func anythingElseIsNone(text: String) {
    #expect(bytes(text) == nil)
  }
}
