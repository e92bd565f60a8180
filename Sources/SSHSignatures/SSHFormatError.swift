/// Why bytes are no key and no signature that OpenSSH would read.
package enum SSHFormatError: Error, Sendable, Hashable {
  /// The bytes end inside a value.
  case truncated
  /// Something follows the last value.
  case trailingBytes
  /// A name that is empty, no ASCII, or holds a control character.
  case name
  /// A negative number, one of more than 16,384 bits, or in a key one with leading zeros.
  case number
  /// A key that does not hold what its type says: another curve, a wrong length, no point of the curve.
  case key(type: String)
  /// The type before the key is not the one inside it.
  case otherType(written: String, inside: String)
  /// No base64 in its one canonical form.
  case base64
  case missingHeader
  case missingFooter
  /// The bytes do not begin as a signature does.
  case noSignature
  case version(UInt32)
  case hashAlgorithm(String)
  case emptyNamespace
}

extension SSHFormatError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .truncated: "it ends too early"
    case .trailingBytes: "something follows its end"
    case .name: "a name in it is empty or unreadable"
    case .number: "a number in it is negative, too long or has leading zeros"
    case .key(let type): "it is no valid key of type \(type)"
    case .otherType(let written, let inside): "it is written as \(written), but is of type \(inside)"
    case .base64: "it is not base64"
    case .missingHeader: "it does not begin with the line -----BEGIN SSH SIGNATURE-----"
    case .missingFooter: "the line -----END SSH SIGNATURE----- is missing"
    case .noSignature: "it is no SSH signature"
    case .version(let version): "its version is \(version), only 1 is known"
    case .hashAlgorithm(let name): "it hashes with \(name), only sha256 and sha512 are allowed"
    case .emptyNamespace: "its namespace is empty"
    }
  }
}
