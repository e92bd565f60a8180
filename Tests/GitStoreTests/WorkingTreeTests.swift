import Foundation
import GitStore
import Paths
import Testing

@Suite struct WorkingTreeTests {
  @Test func seesWhatAllAndCommitWouldChange() throws {
    let box = try Sandbox()
    try box.commit([
      ".gitignore": "*.o\nout/\n", "d/same": "1\n", "d/changed": "1\n", "d/staged": "1\n", "d/gone": "1\n",
      "d/removed": "1\n", "d/mode": "1\n", "d/untracked-again": "1\n",
    ])
    try box.write("d/changed", "2\n")
    try box.write("d/staged", "2\n")
    try box.git("add", "d/staged")
    try FileManager.default.removeItem(atPath: box.folder + "/d/gone")
    try box.git("rm", "-q", "d/removed")
    try box.git("rm", "-q", "--cached", "d/untracked-again")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: box.folder + "/d/mode")
    try box.write("d/new", "n\n")
    try box.write("d/x.o", "ignored\n")
    try box.write("out/y", "ignored\n")
    try box.write("other/z", "elsewhere\n")
    try FileManager.default.createSymbolicLink(atPath: box.folder + "/d/link", withDestinationPath: "/etc")
    let repository = try box.open()
    let changes = try repository.workingChanges(below: [RepositoryPath("d")])
    let shown = Dictionary(
      uniqueKeysWithValues: changes.map { change in
        (
          change.path.description,
          [
            change.isStaged ? "S" : "", change.isUnstaged ? "U" : "", change.isUntracked ? "?" : "",
            change.isDeleted ? "D" : "",
          ]
          .joined()
        )
      })
    #expect(
      shown == [
        "d/changed": "U", "d/staged": "S", "d/gone": "UD", "d/removed": "SD", "d/mode": "U", "d/untracked-again": "S?",
        "d/new": "?", "d/link": "?",
      ])
    #expect(changes.first { $0.path.description == "d/link" }?.workingMode == 0o120000)
    #expect(changes.first { $0.path.description == "d/mode" }?.workingMode == 0o100755)
    #expect(try repository.workingChanges(below: [RepositoryPath("d/changed")]).count == 1)
    #expect(try repository.workingChanges().count == 9)
    let files = try repository.workingFiles(below: RepositoryPath("d"))
    #expect(
      files.map(\.path.description) == [
        "d/changed", "d/link", "d/mode", "d/new", "d/same", "d/staged", "d/untracked-again",
      ])
    #expect(files.filter { !$0.isTracked }.map(\.path.description) == ["d/link", "d/new", "d/untracked-again"])
    #expect(
      try repository.workingFiles(opening: { $0.description != "d" }).map(\.path.description) == [
        ".gitignore", "other/z",
      ])
  }

  @Test func seesConflicts() throws {
    let box = try Sandbox()
    try box.commit(["x": "1\n"])
    try box.git("checkout", "-q", "-b", "side")
    try box.commit(["x": "2\n"])
    try box.git("checkout", "-q", "main")
    try box.commit(["x": "3\n"])
    _ = try? box.git("merge", "side")
    let repository = try box.open()
    let changes = try repository.workingChanges()
    #expect(changes.map(\.isConflicted) == [true])
    #expect(repository.stateUnderWay == "merge")
    #expect(try repository.indexEntries().map(\.stage) == [1, 2, 3])
  }

  @Test func neverFollowsLinks() throws {
    let box = try Sandbox()
    try box.commit(["d/x": "x\n"])
    try FileManager.default.createSymbolicLink(atPath: box.folder + "/link", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(atPath: box.folder + "/folder", withDestinationPath: "/etc")
    let reader = try WorkingFolder(box.folder)
    #expect(kind { _ = try reader.read(RepositoryPath("link"), atMost: 99_999) } == .invalid)
    #expect(kind { _ = try reader.read(RepositoryPath("folder/passwd"), atMost: 99_999) } == .invalid)
    #expect(kind { _ = try reader.read(RepositoryPath("d"), atMost: 9) } == .invalid)
    #expect(kind { _ = try reader.read(RepositoryPath("d/x"), atMost: 1) } == .tooLarge(size: 2))
    #expect(try reader.read(RepositoryPath("d/x"), atMost: 2) == Array("x\n".utf8))
    #expect(try reader.read(RepositoryPath("d/none"), atMost: 2) == nil)
    #expect(try reader.read(RepositoryPath("none/x"), atMost: 2) == nil)
    #expect(try reader.read(RepositoryPath("d/x/y"), atMost: 2) == nil)
  }

  @Test(arguments: [("core.autocrlf", "true"), ("core.autocrlf", "input")])
  func convertsAsGitAddDoes(name: String, value: String) throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n"])
    try box.git("config", name, value)
    try box.git("config", "core.safecrlf", "false")
    try box.write("x", "one\r\ntwo\r\n")
    let repository = try box.open()
    let bytes = try repository.readWorkingFile(RepositoryPath("x"), through: repository.openWorkingFolder(), atMost: 99)
    try box.git("add", "x")
    #expect(try box.run("git", ["cat-file", "blob", ":x"]) == bytes)
    #expect(bytes == Array("one\ntwo\n".utf8))
  }
}
