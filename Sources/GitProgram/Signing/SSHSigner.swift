internal import Paths

/// Signs with an SSH key as git does where `gpg.format` is `ssh`: through `ssh-keygen -Y sign`.
///
/// Git's `sign_buffer_ssh` (gpg-interface.c) is what this follows. A key with a passphrase is asked for on the terminal,
/// or by what `SSH_ASKPASS` names; an agent is asked where `SSH_AUTH_SOCK` leads to one.
package struct SSHSigner: Sendable {
  private let key: String?
  private let defaultKeyCommand: String?
  private let program: String
  private let folder: String?
  private let environment: [String: String]

  /// - Parameters:
  ///   - key: `user.signingkey`: a file with a private key, or with a public one that the agent or a file beside it has
  ///     the private one of; or the public key itself, as `key::…` or `ssh-…`.
  ///   - defaultKeyCommand: `gpg.ssh.defaultKeyCommand`, which prints a public key as `key::…` or `ssh-…`; asked where
  ///     `key` is nil.
  ///   - program: `gpg.ssh.program`; nil for `ssh-keygen`.
  ///   - folder: Where relative paths begin; nil for the current folder.
  ///   - environment: The variables that the programs are started with.
  package init(
    key: String?, defaultKeyCommand: String? = nil, program: String? = nil, folder: String?,
    environment: [String: String]
  ) {
    self.key = key
    self.defaultKeyCommand = defaultKeyCommand
    self.program = expandingHome(program ?? "ssh-keygen", environment)
    self.folder = folder
    self.environment = environment
  }

  /// The most that is read of a signature, in bytes.
  private static let limit = 1 << 20

  /// An SSH signature in its armor (PROTOCOL.sshsig), the last line end included.
  ///
  /// - Parameter namespace: What the signature is for; git's own is `git`.
  package func sign(_ bytes: [UInt8], namespace: String) throws(SigningFailure) -> [UInt8] {
    HeldSignals.hold()
    defer { HeldSignals.release() }
    let key = try chosenKey()
    return try sign(bytes, namespace, key)
  }

  /// Apart from holding the signals, so that the folder is gone before they arrive.
  private func sign(_ bytes: [UInt8], _ namespace: String, _ key: String) throws(SigningFailure) -> [UInt8] {
    let scratch = try PrivateFolder(in: environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
    var options: [String] = []
    let keyFile: String
    if let literal = literalKey(key) {
      keyFile = try scratch.store(Array(literal.utf8), as: "key")
      options = ["-U"]
    } else {
      keyFile = expandingHome(key, environment)
    }
    let buffer = try scratch.store(bytes, as: "buffer")
    let signer = Program(
      name: program, arguments: ["-Y", "sign", "-n", namespace, "-f", keyFile] + options + [buffer],
      environment: environment, folder: folder, input: .inherited)
    let answer: Program.Answer
    do throws(Program.Failure) {
      answer = try signer.run()
    } catch {
      throw SigningFailure(error, of: program)
    }
    guard answer.status == 0, let signature = scratch.content(of: "buffer.sig", atMost: Self.limit), !signature.isEmpty
    else { throw .refused(program: program, words: SigningFailure.words(answer.errors)) }
    return withoutCarriageReturns(signature)
  }

  private func chosenKey() throws(SigningFailure) -> String {
    if let key, !key.isEmpty { return key }
    guard key == nil, let defaultKeyCommand else { throw .noKey }
    let setting = "gpg.ssh.defaultKeyCommand"
    guard let words = commandWords(defaultKeyCommand), let name = words.first else {
      throw .refused(program: setting, words: "its quotes or backslashes are not complete")
    }
    let command = Program(
      name: name, arguments: Array(words.dropFirst()), environment: environment, folder: folder, input: .inherited,
      outputLimit: Self.limit)
    let answer: Program.Answer
    do throws(Program.Failure) {
      answer = try command.run()
    } catch {
      throw SigningFailure(error, of: name)
    }
    if answer.status != 0 { throw .refused(program: setting, words: SigningFailure.words(answer.errors)) }
    let first = String(decoding: answer.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard literalKey(first) != nil else {
      throw .refused(program: setting, words: "it printed no key that begins with `key::` or `ssh-`")
    }
    return first
  }

  /// The public key that stands for itself; nil for a file's path.
  private func literalKey(_ key: String) -> String? {
    if key.hasPrefix("key::") { return String(key.dropFirst("key::".count)) }
    return key.hasPrefix("ssh-") ? key : nil
  }
}

/// A path that may begin with `~/`.
func expandingHome(_ path: String, _ environment: [String: String]) -> String {
  guard path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
  return home + path.dropFirst()
}

/// As a program on Windows would not write them.
func withoutCarriageReturns(_ signature: [UInt8]) -> [UInt8] {
  signature.indices.filter { position in
    signature[position] != UInt8(ascii: "\r") || position + 1 == signature.count
      || signature[position + 1] != UInt8(ascii: "\n")
  }.map { signature[$0] }
}
