import Foundation

/// SSH keys of the people in these tests, made once.
struct Keyring: Sendable {
  static let shared = Result { try Keyring() }

  private let folder: TemporaryFolder

  private init() throws {
    folder = try TemporaryFolder()
    for name in ["ada", "sam", "gina", "eve", "sam-new"] {
      let made = try Program.run(
        Program.find("ssh-keygen") ?? "ssh-keygen",
        ["-q", "-t", name == "gina" ? "ecdsa" : "ed25519", "-N", "", "-C", name, "-f", folder.path + "/" + name],
        environment: [:], folder: folder.path)
      if made.code != 0 { throw Failure(description: made.all) }
    }
  }

  func path(_ name: String) -> String { folder.path + "/" + name }

  /// The public key without its comment.
  func line(_ name: String) throws -> String {
    let text = try String(contentsOfFile: path(name) + ".pub", encoding: .utf8)
    return text.split(separator: " ").prefix(2).joined(separator: " ")
  }

  /// `allowed_signers` for these people, each by the key of their name.
  func signers(_ names: String..., options: String = "") throws -> String {
    try names.map { "\($0) \(options.isEmpty ? "" : options + " ")\(try line($0))\n" }.joined()
  }
}

extension Project {
  /// Somebody's git, which signs with the key of that name.
  func signing(as person: Person, key: String? = nil) throws -> Project {
    let name = key ?? String(person.email.prefix { $0 != "@" })
    return by(person).with([
      "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "user.signingkey",
      "GIT_CONFIG_VALUE_0": try Keyring.shared.get().path(name), "GIT_CONFIG_KEY_1": "gpg.format",
      "GIT_CONFIG_VALUE_1": "ssh",
    ])
  }

  /// The trial policy at another strength, with the keys of Ada, Sam and Gina.
  static func trial(strength: String, landing: String = "merge", signers: String? = nil, more: String = "") throws
    -> Project
  {
    let project = try trial { project in
      try project.edit("schemas/workflow.yaml", "strength: named", "strength: \(strength)")
      try project.edit("schemas/workflow.yaml", "landing: merge", "landing: \(landing)")
      try project.edit("schemas/workflow.yaml", "hops: one\n", "hops: one\n\(more)")
      try project.write("schemas/allowed_signers", signers ?? Keyring.shared.get().signers("ada", "sam", "gina"))
    }
    try project.begin("export")
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    return project.on(day: 2)
  }

  /// Moves `export` to `test` on a branch, by hand, and goes back to `main`.
  func moveOnBranch(_ name: String = "work") throws {
    try git("checkout", "-q", "-B", name)
    try edit("features/export.yaml", "stage: draft", "stage: test")
    try commit("Move on")
    try git("checkout", "-q", "main")
  }

  /// Replaces a part of the manifest by the first match of a pattern.
  func replace(_ pattern: String, with text: String, in path: String = "features/export.yaml") throws {
    let old = try read(path)
    let new = old.replacingOccurrences(of: pattern, with: text, options: .regularExpression)
    if new == old { throw Failure(description: "\(path) has no \(pattern):\n\(old)") }
    try write(path, new)
  }
}
