import Foundation

@testable import GitProgram

/// A home of its own, with programs run in it: no settings, keys or agents of whoever runs the tests are seen.
final class Workshop: Sendable {
  let home: String
  let temporary: String
  let environment: [String: String]

  init(_ variables: [String: String] = [:]) throws {
    // Short, as GnuPG's socket has to fit into 108 bytes.
    home = NSTemporaryDirectory() + "sign-" + UUID().uuidString.prefix(8)
    temporary = home + "/tmp"
    try FileManager.default.createDirectory(
      atPath: temporary, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let gnupg = home + "/gnupg"
    try FileManager.default.createDirectory(
      atPath: gnupg, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    environment = [
      "HOME": home, "TMPDIR": temporary, "GNUPGHOME": gnupg, "LC_ALL": "C",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ].merging(variables) { $1 }
  }

  deinit {
    if Self.find("gpgconf") != nil { _ = try? run("gpgconf", "--kill", "all") }
    try? FileManager.default.removeItem(atPath: home)
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a program that must succeed, and returns what it prints.
  @discardableResult
  func run(_ program: String, _ arguments: String..., input: [UInt8] = [], variables: [String: String] = [:]) throws
    -> String
  {
    // Foundation's own `Process` waits for whatever a program leaves running, such as an agent.
    let run = Program(
      name: program, arguments: arguments, environment: environment.merging(variables) { $1 }, folder: home,
      input: .bytes(input))
    let answer = try run.run()
    let text = String(decoding: answer.output, as: UTF8.self)
    if answer.status != 0 {
      throw Failure(description: "\(program) \(arguments): \(text)\(String(decoding: answer.errors, as: UTF8.self))")
    }
    return text
  }

  /// An agent that holds the key and ends with this.
  func startAgent(with key: String) throws -> Agent {
    let socket = home + "/agent"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ssh-agent", "-D", "-a", socket]
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let agent = Agent(process: process, socket: socket)
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) { usleep(10_000) }
    try run("ssh-add", "-q", key, variables: ["SSH_AUTH_SOCK": socket])
    return agent
  }

  final class Agent {
    private let process: Process
    let socket: String

    init(process: Process, socket: String) { (self.process, self.socket) = (process, socket) }

    // It was started with the other signals blocked, as threads of Swift's pool have them.
    deinit { kill(process.processIdentifier, SIGKILL) }
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws -> String {
    let path = home + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// Writes an executable shell script.
  @discardableResult
  func script(_ name: String, _ lines: String) throws -> String {
    try write(name, Array("#!/bin/sh\n\(lines)\n".utf8), mode: 0o700)
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: home + "/" + name, encoding: .utf8) }

  /// What lies in the folder for temporary files.
  func leftovers() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: temporary) }

  static func find(_ program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
