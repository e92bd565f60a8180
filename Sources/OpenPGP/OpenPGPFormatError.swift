/// Why bytes are not what they should be in OpenPGP's format.
package enum OpenPGPFormatError: Error, Sendable, Hashable {
  /// No armor of that name begins where one should; the name is the one behind `BEGIN`.
  case noArmor(String)
  /// The armor's last line is missing.
  case noEnd(String)
  /// No base64, or not the one that its checksum belongs to.
  case base64
  case checksum
  /// The bytes end inside a packet, or hold what is no packet.
  case packet
  /// A packet whose length is not said at its beginning, as only streams have.
  case openLength
  /// Something else than keys, or than one signature.
  case otherPacket(Int)
  case secretKey
  /// A key that GnuPG would not take, as it belongs to nobody.
  case noUserID(fingerprint: String)
  case keyVersion(Int)
  case notOneSignature
}

extension OpenPGPFormatError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noArmor(let name): "it does not begin with the line -----BEGIN PGP \(name)-----"
    case .noEnd(let name): "the line -----END PGP \(name)----- is missing"
    case .base64: "it is not base64"
    case .checksum: "its checksum is another one"
    case .packet: "it is damaged"
    case .openLength: "it is written as a stream"
    case .otherPacket(let kind): "it holds a packet of the kind \(kind), which does not belong there"
    case .secretKey: "it holds a secret key, which everybody who reads this repository has now"
    case .noUserID(let fingerprint): "the key \(fingerprint) has no user ID, and GnuPG takes none without"
    case .keyVersion(let version): "it holds a key of version \(version); only 4 to 6 are known"
    case .notOneSignature: "it is not one signature"
    }
  }
}
