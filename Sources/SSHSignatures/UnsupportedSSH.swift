/// What OpenSSH might verify and this library cannot: `ssh-keygen -Y verify` can be asked instead.
package enum UnsupportedSSH: Sendable, Hashable {
  /// A type of key that is not known here, with its name.
  case keyType(String)
  /// A certificate, with the name of its type.
  case certificate(String)
  /// An RSA key of less than 2,048 bits, or with an unusual exponent.
  case rsaKey(bits: Int)
  /// A signature as a browser makes it with a hardware token.
  case webSignature
}

extension UnsupportedSSH: CustomStringConvertible {
  package var description: String {
    switch self {
    case .keyType(let name): "keys of type \(name) are not supported"
    case .certificate(let name): "certificates (\(name)) are not supported"
    case .rsaKey(let bits): "this RSA key of \(bits) bits is not supported: it is too short or its exponent unusual"
    case .webSignature: "signatures made in a browser are not supported"
    }
  }
}
