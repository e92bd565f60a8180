internal import Paths

/// The `git` program, run in one repository.
package struct GitProgram: Sendable {
  private let gitFolder: String
  private let environment: [String: String]

  /// - Parameters:
  ///   - gitFolder: The repository's `.git` folder.
  ///   - environment: The variables that git is started with; those of a server hook's quarantine must be among them.
  package init(gitFolder: String, environment: [String: String]) {
    self.gitFolder = gitFolder
    self.environment = environment
  }

  /// What git answered.
  package struct Answer: Sendable {
    package let status: Int32
    package let output: [UInt8]
    /// What it said on standard error, as it may be shown.
    package let remarks: String
  }

  /// Why git gave no answer.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The most that is read of one answer, in bytes.
  private static let limit = 64 * 1024 * 1024

  /// Runs git without a shell and waits for it.
  ///
  /// Throws where it cannot be started, is ended by a signal, or says more than 64 MiB.
  package func run(_ arguments: [String]) throws(Failure) -> Answer {
    var started = environment
    started["GIT_DIR"] = gitFolder
    // What lies beside the objects must not tell another history than they do.
    started["GIT_NO_REPLACE_OBJECTS"] = "1"
    started["GIT_GRAFT_FILE"] = "/dev/null"
    // What git says to people is read by nobody here, and its translations would not be told apart.
    started["LC_ALL"] = "C"
    let git = Program(
      name: "git", arguments: ["-c", "core.commitGraph=false"] + arguments, environment: started,
      outputLimit: Self.limit)
    do throws(Program.Failure) {
      let answer = try git.run()
      return Answer(status: answer.status, output: answer.output, remarks: escaped(answer.errors))
    } catch {
      switch error {
      case .missing: throw Failure(description: "git could not be run: there is no `git` on the PATH")
      case .signal: throw Failure(description: "git \(arguments.first ?? "") was ended by a signal")
      case .other(let reason): throw Failure(description: "git could not be run: \(escaped(reason))")
      }
    }
  }
}
