/// What verifying a signature found.
package enum SSHVerification: Sendable, Hashable {
  /// The signature's key signed this message for this namespace.
  case valid
  case invalid(Reason)
  /// Only `ssh-keygen` can tell.
  case unsupported(UnsupportedSSH)

  package enum Reason: Sendable, Hashable {
    /// It was made for another purpose.
    case namespace
    /// Its algorithm is none that the key may use, such as RSA with SHA-1.
    case algorithm(String)
    /// It is not in the form that its algorithm asks for.
    case form
    /// The key did not sign this message.
    case mismatch
  }
}

extension SSHVerification.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .namespace: "it was made for another namespace"
    case .algorithm(let name): "its algorithm \(name) is not allowed for its key"
    case .form: "it is damaged"
    case .mismatch: "it was not made by its key for this text"
    }
  }
}

extension SSHSignature {
  /// Whether the signature's key signed exactly these bytes for exactly this namespace.
  ///
  /// Agrees with `ssh-keygen -Y check-novalidate`. It says nothing about whose key that is.
  package func verify(message: some Collection<UInt8>, namespace expected: String) -> SSHVerification {
    guard namespace.elementsEqual(expected.utf8) else { return .invalid(.namespace) }
    do {
      return try key.material.verify(signature, of: signedData(of: message))
    } catch {
      return .invalid(.form)
    }
  }
}
