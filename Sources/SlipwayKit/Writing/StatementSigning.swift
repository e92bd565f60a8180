internal import Findings
internal import GitProgram
internal import GitStore
internal import Paths
internal import SignOffs
internal import SSHSignatures
internal import WorkflowModel

extension Desk {
  /// The record of a person's sign-off, signed with their key where that is asked for or wished.
  ///
  /// A record that would not count is refused before anybody sees it.
  func record(
    by person: Teams.Person, for team: String, among signOffs: JudgedSignOffs, covering covered: [String],
    _ request: SignOffRequest
  ) throws -> SignOff {
    let nowhere = 0..<0
    let today = try today
    var signed: Located<String>?
    var key: SSHPublicKey?
    if request.isSigned || signOffs.asked == .signed {
      let bytes = signOffs.agreement.signedForm(by: person.handle, for: team, on: today)
      try request.show(StatementToSign(bytes: bytes, covered: covered))
      let signature = try signature(over: bytes)
      key = signature.key
      signed = Located(signature.base64, at: nowhere)
    } else if signOffs.asked == .authored {
      try requireAuthor(person)
    }
    let signOff = SignOff(
      team: Located(team, at: nowhere), by: Located(person.handle, at: nowhere), on: Located(today, at: nowhere),
      covers: Located(signOffs.agreement.fingerprint, at: nowhere), signed: signed, retracted: nil, range: nowhere)
    if signOffs.standing(of: signOff) == .void(.repeated) {
      throw Trouble(
        .usage, "`\(person.handle)` took back this very sign-off today, and its like does not count again",
        help: ["give it from tomorrow on, or when what it covers has changed"])
    }
    if let key { try refuse(signOff, signOffs.standing(of: signOff), with: key) }
    return signOff
  }

  /// Signs with the key that git signs with, through `ssh-keygen`.
  private func signature(over bytes: [UInt8]) throws -> SSHSignature {
    let signer = try sshSigner()
    let armored: [UInt8]
    do throws(SigningFailure) {
      armored = try signer.sign(bytes, namespace: Agreement.namespace)
    } catch {
      throw Trouble(error)
    }
    do throws(SSHFormatError) {
      return try SSHSignature(armored: armored)
    } catch {
      throw Trouble(.cannotJudge, "the signature that was made cannot be read: \(error)")
    }
  }

  private func refuse(_ signOff: SignOff, _ standing: SignOffStanding, with key: SSHPublicKey) throws {
    guard case .void(let reason) = standing else { return }
    let who = signOff.by.value
    guard case .flawed(let flaw) = reason else {
      throw Trouble(.usage, "the sign-off would not hold", help: ["`slipway check` tells more"])
    }
    let line = "\(who) namespaces=\"\(Agreement.namespace),git\" \(key)"
    switch flaw {
    case .notTheirKey:
      throw Trouble(
        .usage, "your key \(key.fingerprint) is not listed for `\(who)` in `\(PolicyFiles.signers)`",
        help: ["add the line `\(line)` there, in a landing of its own, with `version` raised by one"])
    case .notInForce(_, let why):
      throw Trouble(
        .usage, "your key \(key.fingerprint) does not count: \(why)",
        help: [
          "sign with another one: `git config user.signingkey PATH`",
          "or mend its line in `\(PolicyFiles.signers)`, in a landing of its own, with `version` raised by one",
        ])
    case .unreadable(let why), .invalid(let why):
      throw Trouble(.cannotJudge, "the signature that was made is not good: \(why)")
    }
  }

  /// A sign-off that must be authored is committed by its person.
  private func requireAuthor(_ person: Teams.Person) throws {
    let email = try repository.identity(for: .author, now: Int64(now)).email
    if person.has(email: email) { return }
    throw Trouble(
      .usage, "the sign-off must be committed by `\(person.handle)`, and git would commit it as \(escaped(email))",
      help: [
        "let \(person.name) run the command", "or sign it with their key: `--sign`, or `--export` on their machine",
      ])
  }
}
