internal import Dispatch
internal import Paths

/// Verifies OpenPGP signatures through `gpg`, by given keys alone and at a given moment.
///
/// Nothing of whoever runs it is seen: no keyring, no settings, no agent, no key server, no clock.
package struct GnuPGVerifier: Sendable {
  private let program: String
  private let folder: String?
  private let environment: [String: String]

  /// - Parameters:
  ///   - program: `gpg`, or what stands in for it.
  ///   - folder: Where relative paths begin; nil for the current folder.
  ///   - environment: The variables that the program is started with.
  package init(program: String, folder: String?, environment: [String: String]) {
    self.program = expandingHome(program, environment)
    self.folder = folder
    self.environment = environment.merging(["LC_ALL": "C"]) { $1 }
  }

  /// Why nothing can be said of a signature here.
  package enum Failure: Error, Hashable, Sendable {
    /// The program is not there.
    case programMissing(String)
    /// It could not be asked, or its answer is none; the reason as it may be shown.
    case notAsked(String)
  }

  /// How long one answer may take, in seconds.
  private static let patience = 60

  /// What is said of one signature.
  ///
  /// - Parameters:
  ///   - signature: One signature packet without its armor.
  ///   - keys: The public keys that may have made it, without their armor.
  ///   - moment: When the key has to be valid, in seconds since 1970.
  package func verdict(
    on signature: [UInt8], over bytes: [UInt8], by keys: [UInt8], at moment: Int
  ) throws(Failure) -> GnuPGVerdict {
    // OpenPGP's own dates end there; 0 would be the clock's time.
    guard moment > 0, moment < Int(UInt32.max) else { return .bad("its landing has no date that OpenPGP knows") }
    HeldSignals.hold()
    defer { HeldSignals.release() }
    do throws(SigningFailure) {
      return try verdict(on: signature, over: bytes, keys, moment)
    } catch {
      switch error {
      case .programMissing(let program): throw .programMissing(program)
      case .refused(let program, let words): throw .notAsked("`\(escaped(program))` said: \(words)")
      case .notTried(let reason): throw .notAsked(reason)
      case .noKey: throw .notAsked("there is no key")
      }
    }
  }

  /// Apart from holding the signals, so that the folder is gone before they arrive.
  private func verdict(
    on signature: [UInt8], over bytes: [UInt8], _ keys: [UInt8], _ moment: Int
  ) throws(SigningFailure) -> GnuPGVerdict {
    let home = try PrivateFolder(in: environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
    let keyFile = try home.store(keys, as: "keys")
    // A key that cannot be imported has signed nothing: the next answer tells.
    _ = try ask(["--import", keyFile], in: home, moment)
    let signatureFile = try home.store(signature, as: "signature")
    let byteFile = try home.store(bytes, as: "bytes")
    let answer = try ask(["--verify", signatureFile, byteFile], in: home, moment)
    guard let verdict = GnuPGVerdict(status: answer.output, hasSucceeded: answer.status == 0) else {
      throw .refused(program: program, words: SigningFailure.words(answer.errors))
    }
    return verdict
  }

  private func ask(
    _ question: [String], in home: borrowing PrivateFolder, _ moment: Int
  ) throws(SigningFailure) -> Program.Answer {
    let options = [
      "--homedir", home.path, "--no-options", "--batch", "--no-tty", "--quiet", "--no-autostart", "--disable-dirmngr",
      "--no-auto-key-retrieve", "--no-auto-check-trustdb", "--trust-model", "always", "--lock-never",
      "--no-random-seed-file", "--faked-system-time", "\(moment)!", "--status-fd", "1",
    ]
    let gpg = Program(
      name: program, arguments: options + question, environment: environment, folder: folder,
      timeLimit: .seconds(Self.patience))
    do throws(Program.Failure) {
      return try gpg.run()
    } catch {
      throw SigningFailure(error, of: program)
    }
  }
}
