internal import Dispatch
internal import Subprocess
internal import Synchronization

/// A program that is run once, without a shell, and waited for.
struct Program {
  enum Input {
    case nothing
    /// What this process itself reads: a program that asks for a passphrase looks whether it is a terminal.
    case inherited
    case bytes([UInt8])
  }

  struct Answer {
    let status: Int32
    let output: [UInt8]
    let errors: [UInt8]
  }

  enum Failure: Error {
    case missing
    /// It ended the program, or this process was asked to end while it ran.
    case signal
    case other(String)
  }

  /// A name to be found on the `PATH` of its environment, or a path.
  let name: String
  var arguments: [String]
  let environment: [String: String]
  /// Where it runs; nil for where this process does.
  var folder: String?
  var input = Input.nothing
  /// The most that is read of its standard output, in bytes.
  var outputLimit = 64 * 1024
  /// How long it may run; nil for as long as it likes, as where somebody types a passphrase.
  var timeLimit: DispatchTimeInterval?

  /// The most that is read of its standard error, in bytes.
  private static let errorLimit = 64 * 1024

  /// Runs it and waits until it ends.
  ///
  /// This blocks, and Subprocess needs a thread of Swift's pool meanwhile: not to be called on all of them at once.
  func run() throws(Failure) -> Answer {
    let outcome = Mutex<Result<Answer, Failure>?>(nil)
    let done = DispatchSemaphore(value: 0)
    let task = Task.detached {
      let result = await answer()
      outcome.withLock { $0 = result }
      done.signal()
    }
    let deadline = timeLimit.map { DispatchTime.now() + $0 } ?? .distantFuture
    while done.wait(timeout: .now() + .milliseconds(20)) == .timedOut {
      if HeldSignals.hasCaught { throw .signal }
      if DispatchTime.now() > deadline {
        // Subprocess ends what it waits for with it.
        task.cancel()
        done.wait()
        throw .other("it took too long")
      }
    }
    guard let result = outcome.withLock({ $0 }) else { throw .other("it was not run") }
    return try result.get()
  }

  private func answer() async -> Result<Answer, Failure> {
    switch input {
    case .nothing: await answer(reading: .none) { _ in }
    case .inherited: await answer(reading: .currentStandardInput) { _ in }
    case .bytes(let bytes):
      await answer(reading: .inputWriter) { execution in
        // A program that ends before it has read everything says why in its own words.
        _ = try? await execution.standardInputWriter.write(bytes)
      }
    }
  }

  private func answer<Input: InputProtocol>(
    reading input: Input, _ feed: (Execution<Input, BytesOutput, BytesOutput>) async throws -> Void
  ) async -> Result<Answer, Failure> {
    let named = Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    do {
      let result = try await Subprocess.run(
        name.contains("/") ? .path(path(name)) : .name(name), arguments: Arguments(arguments),
        environment: .custom(named), workingDirectory: folder.map { path($0) }, input: input,
        output: .bytes(limit: outputLimit), error: .bytes(limit: Self.errorLimit), body: feed)
      guard case .exited(let status) = result.terminationStatus else { return .failure(.signal) }
      return .success(Answer(status: status, output: result.standardOutput, errors: result.standardError))
    } catch {
      let isMissing = (error as? SubprocessError)?.code == .executableNotFound
      return .failure(isMissing ? .missing : .other("\(error)"))
    }
  }
}

/// A path of the type that Subprocess takes, whose module is its own affair.
private func path<Path: ExpressibleByStringLiteral>(_ text: String) -> Path where Path.StringLiteralType == String {
  Path(stringLiteral: text)
}
