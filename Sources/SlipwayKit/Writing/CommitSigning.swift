package import GitProgram
internal import GitStore
internal import Paths

extension Desk {
  /// A signature over a commit as git would make it for the committer; nil where `commit.gpgsign` does not ask for one.
  ///
  /// Nothing is signed for a `user.signingkey` alone.
  func signature(over commit: () throws -> [UInt8], by committer: Stamp) throws -> CommitSignature? {
    guard try repository.flag("commit.gpgsign") == true else { return nil }
    // What is wrong with the settings is told before anything is stored.
    let sign = try commitSigner(for: committer)
    let bytes = try commit()
    do throws(SigningFailure) {
      return CommitSignature(over: bytes, armor: try sign(bytes))
    } catch {
      throw Trouble(error, help: ["to commit without a signature here: `git config commit.gpgsign false`"])
    }
  }

  /// What signs with the user's SSH key, whatever `gpg.format` says.
  package func sshSigner() throws -> SSHSigner {
    SSHSigner(
      key: try repository.setting("user.signingkey"),
      defaultKeyCommand: try repository.setting("gpg.ssh.defaultkeycommand"),
      program: try repository.setting("gpg.ssh.program"), folder: repository.signingFolder,
      environment: repository.environment)
  }

  private func commitSigner(for committer: Stamp) throws -> ([UInt8]) throws(SigningFailure) -> [UInt8] {
    switch try repository.setting("gpg.format") {
    case "ssh":
      let signer = try sshSigner()
      return { bytes throws(SigningFailure) in try signer.sign(bytes, namespace: "git") }
    case nil, "openpgp":
      return try gnuPGSigner(repository.openPGPProgram, for: committer).sign
    case "x509":
      return try gnuPGSigner(repository.setting("gpg.x509.program") ?? "gpgsm", for: committer).sign
    case let other?:
      throw Trouble(
        .usage, "`gpg.format` is `\(escaped(other))`, which is no kind of signature",
        help: ["set one: `git config gpg.format ssh`, or `openpgp` or `x509`"])
    }
  }

  private func gnuPGSigner(_ program: String, for committer: Stamp) throws -> GnuPGSigner {
    let person = committer.name + Array(" <".utf8) + committer.email + Array(">".utf8)
    return GnuPGSigner(
      key: try repository.setting("user.signingkey") ?? String(decoding: person, as: UTF8.self), program: program,
      folder: repository.signingFolder, environment: repository.environment)
  }
}

extension Trouble {
  /// Why nothing could be signed, and how to go on.
  ///
  /// - Parameter help: What else may help.
  package init(_ failure: SigningFailure, help: [String] = []) {
    switch failure {
    case .noKey:
      self.init(
        .usage, "there is no key to sign with: `user.signingkey` is not set",
        help: ["name yours: `git config --global user.signingkey ~/.ssh/id_ed25519.pub`"] + help)
    case .programMissing(let program):
      self.init(
        .cannotJudge, "there is no program `\(escaped(program))` to sign with",
        help: ["install it, or mend what git's settings `user.signingkey` and `gpg.*` say"] + help)
    case .refused(let program, let words):
      self.init(.cannotJudge, "`\(escaped(program))` did not sign: \(words)", help: help)
    case .notTried(let reason):
      self.init(.cannotJudge, "nothing was signed: \(reason)", help: help)
    }
  }
}
