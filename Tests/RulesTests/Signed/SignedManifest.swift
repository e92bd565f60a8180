import Foundation
import Reading
import Rules
import SSHSignatures
import SignOffs
import TestSupport
import WorkflowModel

/// A manifest in its second pass, where Sue and Gus signed what leaving `trial` asks for, Gil waived its soak, and Sue and
/// Gus signed that `wide` is passed over: with keys of two types, made once by `ssh-keygen`.
struct SignedManifest: Sendable {
  static let shared = Result { try SignedManifest() }

  static let workflow = """
    workflow: w
    repository: 0123456789abcdef
    version: 1
    fields:
      audience: {type: array, items: {type: string}}
      notes: {type: object}
    stages:
      draft: {gate: {criteria: {tried: {says: Somebody tried it., evidence: link}}, sign-offs: [support]}}
      trial:
        back-to: [draft]
        gate:
          criteria: {works: {says: It works., evidence: text}, seen: {says: It was seen., evidence: link}}
          sign-offs: [support, growth]
          soak: 3 days
      wide: {optional: {skip-sign-offs: [support, growth]}, gate: {sign-offs: [support, growth]}}
      live: {gate: {sign-offs: [support, growth]}}
      done: {final: true}
    sign-offs: {strength: signed, normative: [title, owner, audience, notes]}
    waivers: {given-by: growth}

    """

  private static let bare = """
    # Written by hand: café, naïve.
    feature: export
    title: Export for the Café
    owner: ada
    stage: trial
    audience: [everybody, "sales \\u00e9quipe"]
    notes: {why: asked for, "größe": klein}

    gates:
      draft:
        criteria:
          tried: https://example.com/1   # by three people
        sign-offs:
          - {team: support, by: sue, on: 2026-01-02, covers: \(String(repeating: "0", count: 64))}
      trial:
        criteria:
          works: It does, très bien.
          seen: https://example.com/2
      wide:
        skipped: It is for the café alone.
    returned:
      - {from: trial, to: draft, because: feedback, by: ada, on: 2026-01-03}

    """

  static let moment = 1_800_000_000
  let policy: Policy
  let text: String
  let feature: Feature
  /// What was signed, with the statements that were.
  let records: [(statement: [UInt8], signed: String)]

  private init() throws {
    let keys = try Keys(of: ["sue": "ed25519", "gus": "ecdsa", "gil": "ed25519"])
    let plain = try TestSupport.policy(Self.workflow)
    let signers = sourceFile(keys.allowedSigners, at: "schemas/allowed_signers")
    policy = Policy(
      workflow: plain.workflow, teams: plain.teams, signers: readSigners(signers).model ?? .none, baseline: .none)
    let feature = try TestSupport.feature(Self.bare, by: policy)
    let day = Day("2026-01-05") ?? Day(number: 0)
    let until = Day("2099-12-31") ?? day
    func agreement(at gate: String, _ decision: Statement.Decision) -> Agreement {
      Statement(on: feature, gate: gate, decision: decision, by: plain.workflow).agreement
    }
    let leaving = agreement(at: "trial", .leave)
    let skipping = agreement(at: "wide", .skip(because: "It is for the café alone."))
    let waiving = agreement(at: "trial", .waive(.soak, until: until, because: "The fair is très proche."))
    let given = [
      (leaving, "support", "sue"), (leaving, "growth", "gus"), (skipping, "support", "sue"),
      (skipping, "growth", "gus"), (waiving, "growth", "gil"),
    ]
    records = try given.map { agreement, team, person in
      let statement = agreement.signedForm(by: person, for: team, on: day)
      return (statement, try keys.sign(statement, as: person))
    }
    let lines = zip(given, records).map { given, record in
      "team: \(given.1), by: \(given.2), on: \(day), covers: \(given.0.fingerprint), signed: \(record.signed)"
    }
    let waiver = "waives: soak, because: The fair is très proche., until: \(until), \(lines[4])"
    text = Self.bare.replacing(
      "      seen: https://example.com/2\n",
      with: "      seen: https://example.com/2\n    sign-offs:\n      - {\(lines[0])}\n      - {\(lines[1])}\n"
        + "    waived:\n      - {\(waiver)}\n"
    ).replacing("alone.\n", with: "alone.\n    sign-offs:\n      - {\(lines[2])}\n      - {\(lines[3])}\n")
    self.feature = try TestSupport.feature(text, by: policy)
  }
}

/// Keys in a folder that goes with them.
private final class Keys {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
  private(set) var allowedSigners = ""

  init(of people: KeyValuePairs<String, String>) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, type) in people {
      try keygen("-q", "-t", type, "-N", "", "-C", name, "-f", name)
      let line = try String(contentsOf: folder.appendingPathComponent(name + ".pub"), encoding: .utf8)
      allowedSigners += "\(name) \(line)"
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func sign(_ message: [UInt8], as name: String) throws -> String {
    let file = "message-\(UUID().uuidString)"
    try Data(message).write(to: folder.appendingPathComponent(file))
    try keygen("-q", "-Y", "sign", "-n", Agreement.namespace, "-f", name, file)
    return try SSHSignature(armored: Array(Data(contentsOf: folder.appendingPathComponent(file + ".sig")))).base64
  }

  private func keygen(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ssh-keygen"] + arguments
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Unreadable("ssh-keygen \(arguments.joined(separator: " "))") }
  }
}
