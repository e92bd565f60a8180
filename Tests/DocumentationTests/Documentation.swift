import Foundation

/// The repository's own documents, as they stand in this checkout.
enum Documentation {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The fenced blocks with exactly this info string.
  static func blocks(_ info: String, in path: String) throws -> [String] {
    var blocks: [String] = []
    var open: [String]?
    for line in try text(path).split(separator: "\n", omittingEmptySubsequences: false) {
      if let block = open {
        if line == "```" {
          blocks.append(block.joined(separator: "\n") + "\n")
          open = nil
        } else {
          open = block + [String(line)]
        }
      } else if line == "```\(info)" {
        open = []
      }
    }
    return blocks
  }

  /// Whether golden texts are to be written anew.
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
}

/// What a command printed, both streams together, and its exit code.
struct Answer {
  let output: String
  let code: Int32
}

/// Runs a shell line as somebody whom git knows, and who has no configuration of their own.
func shell(_ line: String, in folder: URL, _ variables: [String: String] = [:]) throws -> Answer {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/bash")
  process.arguments = ["-c", line]
  process.currentDirectoryURL = folder
  var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT") }
  environment["PATH"] = products.path() + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
  environment["HOME"] = folder.path()
  environment["GIT_CONFIG_NOSYSTEM"] = "1"
  environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
  environment["NO_COLOR"] = "1"
  for role in ["AUTHOR", "COMMITTER"] {
    environment["GIT_\(role)_NAME"] = "Maya Ortiz"
    environment["GIT_\(role)_EMAIL"] = "maya@example.com"
  }
  process.environment = environment.merging(variables) { $1 }
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return Answer(output: String(decoding: output, as: UTF8.self), code: process.terminationStatus)
}

/// The folder that the build puts its products into: the test runner is one of them.
let products = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()

/// Runs `body` in a folder of its own, which is removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-docs-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
