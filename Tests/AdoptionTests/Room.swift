import Findings
import Foundation
import GitStore
import Paths
import Rules
import SlipwayKit
import Testing
import WorkflowModel

/// A repository of its own, made with the real git, whose clock stands still unless a test moves it.
final class Room {
  let folder: String
  private var day = 0
  static let start = 1_750_000_000

  init() throws {
    folder = NSTemporaryDirectory() + "adoption-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try git("init", "-q", "-b", "main")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Seconds since 1970; every commit takes a day.
  var now: Int { Self.start + day * 86_400 }

  private var environment: [String: String] {
    var environment = [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": folder, "TZ": "UTC",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    for role in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(role)_NAME"] = "Ines Falk"
      environment["GIT_\(role)_EMAIL"] = "ines@example.org"
      environment["GIT_\(role)_DATE"] = "@\(now) +0000"
    }
    return environment
  }

  func desk() throws -> Desk { try Desk(in: folder, environment: environment, now: now) }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    if process.terminationStatus != 0 { throw Failure(description: "git \(arguments): \(text)") }
    return text
  }

  func write(_ path: String, _ text: String) throws {
    let url = URL(filePath: folder + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Replaces a text that stands in a file once.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
    #expect(text.components(separatedBy: old).count == 2, "\(path) holds \(old) once")
    try write(path, text.replacingOccurrences(of: old, with: new))
  }

  /// Commits all that changed, a day after the last commit, and returns the commit.
  @discardableResult
  func commit(_ message: String = "Change") throws -> String {
    day += 1
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
    return try git("rev-parse", "HEAD")
  }

  /// Merges a branch as a landing of its own.
  @discardableResult
  func merge(_ branch: String) throws -> String {
    day += 1
    try git("merge", "-q", "--no-ff", "-m", "Merge \(branch)", branch)
    return try git("rev-parse", "HEAD")
  }

  /// Adopts Slipway with a workflow, as `init --adopt` does.
  func adopt(_ workflow: String) throws -> WriteOutcome.Written {
    day += 1
    var wanted = InitialPolicy(origin: .file(Self.source(workflow)))
    wanted.adopts = true
    let outcome = try desk().initialise(wanted)
    guard case .committed(let written) = outcome else { throw Failure(description: "\(outcome)") }
    // A command commits to the branch and brings the working tree along.
    #expect(try git("status", "--porcelain") == "")
    return written
  }

  static func source(_ workflow: String) -> SourceFile {
    SourceFile(path: RepositoryPath("schemas/workflow.yaml"), bytes: Array(workflow.utf8))
  }

  /// A policy from outside the repository.
  func policy(_ workflow: String) throws -> Policy {
    try desk().policy(
      workflow: Self.source(workflow),
      teams: SourceFile(
        path: RepositoryPath("schemas/teams.yaml"),
        bytes: Array(
          "people: {ines: {name: Ines Falk, emails: [ines@example.org]}}\nteams: {crew: [ines], hull: []}\n".utf8)),
      baseline: nil)
  }

  /// The transitions, newest first: `feature from -> to verdict rules`.
  func log(_ feature: String? = nil, standIn: Policy? = nil) throws -> [LoggedTransition] {
    var found: [LoggedTransition] = []
    var query = LogQuery()
    query.feature = feature
    try desk().log(query, standIn: standIn) { transition in
      found.append(transition)
      return true
    }
    return found
  }
}

extension LoggedTransition {
  var line: String {
    let rules = findings.map { " " + $0.rule.id }.joined()
    return "\(feature) \(from ?? "-") -> \(to ?? "-") \(verdict)\(rules)"
  }
}

extension Finding {
  /// `path:line:column severity rule`.
  var line: String {
    var place = "-"
    if let path { place = "\(path)" }
    if let source = self.place?.source, let start = self.place?.range.lowerBound {
      let head = source.bytes[..<start]
      let lineStart = head.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      place += ":\(head.count { $0 == UInt8(ascii: "\n") } + 1):\(start - lineStart + 1)"
    }
    return "\(place) \(severity) \(rule.id)"
  }
}

extension Judgement {
  var lines: [String] { findings.map(\.line) }
}
