import Foundation

/// OpenPGP keys of people in a test, each in a home of its own; agents and homes go with this.
final class OpenPGPKeyring: Sendable {
  static let isInstalled: Bool = {
    if Program.find("gpg") != nil { return true }
    print("Skipped: commits signed with OpenPGP, as gpg is not installed")
    return false
  }()

  private let folder: String
  private let fingerprints: [String: String]

  /// - Parameter names: Of the keys; what stands behind a hyphen tells two of one person's apart, and `brief` is valid
  ///   until the middle of day 3.
  init(_ names: String...) throws {
    // Short, as GnuPG's socket has to fit into 108 bytes.
    folder = NSTemporaryDirectory() + "pgp-" + UUID().uuidString.prefix(8)
    var fingerprints: [String: String] = [:]
    for name in names {
      let home = folder + "/" + name
      try Self.makeFolder(home)
      let script = """
        #!/bin/sh
        exec gpg --homedir '\(home)' --batch --quiet --passphrase '' --faked-system-time "$FAKED_TIME!" "$@"

        """
      try Data(script.utf8).write(to: URL(fileURLWithPath: home + "/gpg"))
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: home + "/gpg")
      let person = "\(name) <\(name.prefix { $0 != "-" })@example.org>"
      let expiry = name.hasSuffix("brief") ? "seconds=\(4 * 86_400 + 43_200)" : "never"
      try Self.run(home, "--quick-generate-key", person, "ed25519", "sign", expiry)
      let listing = try Self.run(home, "--with-colons", "--list-keys")
      let line = listing.split(separator: "\n").first { $0.hasPrefix("fpr:") }
      fingerprints[name] = line?.split(separator: ":").last.map(String.init)
    }
    self.fingerprints = fingerprints
  }

  deinit {
    for name in fingerprints.keys {
      _ = try? Program.run(
        Program.find("gpgconf") ?? "gpgconf", ["--homedir", home(name), "--kill", "all"],
        environment: ["PATH": Self.path], folder: "/")
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  func fingerprint(_ name: String) -> String { fingerprints[name] ?? "" }

  func home(_ name: String) -> String { folder + "/" + name }

  /// The text of `openpgp-keys.asc` with these keys.
  func publicKeys(_ names: String...) throws -> String {
    try names.map { try Self.run(home($0), "--armor", "--export") }.joined()
  }

  /// A public key with its revocation.
  func revokedKey(_ name: String) throws -> String {
    let other = folder + "/" + name + "-revoked"
    try Self.makeFolder(other)
    let revocation = try String(
      contentsOfFile: "\(home(name))/openpgp-revocs.d/\(fingerprint(name)).rev", encoding: .utf8)
    // GnuPG puts a colon there, so that nobody imports it by mistake.
    let text = try publicKeys(name) + revocation.replacing(":-----BEGIN", with: "-----BEGIN")
    try Data(text.utf8).write(to: URL(fileURLWithPath: other + "/all"))
    try Self.run(home(name), "--homedir", other, "--no-autostart", "--import", other + "/all")
    return try Self.run(home(name), "--homedir", other, "--armor", "--export")
  }

  private static let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

  private static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Runs GnuPG the day before the scenario begins.
  @discardableResult
  private static func run(_ home: String, _ arguments: String...) throws -> String {
    let environment = ["PATH": path, "HOME": home, "FAKED_TIME": "\(Project.beginning - 86_400)"]
    let outcome = try Program.run(home + "/gpg", arguments, environment: environment, folder: home)
    if outcome.code != 0 { throw Failure(description: outcome.all) }
    return outcome.out
  }
}

extension Project {
  /// Somebody's git, which signs with an OpenPGP key, on the project's day.
  func signing(as person: Person, with key: String, of keyring: OpenPGPKeyring) -> Project {
    by(person).with([
      "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "gpg.program", "GIT_CONFIG_VALUE_0": keyring.home(key) + "/gpg",
      "GIT_CONFIG_KEY_1": "user.signingkey", "GIT_CONFIG_VALUE_1": keyring.fingerprint(key),
      "FAKED_TIME": "\(Self.beginning + (day ?? 0) * 86_400)",
    ])
  }
}
