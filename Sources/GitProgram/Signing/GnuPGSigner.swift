internal import Paths

/// Signs through GnuPG as git does where `gpg.format` is `openpgp` (`gpg`) or `x509` (`gpgsm`).
///
/// Git's `sign_buffer_gpg` (gpg-interface.c) is what this follows. A passphrase is the agent's affair, which needs
/// `GPG_TTY` to ask on a terminal.
package struct GnuPGSigner: Sendable {
  private let key: String
  private let program: String
  private let folder: String?
  private let environment: [String: String]

  /// - Parameters:
  ///   - key: `user.signingkey`, or the committer as `Name <email>`.
  ///   - program: `gpg`, `gpgsm`, or what stands in for it.
  ///   - folder: Where relative paths begin; nil for the current folder.
  ///   - environment: The variables that the program is started with.
  package init(key: String, program: String, folder: String?, environment: [String: String]) {
    self.key = key
    self.program = expandingHome(program, environment)
    self.folder = folder
    self.environment = environment
  }

  /// A detached signature in its armor.
  package func sign(_ bytes: [UInt8]) throws(SigningFailure) -> [UInt8] {
    HeldSignals.hold()
    defer { HeldSignals.release() }
    let signer = Program(
      name: program, arguments: ["--status-fd=2", "-bsau", key], environment: environment, folder: folder,
      input: .bytes(bytes), outputLimit: 1 << 20)
    let answer: Program.Answer
    do throws(Program.Failure) {
      answer = try signer.run()
    } catch {
      throw SigningFailure(error, of: program)
    }
    // It may have ended well without a signature.
    let isCreated = answer.errors.split(separator: UInt8(ascii: "\n")).contains {
      $0.starts(with: "[GNUPG:] SIG_CREATED ".utf8)
    }
    guard answer.status == 0, isCreated, !answer.output.isEmpty else {
      throw .refused(program: program, words: SigningFailure.words(answer.errors))
    }
    return withoutCarriageReturns(answer.output)
  }
}
