import Foundation
import Testing

/// Random histories, audited by `slipway audit` and by the second set of rules; and what `check --base` said before.
///
/// Then the same with objects that hold other bytes than their names promise.
///
/// `SLIPWAY_MODEL_SEED` and `SLIPWAY_MODEL_HISTORIES` work as in ``ModelTests``; each history is some thirty lines.
@Suite struct AuditModelTests {
  private static let python = Program.find("python3")

  @Test(.enabled(if: python != nil, "needs python3"))
  func theModelAgreesOnWholeHistories() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["SLIPWAY_MODEL_SEED"] ?? String(Int.random(in: 1...1_000_000))
    let histories = environment["SLIPWAY_MODEL_HISTORIES"]
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Model/audit.py").standardizedFileURL.path
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      Self.python ?? "python3",
      ["-B", script, Program.slipway, "--seed", seed, "--histories", histories ?? "1000"]
        + (histories == nil ? ["--seconds", "8"] : []),
      environment: ["PATH": environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"],
      folder: folder.path)
    // The seed is part of the last line.
    print(outcome.all, terminator: "")
    #expect(outcome.code == 0, "\(outcome.all)")
  }
}
