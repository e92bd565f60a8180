internal import Paths
internal import Subprocess

#if canImport(Glibc)
  internal import Dispatch
  internal import Synchronization
#endif

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
    let outcome = Mutex<Result<Answer, Failure>?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      let result = await answer(arguments)
      outcome.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    guard let result = outcome.withLock({ $0 }) else { throw Failure(description: "git was not run") }
    return try result.get()
  }

  private func answer(_ arguments: [String]) async -> Result<Answer, Failure> {
    var started = environment
    started["GIT_DIR"] = gitFolder
    // What lies beside the objects must not tell another history than they do.
    started["GIT_NO_REPLACE_OBJECTS"] = "1"
    started["GIT_GRAFT_FILE"] = "/dev/null"
    // What git says to people is read by nobody here, and its translations would not be told apart.
    started["LC_ALL"] = "C"
    let named = Dictionary(uniqueKeysWithValues: started.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    do {
      let result = try await Subprocess.run(
        .name("git"), arguments: Arguments(["-c", "core.commitGraph=false"] + arguments),
        environment: .custom(named),
        input: .none,
        output: .bytes(limit: Self.limit), error: .bytes(limit: 65_536))
      guard case .exited(let status) = result.terminationStatus else {
        return .failure(Failure(description: "git \(arguments.first ?? "") was ended by a signal"))
      }
      return .success(Answer(status: status, output: result.standardOutput, remarks: escaped(result.standardError)))
    } catch {
      return .failure(Failure(description: "git could not be run: \(escaped("\(error)"))"))
    }
  }
}
