import Reading
import TestSupport
import Testing
import WorkflowModel

/// A record that had to be left out must not read as one that never was.
@Suite struct UnreadableRecordTests {
  @Test(
    arguments: [
      ("returned: [{from: beta, to: dev, because: x, by: ada, on: 2026-13-01}]", false),
      ("gates: {dev: {sign-offs: [{team: support, by: ada, on: 2026-01-02, retracted: }]}}", false),
      ("gates: {dev: {criteria: [tried]}}", false), ("withdrawn: too big", false),
      ("gates: {dev: {sign-off: []}}", true),
      ("gates: {dev: {sign-offs: [{team: support, by: ada, on: 2026-01-02}]}}", true),
      ("gates: {dev: {sign-offs: [{team: support, by: ada, on: 2026-01-02, covers: to do}]}}", true),
      ("gates: {dev: {sign-offs: [{team: support, by: ada, on: 2026-01-02, covers: to do, retracted: No.}]}}", false),
    ])
  func table(line: String, isReadable: Bool) throws {
    let policy = try policy(
      "workflow: w\nrepository: 0123456789abcdef\nversion: 1\nstages: {dev: , done: {final: true}}\n")
    let text = "feature: export\ntitle: T\nowner: ada\nstage: dev\n\(line)\n"
    let reading = readManifest(sourceFile(text, at: "features/export.yaml"), by: policy.workflow)
    #expect((reading.feature != nil) == isReadable)
    #expect(reading.findings.count == 1, "\(lines(of: reading.findings))")
  }
}
