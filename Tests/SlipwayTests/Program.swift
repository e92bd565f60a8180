import Foundation

/// What a program printed, and how it ended.
struct Outcome: Equatable, Sendable {
  /// The exit code; 128 and the signal's number where a signal ended it.
  let code: Int32
  let outBytes: [UInt8]
  let errorBytes: [UInt8]

  var out: String { String(decoding: outBytes, as: UTF8.self) }
  var errors: String { String(decoding: errorBytes, as: UTF8.self) }
  /// Both streams, for tests that do not care which one says it.
  var all: String { out + errors }
  var line: String { out.trimmingCharacters(in: .whitespacesAndNewlines) }
}

struct Failure: Error, CustomStringConvertible {
  let description: String
}

/// Runs programs, each with exactly the environment that it is given.
enum Program {
  /// The `slipway` that was built together with these tests.
  static let slipway: String = {
    let beside = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let candidates = [beside, package.appendingPathComponent(".build/debug").standardizedFileURL]
    let paths = candidates.map { $0.appendingPathComponent("slipway").path }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "slipway"
  }()

  /// Where a program is found on the path; nil if it is not there.
  static func find(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static func run(
    _ path: String, _ arguments: [String], environment: [String: String], folder: String, input: [UInt8] = []
  ) throws -> Outcome {
    let scratch = try TemporaryFolder()
    let names = ["in", "out", "err"].map { scratch.path + "/" + $0 }
    for (name, bytes) in zip(names, [input, [], []]) {
      _ = FileManager.default.createFile(atPath: name, contents: Data(bytes))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle(forReadingAtPath: names[0])
    process.standardOutput = FileHandle(forWritingAtPath: names[1])
    process.standardError = FileHandle(forWritingAtPath: names[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: (process.terminationReason == .exit ? 0 : 128) + process.terminationStatus,
      outBytes: Array(FileManager.default.contents(atPath: names[1]) ?? Data()),
      errorBytes: Array(FileManager.default.contents(atPath: names[2]) ?? Data()))
  }
}

/// A folder that goes when its last owner goes.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "slipway-e2e-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Waits in a thread of its own, so that writers really run side by side on few cores.
func inThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: body)) }
  }
}
