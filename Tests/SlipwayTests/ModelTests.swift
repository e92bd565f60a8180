import Foundation
import Testing

/// Random pull requests, judged by `slipway check` and by a second set of rules that was written from DESIGN.md alone.
///
/// `SLIPWAY_MODEL_SEED` and `SLIPWAY_MODEL_HISTORIES` repeat a run or make it as long as one likes; each history holds
/// about thirty pull requests, half of them illegal.
@Suite struct ModelTests {
  private static let python = Program.find("python3")

  @Test(.enabled(if: python != nil, "needs python3"))
  func theModelAgrees() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["SLIPWAY_MODEL_SEED"] ?? String(Int.random(in: 1...1_000_000))
    let histories = environment["SLIPWAY_MODEL_HISTORIES"]
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Model/model.py").standardizedFileURL.path
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      Self.python ?? "python3",
      ["-B", script, Program.slipway, "--seed", seed, "--batch", "2", "--histories", histories ?? "1000"]
        + (histories == nil ? ["--seconds", "8"] : []),
      environment: ["PATH": environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"],
      folder: folder.path)
    // The seed is part of the last line.
    print(outcome.all, terminator: "")
    #expect(outcome.code == 0, "\(outcome.all)")
  }
}
