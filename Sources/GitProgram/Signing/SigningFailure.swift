internal import Paths

/// Why there is no signature.
package enum SigningFailure: Error, Hashable, Sendable {
  /// `user.signingkey` is not set, and nothing else names a key.
  case noKey
  /// The program is not there.
  case programMissing(String)
  /// The program made no signature; `words` are its own, as they may be shown.
  case refused(program: String, words: String)
  /// What has to be around it failed: a temporary file, or the start of the program.
  case notTried(String)

  /// What a program's standard error tells people, on one line.
  static func words(_ errors: [UInt8]) -> String {
    let lines = errors.split(separator: UInt8(ascii: "\n")).map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
    // Lines with this mark are for programs to read.
    let spoken = lines.filter { !$0.isEmpty && !$0.starts(with: "[GNUPG:]".utf8) }
    return spoken.isEmpty ? "it does not say why" : spoken.map { escaped($0) }.joined(separator: "; ")
  }

  init(_ failure: Program.Failure, of program: String) {
    self =
      switch failure {
      case .missing: .programMissing(program)
      case .signal: .refused(program: program, words: "it was ended by a signal")
      case .other(let reason): .notTried("`\(escaped(program))` could not be run: \(escaped(reason))")
      }
  }
}
