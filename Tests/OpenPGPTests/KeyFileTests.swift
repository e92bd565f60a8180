import Testing

@testable import OpenPGP

@Suite struct KeyFileTests {
  private func read(_ text: String) -> OpenPGPKeys { OpenPGPKeys(armored: Array(text.utf8)) }

  @Test func fingerprintsAreThoseThatGnuPGPrints() {
    let keys = read(Samples.key)
    #expect(keys.problems.isEmpty)
    #expect(keys.keys.map(\.fingerprint) == [Samples.primary])
    #expect(keys.keys.map(\.subkeys) == [[Samples.subkey]])
    #expect(keys.packets == Samples.bytes(of: Samples.key))
  }

  @Test func blocksStandBehindEachOtherWithComments() {
    let keys = read("# Sam\n\n\(Samples.key.replacing("\n", with: "\r\n"))\n# again\n\(Samples.key)\n")
    #expect(keys.problems.isEmpty)
    #expect(keys.keys.map(\.fingerprint) == [Samples.primary, Samples.primary])
  }

  @Test func nothingIsNoKey() {
    #expect(read("").problems.isEmpty && read("").packets.isEmpty)
    #expect(read("# nobody yet\n").keys.isEmpty)
  }

  /// The fingerprint of a later version is longer.
  @Test(arguments: [5, 6]) func laterVersionsAreNamedBySHA256(version: UInt8) {
    let keys = read(Samples.armored(Samples.packet(6, [version, 0, 0, 0, 0]) + Samples.packet(13, [0x53])))
    #expect(keys.problems.isEmpty)
    #expect(keys.keys.map(\.fingerprint.count) == [64])
    #expect(keys.keys.allSatisfy { isOpenPGPFingerprint($0.fingerprint) })
  }

  static let flawed: [(text: String, error: OpenPGPFormatError)] = [
    ("garbage", .noArmor("PUBLIC KEY BLOCK")),
    (Samples.signature, .noArmor("PUBLIC KEY BLOCK")),
    ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n", .noEnd("PUBLIC KEY BLOCK")),
    (Samples.key.replacing("mDME", with: "mDM!"), .base64),
    (Samples.key.replacing("G1NhbS", with: "G1NhbT"), .checksum),
    (Samples.key.replacing("=BPn6", with: "=BPn6\nAAAA"), .base64),
    (Samples.armored([]), .base64),
    (Samples.armored([0x01]), .packet),
    (Samples.armored([0xC6, 100, 4]), .packet),
    (Samples.armored([0x9B, 4]), .openLength),
    (Samples.armored([0xC6, 0xE1, 4]), .openLength),
    (Samples.armored(Samples.packet(5, [4])), .secretKey),
    (Samples.armored(Samples.bytes(of: Samples.key) + Samples.packet(7, [4])), .secretKey),
    // GnuPG's own note that it verified something.
    (Samples.armored(Samples.bytes(of: Samples.key) + Samples.packet(12, [0])), .otherPacket(12)),
    (Samples.armored(Samples.packet(2, [4])), .otherPacket(2)),
    (Samples.armored(Samples.packet(6, [3, 0])), .keyVersion(3)),
    (Samples.armored(Samples.packet(6, [])), .packet),
  ]

  @Test(arguments: flawed) func flawsAreFound(text: String, error: OpenPGPFormatError) {
    let keys = read(text)
    #expect(keys.problems.map(\.error) == [error])
    #expect(keys.packets.isEmpty)
  }

  @Test func aKeyHasAUserID() {
    let keys = read(Samples.armored(Array(Samples.bytes(of: Samples.key).prefix(53))))
    #expect(keys.problems.map(\.error) == [.noUserID(fingerprint: Samples.primary)])
  }

  @Test func everyPrefixIsReadOrRefused() {
    let bytes = Samples.bytes(of: Samples.key)
    for count in 1..<bytes.count {
      let keys = read(Samples.armored(Array(bytes.prefix(count))))
      #expect(keys.keys.isEmpty || keys.keys.map(\.fingerprint) == [Samples.primary], "\(count)")
    }
  }

  @Test(arguments: [
    (Samples.primary, true), (String(repeating: "A", count: 64), true), (Samples.primary.lowercased(), false),
    ("0x" + Samples.primary.dropFirst(2), false), (String(Samples.primary.dropFirst()), false), ("", false),
  ])
  func fingerprintsHaveOneForm(text: String, isOne: Bool) {
    #expect(isOpenPGPFingerprint(text) == isOne)
  }
}
