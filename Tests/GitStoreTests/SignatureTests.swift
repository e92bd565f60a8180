import Foundation
import GitStore
import Testing

/// Where a signature goes in a commit, and what it must cover.
@Suite struct SignatureTests {
  @Test(arguments: ["BEGIN\n\nline\nEND\n", "BEGIN\n\nline\nEND", "BEGIN\n\nline\nEND\n\n"])
  func isTheLastHeaderWithItsLinesContinued(armor: String) throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n"])
    let repository = try box.open()
    var plan = try repository.plan("a", "b\n")
    plan.message = Array("Subject\n\ngpgsig in the message\n".utf8)
    let covered = try repository.unsignedCommit(plan)
    #expect(try box.git("status", "--porcelain").isEmpty)
    plan.signature = CommitSignature(over: covered, armor: Array(armor.utf8))
    let commit = try repository.commit(plan)
    let text = String(decoding: covered, as: UTF8.self)
    let end = try #require(text.range(of: "\n\n")).lowerBound
    let expected = text[..<end] + "\ngpgsig BEGIN\n \n line\n END" + text[end...]
    #expect(try box.run("git", ["cat-file", "commit", commit.hex]) == Array(expected.utf8))
    #expect(try box.git("fsck", "--strict").isEmpty)
  }

  @Test func refusesWhatCoversAnotherCommit() throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n"])
    let repository = try box.open()
    var plan = try repository.plan("a", "b\n")
    let covered = try repository.unsignedCommit(plan)
    plan.message = Array("Another\n".utf8)
    plan.signature = CommitSignature(over: covered, armor: Array("BEGIN\n".utf8))
    #expect(kind { _ = try repository.commit(plan) } == .invalid)
    #expect(try box.git("status", "--porcelain").isEmpty)
  }

  @Test(arguments: ["", "\n", "BEGIN\0\n"]) func refusesWhatIsNoText(armor: String) throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n"])
    let repository = try box.open()
    var plan = try repository.plan("a", "b\n")
    plan.signature = CommitSignature(over: try repository.unsignedCommit(plan), armor: Array(armor.utf8))
    #expect(kind { _ = try repository.commit(plan) } == .invalid)
  }

  @Test func holdsNoLockWhileSomebodySigns() throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n"])
    let repository = try box.open()
    var plan = try repository.plan("a", "b\n")
    let covered = try repository.unsignedCommit(plan)
    let other = try box.commit(["b": "b\n"])
    plan.signature = CommitSignature(over: covered, armor: Array("BEGIN\n".utf8))
    #expect(kind { _ = try repository.commit(plan) } == .moved(to: other))
  }
}
