import GitStore
import Paths
import Testing

/// Commits that are made only to be judged.
@Suite struct TrialCommitTests {
  private let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  @Test func holdsTheChangesAndTouchesNothing() throws {
    let parent = try box.commit(["a": "a\n", "d/x": "1\n", "f": "2\n", "g/y": "3\n"])
    let repository = try box.open()
    try box.write("a", "somebody's work\n")
    let (status, references) = (try box.git("status", "--porcelain"), try box.git("for-each-ref"))
    func change(_ path: String, _ text: String?, _ mode: UInt32? = nil) -> FileChange {
      FileChange(path: RepositoryPath(path), content: text.map { Array($0.utf8) }, mode: mode)
    }
    // A file where a folder was, and a folder where a file was.
    let changes = [
      change("d/x", "changed\n"), change("f", nil), change("f/in", "new\n"), change("g/y", nil), change("g", "new\n"),
      change("run", "new\n", 0o100755), change("link", "a", 0o120000),
    ]
    let trial = try repository.trialCommit(changes, onto: parent, by: nil, at: 1_700_000_000)
    let list = try box.git("ls-tree", "-r", "--format=%(objectmode) %(path)", trial.hex)
    #expect(
      list.split(separator: "\n") == [
        "100644 a", "100644 d/x", "100644 f/in", "100644 g", "120000 link", "100755 run",
      ])
    #expect(try box.git("show", "\(trial.hex):d/x") == "changed")
    #expect(try box.git("log", "-1", "--format=%P %ct", trial.hex) == "\(parent.hex) 1700000000")
    #expect(try box.git("fsck", "--strict", "--no-dangling").isEmpty)
    #expect(try box.git("status", "--porcelain") == status)
    #expect(try box.git("for-each-ref") == references)
  }
}
