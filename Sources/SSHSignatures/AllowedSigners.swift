/// Who may sign with which key: OpenSSH's `allowed_signers` (ssh-keygen(1), ALLOWED SIGNERS).
///
/// A line that cannot be read counts for nothing, as with OpenSSH, and is a problem.
package struct AllowedSigners: Sendable {
  /// The lines that count, in their order.
  package let signers: [AllowedSigner]
  package let problems: [SignerProblem]
  private let byKey: [SSHPublicKey: [AllowedSigner]]

  package init(_ bytes: some Collection<UInt8>) {
    var signers: [AllowedSigner] = []
    var problems: [SignerProblem] = []
    let lines = Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      var reader = SignerLineReader(line, number: index + 1)
      if let signer = reader.read() { signers.append(signer) }
      problems += reader.problems
    }
    self.signers = signers
    self.problems = problems
    byKey = Dictionary(grouping: signers, by: \.key)
  }

  /// The lines that allow the key to sign for this namespace at this moment, in seconds since 1970.
  package func signers(with key: SSHPublicKey, for namespace: String, at time: Int) -> [AllowedSigner] {
    (byKey[key] ?? []).filter { $0.obstacle(to: namespace, at: time) == nil }
  }

  /// Whether there is a key with which the principal may sign, for this namespace, at this moment in seconds since 1970.
  package func hasKey(of principal: String, for namespace: String, at time: Int) -> Bool {
    signers.contains { $0.principals.matches(principal.utf8) && $0.obstacle(to: namespace, at: time) == nil }
  }

  /// Whether the principal may sign with the key, for this namespace, at this moment in seconds since 1970.
  ///
  /// Agrees with `ssh-keygen -Y verify`, as long as no time is local.
  package func verdict(
    on principal: String, with key: SSHPublicKey, for namespace: String, at time: Int
  ) -> SignerVerdict {
    guard let lines = byKey[key] else { return .refused(.unknownKey) }
    var nearest = SignerRefusal.otherPrincipal
    for signer in lines where signer.principals.matches(principal.utf8) {
      guard let obstacle = signer.obstacle(to: namespace, at: time) else { return .allowed(line: signer.line) }
      nearest = nearest.nearer(obstacle)
    }
    return .refused(nearest)
  }
}

/// One line: these principals may sign with this key.
package struct AllowedSigner: Sendable, Hashable {
  /// The line's number, from 1.
  package let line: Int
  package let principals: PatternList
  package let key: SSHPublicKey
  /// What the key may sign for; nil where it may sign for anything.
  package let namespaces: PatternList?
  /// The first moment at which the key is valid, in seconds since 1970.
  package let validAfter: Int?
  /// The last moment at which the key is valid, in seconds since 1970.
  package let validBefore: Int?

  func obstacle(to namespace: String, at time: Int) -> SignerRefusal? {
    if let namespaces, !namespaces.matches(namespace.utf8) { return .otherNamespace(line: line) }
    if let validAfter, time < validAfter { return .notYetValid(line: line, from: validAfter) }
    if let validBefore, time > validBefore { return .expired(line: line, until: validBefore) }
    return nil
  }
}
