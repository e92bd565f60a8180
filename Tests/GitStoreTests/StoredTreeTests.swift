import Foundation
@testable import GitStore
import Paths
import Testing

/// Trees that are stored without being compressed, read by git.
@Suite struct StoredTreeTests {
  /// Enough names for more than one block of 65,535 bytes.
  private func filled(_ box: Sandbox) throws {
    let blob = try box.store(Array("x\n".utf8), as: "blob")
    let lines = (0..<2_000).map { "100644 \(blob)\tfeatures/a-rather-long-name-\($0).yaml\n" }.joined()
    try box.git("update-index", "--index-info", input: Array(lines.utf8))
    try box.git("commit", "-q", "-m", "Fill")
    try box.git("checkout", "-q", "--", ".")
    // Alone in a pack, so that what follows is loose.
    try box.git("gc", "-q")
  }

  private let path = "features/a-rather-long-name-1000.yaml"

  @Test func areReadByGitLikeAnyOther() throws {
    let box = try Sandbox()
    try filled(box)
    let repository = try box.open()
    _ = try repository.commit(repository.plan(path, "two\n"))
    #expect(try size(of: "HEAD:features", box) > 65_535)
    #expect(try box.git("fsck", "--strict").isEmpty)
    #expect(try box.git("status", "--porcelain").isEmpty)
    #expect(try box.git("diff", "--name-only", "HEAD^", "HEAD") == path)
    #expect(try repository.tree(try box.id("HEAD:features")).count == 2_000)
    // Back again: the tree is in the pack, and is not stored once more.
    _ = try repository.commit(repository.plan(path, "x\n"))
    #expect(try size(of: "HEAD:features", box) == 0)
    try box.git("gc", "-q", "--prune=now")
    #expect(try box.git("fsck", "--strict").isEmpty)
    #expect(try box.git("count-objects") == "0 objects, 0 kilobytes")
  }

  @Test(arguments: ["core.looseCompression", "core.compression"]) func areCompressedForWhoeverSaysSo(
    setting: String
  ) throws {
    let box = try Sandbox()
    try filled(box)
    try box.git("config", setting, "1")
    let repository = try box.open()
    _ = try repository.commit(repository.plan(path, "two\n"))
    #expect(try (1..<65_535).contains(size(of: "HEAD:features", box)))
    #expect(try box.git("fsck", "--strict").isEmpty)
  }

  /// How many bytes the file of a loose object has; 0 where there is none.
  private func size(of revision: String, _ box: Sandbox) throws -> Int {
    let name = try box.git("rev-parse", revision)
    let file = box.folder + "/.git/objects/\(name.prefix(2))/\(name.dropFirst(2))"
    return (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
  }
}

/// What is stored before it is known to be no attempt at a collision.
@Suite struct CollisionCheckTests {
  private let bytes = Array("100644 a\0".utf8) + [UInt8](repeating: 7, count: 20)

  @Test func passesWhatIsWhatItSays() throws {
    let id = bytes.withUnsafeBytes(Repository.plainName(ofTree:))
    #expect(try Repository.hash(bytes, .tree) == id)
    try CollisionCheck(of: bytes, .tree, named: id).wait()
  }

  /// No text is known that libgit2 would refuse as a tree, so one stands in that has another name.
  @Test func takesAwayWhatDoesNotPass() throws {
    let box = try Sandbox()
    let repository = try box.open()
    let id = try repository.write(bytes, .tree)
    let path = box.folder + "/.git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
    #expect(FileManager.default.fileExists(atPath: path))
    let error = #expect(throws: GitError.self) {
      try repository.finish(CollisionCheck(of: bytes + bytes, .tree, named: id))
    }
    #expect(error?.message.contains("made to collide") == true)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// Objects that are synced together are waited for before anybody points to them.
  @Test func isWaitedForBeforeACommit() throws {
    let repository = try Sandbox().open()
    let id = try Repository.hash(bytes, .tree)
    #expect(throws: GitError.self) {
      try repository.syncingObjectsTogether {
        repository.collisionChecks.append(CollisionCheck(of: bytes + bytes, .tree, named: id))
      }
    }
  }
}
