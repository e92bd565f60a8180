import Foundation
import GitProgram
import Testing

extension ProgramTests {
  @Suite struct GitProgramTests {
    @Test func answersAndRefusals() throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: "git-program-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path()]
      let git = GitProgram(gitFolder: folder.appending(path: ".git").path(), environment: variables)
      #expect(try git.run(["init", "--quiet"]).status == 0)
      let tree = try git.run(["mktree", "--missing"])
      #expect(String(decoding: tree.output, as: UTF8.self) == "4b825dc642cb6eb9a060e54bf8d69288fbee4904\n")
      let refusal = try git.run(["rev-parse", "--verify", "nowhere"])
      #expect(refusal.status == 128)
      #expect(refusal.remarks.contains("Needed a single revision"))
    }
  }
}
