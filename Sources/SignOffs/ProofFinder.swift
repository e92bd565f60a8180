internal import SSHSignatures
internal import WorkflowModel

/// Finds what is proved of sign-offs: by the signatures in the records, and by the commits that brought them.
struct ProofFinder: Sendable {
  let policy: Policy
  /// When keys have to be valid, in seconds since 1970.
  let moment: Int
  let origins: RecordOrigins

  /// What is proved of a sign-off of what `agreement` says, or the reason why nothing is.
  func proof(of signOff: SignOff, to agreement: Agreement) -> Result<Proof, SignOffFlaw> {
    guard let signed = signOff.signed else { return .success(proof(of: signOff.by.value, origins[signOff])) }
    // A signature that does not hold is no reason to look for a weaker proof: somebody claims what is not so.
    do throws(SSHFormatError) {
      let signature = try SSHSignature(base64: signed.value)
      let message = agreement.signedForm(by: signOff.by.value, for: signOff.team.value, on: signOff.on.value)
      return check(signature, by: signOff.by.value, of: message, for: Agreement.namespace).map {
        .signed(key: signature.key.fingerprint)
      }
    } catch {
      return .failure(.unreadable(error.description))
    }
  }

  /// Whether the policy lists a key with which the person could sign now, a statement or the commit that brings it.
  func hasKey(_ person: String) -> Bool {
    guard let person = policy.teams.people[person] else { return false }
    return !person.openPGP.isEmpty
      || person.principals.contains { principal in
        [Agreement.namespace, "git"].contains { policy.signers.list.hasKey(of: principal, for: $0, at: moment) }
      }
  }

  /// What the commits prove that brought a record.
  private func proof(of person: String, _ origins: [RecordOrigin]) -> Proof {
    guard let first = origins.first, origins.allSatisfy({ isAuthor(person, of: $0) }) else { return .named }
    let keys = origins.map { try? signer(of: $0, person)?.get() }
    guard let commit = first.commit, let key = keys[0], keys.allSatisfy({ $0 != nil }) else {
      return .authored(commit: first.commit)
    }
    return .signedCommit(commit: commit, key: key)
  }

  private func isAuthor(_ person: String, of origin: RecordOrigin) -> Bool {
    origin.author.map { policy.teams.people[person]?.has(email: $0) ?? false } ?? false
  }

  /// Why the signature of a commit that brought a record by its person proves nothing; nil where there is none.
  func flaw(inCommitsOf signOff: SignOff) -> SignOffFlaw? {
    let person = signOff.by.value
    for origin in origins[signOff] where isAuthor(person, of: origin) {
      if case .failure(let flaw) = signer(of: origin, person) { return flaw }
    }
    return nil
  }

  /// The key of the person's that signed the commit, or why none did; nil where it is not signed.
  private func signer(of origin: RecordOrigin, _ person: String) -> Result<String, SignOffFlaw>? {
    switch origin.signature {
    case nil: return nil
    case .openPGP(.bad(let reason)): return .failure(.invalid(reason))
    case .openPGP(.good(let key)):
      let isTheirs = policy.teams.people[person]?.has(openPGP: key) ?? false
      return isTheirs ? .success(key) : .failure(.notTheirKey(key))
    case .ssh(let armored, let payload):
      do throws(SSHFormatError) {
        let signature = try SSHSignature(armored: armored)
        return check(signature, by: person, of: payload, for: "git").map { signature.key.fingerprint }
      } catch {
        return .failure(.unreadable(error.description))
      }
    }
  }

  private func check(
    _ signature: SSHSignature, by person: String, of message: [UInt8], for namespace: String
  ) -> Result<Void, SignOffFlaw> {
    switch signature.verify(message: message, namespace: namespace) {
    case .valid: break
    case .invalid(let reason): return .failure(.invalid(reason.description))
    case .unsupported(let what): return .failure(.invalid(what.description))
    }
    guard let known = policy.teams.people[person] else { return .failure(.invalid("nobody is called `\(person)`")) }
    return policy.signers.check(signature.key, of: known, for: namespace, at: moment)
  }
}

/// Why the proof that a record claims is none.
package enum SignOffFlaw: Error, Sendable, Equatable {
  /// The signature cannot be read, and why.
  case unreadable(String)
  /// It is not one over this statement, and why.
  case invalid(String)
  /// The policy lists the key, of this fingerprint, not for this person.
  case notTheirKey(String)
  /// The policy lists it, but not for this moment or purpose, and why.
  case notInForce(key: String, String)
}

extension Signers {
  /// Whether a key may sign for a person; listed by the person's handle or one of their addresses.
  fileprivate func check(
    _ key: SSHPublicKey, of person: Teams.Person, for namespace: String, at moment: Int
  ) -> Result<Void, SignOffFlaw> {
    var flaw = SignOffFlaw.notTheirKey(key.fingerprint)
    for principal in person.principals {
      switch list.verdict(on: principal, with: key, for: namespace, at: moment) {
      case .allowed: return .success(())
      case .refused(.unknownKey), .refused(.otherPrincipal): break
      case .refused(.otherNamespace):
        flaw = .notInForce(key: key.fingerprint, "it is not listed for the namespace `\(namespace)`")
      case .refused(.notYetValid(_, let from)):
        flaw = .notInForce(key: key.fingerprint, "it is valid from \(timestamp(epochSeconds: from)) on")
      case .refused(.expired(_, let until)):
        flaw = .notInForce(key: key.fingerprint, "it was valid until \(timestamp(epochSeconds: until))")
      }
    }
    return .failure(flaw)
  }
}
