/// Whether somebody may sign with a key.
package enum SignerVerdict: Sendable, Hashable {
  /// The first line that allows it.
  case allowed(line: Int)
  /// What the line that comes nearest lacks.
  case refused(SignerRefusal)
}

/// Why nobody with that name may sign with a key.
package enum SignerRefusal: Sendable, Hashable {
  /// No line has the key.
  case unknownKey
  /// Lines have the key, for other principals.
  case otherPrincipal
  case otherNamespace(line: Int)
  /// The key is valid only from a moment on, in seconds since 1970.
  case notYetValid(line: Int, from: Int)
  /// The key was valid until a moment, in seconds since 1970.
  case expired(line: Int, until: Int)

  /// How many of the conditions were met.
  private var rank: Int {
    switch self {
    case .unknownKey: 0
    case .otherPrincipal: 1
    case .otherNamespace: 2
    case .notYetValid, .expired: 3
    }
  }

  /// The one of the two that more conditions were met for; this one where as many were.
  func nearer(_ other: SignerRefusal) -> SignerRefusal { other.rank > rank ? other : self }
}
