import Foundation
import GitStore
import Paths

/// A folder of its own with a repository in it, and the real git to look at it with.
///
/// Neither git nor libgit2 sees the settings of whoever runs the tests; persons and dates are fixed.
final class Sandbox: Sendable {
  let folder: String
  let environment: [String: String]

  static let isolated: Bool = {
    // Without this, libgit2 would look for attributes and safe folders in the home of whoever runs the tests.
    (try? Library.searchOnly(in: "/nonexistent")) != nil
  }()

  init(_ arguments: String..., variables: [String: String] = [:]) throws {
    _ = Self.isolated
    folder = NSTemporaryDirectory() + "gitstore-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    environment = [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": folder,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TZ": "UTC",
      "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "@1700000000 +0100",
      "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
      "GIT_COMMITTER_DATE": "@1700000000 +0100",
    ].merging(variables) { $1 }
    if arguments.first != "none" { try git(["init", "-q", "-b", "main"] + arguments) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  @discardableResult
  func git(_ arguments: [String], input: [UInt8]? = nil) throws -> String {
    String(decoding: try run("git", arguments, input: input), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @discardableResult
  func git(_ arguments: String..., input: [UInt8]? = nil) throws -> String { try git(arguments, input: input) }

  func run(_ program: String, _ arguments: [String], input: [UInt8]? = nil) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let name = "\(folder).\(UUID().uuidString)"
    defer { for end in [".in", ".out", ".err"] { try? FileManager.default.removeItem(atPath: name + end) } }
    _ = FileManager.default.createFile(atPath: name + ".out", contents: nil)
    _ = FileManager.default.createFile(atPath: name + ".err", contents: nil)
    _ = FileManager.default.createFile(atPath: name + ".in", contents: Data(input ?? []))
    process.standardInput = FileHandle(forReadingAtPath: name + ".in")
    process.standardOutput = FileHandle(forWritingAtPath: name + ".out")
    process.standardError = FileHandle(forWritingAtPath: name + ".err")
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      let error = FileManager.default.contents(atPath: name + ".err") ?? Data()
      throw Failure(description: "\(program) \(arguments): \(String(decoding: error, as: UTF8.self))")
    }
    return Array(FileManager.default.contents(atPath: name + ".out") ?? Data())
  }

  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: folder + "/" + path).map { String(decoding: $0, as: UTF8.self) }
  }

  func open(_ more: [String: String] = [:]) throws -> Repository {
    try Repository.open(startingAt: folder, environment: environment.merging(more) { $1 })
  }

  /// Commits all files given and returns the commit.
  @discardableResult
  func commit(_ files: [String: String], _ message: String = "Change") throws -> ObjectID {
    for (path, text) in files { try write(path, text) }
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
    return try id("HEAD")
  }

  func id(_ revision: String) throws -> ObjectID {
    guard let id = ObjectID(hex: try git("rev-parse", revision)) else { throw Failure(description: revision) }
    return id
  }

  /// Stores a raw object without git's checks.
  func store(_ bytes: [UInt8], as type: String) throws -> ObjectID {
    let name = try git("hash-object", "-w", "-t", type, "--literally", "--stdin", input: bytes)
    guard let id = ObjectID(hex: name) else { throw Failure(description: name) }
    return id
  }

  /// Stores a tree of raw lines without git's checks.
  func storeTree(_ entries: [(mode: String, name: String, id: ObjectID)]) throws -> ObjectID {
    try store(entries.flatMap { Array("\($0.mode) \($0.name)".utf8) + [0] + $0.id.bytes }, as: "tree")
  }
}

extension Repository {
  /// A plan for one file on the branch HEAD is on.
  func plan(_ path: String, _ text: String?, mode: UInt32? = nil, patience: Int = 1_000) throws -> CommitPlan {
    let (reference, parent): (String, ObjectID?) =
      switch try head {
      case .branch(let reference, let commit): (reference, commit)
      case .unborn(let reference): (reference, nil)
      case .detached(let commit): ("refs/heads/main", commit)
      }
    return CommitPlan(
      reference: reference, expectedParent: parent,
      changes: [FileChange(path: RepositoryPath(path), content: text.map { Array($0.utf8) }, mode: mode)],
      message: "Change \(path)\n".utf8, author: try identity(for: .author, now: 1_700_000_000),
      committer: try identity(for: .committer, now: 1_700_000_000), reflogMessage: "commit: Change \(path)",
      patience: patience)
  }
}

/// The kind of error that `body` throws; nil if it throws none of ours.
func kind(_ body: () throws -> Void) -> GitError.Kind? {
  do {
    try body()
    return nil
  } catch {
    return (error as? GitError)?.kind
  }
}
