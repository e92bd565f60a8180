import Foundation
import SSHSignatures

/// OpenSSH's own program, in a folder that goes with it.
final class Keygen: Sendable {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "ssh-signatures-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a shell script in the folder, in UTC unless another zone is given; what it printed.
  @discardableResult
  func shell(_ script: String, zone: String = "UTC0") throws -> String {
    let (name, output) = ("script-" + UUID().uuidString, folder + "/output-" + UUID().uuidString)
    write(script.utf8, to: name)
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [name]
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder, "TZ": zone,
      "LC_ALL": "C",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Failure(description: "\(script)\n\(text)") }
    return text
  }

  func write(_ bytes: some Sequence<UInt8>, to name: String) {
    _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: Data(bytes))
  }

  func read(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
  }

  // MARK: Keys and signatures

  /// Makes a key, such as `ed25519` or `rsa -b 2048`; the name of its file.
  func makeKey(_ type: String) throws -> String {
    let name = "key-" + UUID().uuidString
    try shell("ssh-keygen -q -t \(type) -N '' -C 'a comment' -f \(name)")
    return name
  }

  func publicKey(_ name: String) throws -> SSHPublicKey { try SSHPublicKey(line: try read(name + ".pub")) }

  /// The text that `ssh-keygen -Y sign` writes.
  func sign(_ message: [UInt8], with key: String, namespace: String, hash: String = "sha512") throws -> [UInt8] {
    let name = "message-" + UUID().uuidString
    write(message, to: name)
    try shell("ssh-keygen -q -Y sign -f \(key) -n '\(namespace)' -O hashalg=\(hash) \(name) 2>/dev/null")
    return try read(name + ".sig")
  }

  /// Whether `ssh-keygen -Y check-novalidate` takes each of these texts for a signature of the message.
  ///
  /// One shell runs them all, as starting one is dearer than what it starts.
  func accepts(_ signatures: [[UInt8]], of message: [UInt8], namespace: String) throws -> [Bool] {
    let batch = "batch-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder + "/" + batch, withIntermediateDirectories: true)
    write(message, to: batch + "/message")
    for (index, signature) in signatures.enumerated() { write(signature, to: "\(batch)/\(index)") }
    let codes = try shell(
      """
      cd \(batch); i=0; while [ $i -lt \(signatures.count) ]; do
      ssh-keygen -Y check-novalidate -n '\(namespace)' -s $i <message >/dev/null 2>&1; echo $?; i=$((i+1)); done
      """)
    return codes.split(separator: "\n").map { $0 == "0" }
  }
}

/// What this library says of a text: nil where it leaves the answer to `ssh-keygen`.
func accepts(_ armored: [UInt8], of message: [UInt8], namespace: String) -> Bool? {
  guard let signature = try? SSHSignature(armored: armored) else { return false }
  return switch signature.verify(message: message, namespace: namespace) {
  case .valid: true
  case .invalid: false
  case .unsupported: nil
  }
}
