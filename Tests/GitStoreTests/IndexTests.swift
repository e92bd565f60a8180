import Foundation
import GitStore
import Paths
import Testing

/// The index as this code writes it, read by git.
@Suite struct IndexTests {
  private static let start = Dictionary(
    uniqueKeysWithValues: [
      "a", "a.yaml", "features/a.yaml", "features/ab.yaml", "features/abc.yaml", "features/sub/x", "features/z.yaml",
      "q", String(repeating: "long/", count: 60) + "name", "zz",
    ].map { ($0, "\($0)\n") })

  /// Lines come and go at the start, in the middle and at the end, alone and together.
  @Test(arguments: [2, 3, 4], UInt64(1)...4) func staysWhatGitWouldWrite(version: Int, seed: UInt64) throws {
    let box = try Sandbox()
    try box.commit(Self.start)
    if version == 3 { try box.git("update-index", "--skip-worktree", "q") }
    if version == 4 { try box.git("update-index", "--index-version", "4") }
    try box.git("update-index", "--assume-unchanged", "zz")
    let names = ["a", "features/a.yaml", "features/abc.yaml", "features/abd", "features/sub/y", "0", "zzz", "b/c"]
    var state = seed
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for turn in 0..<8 {
      let repository = try box.open()
      var plan = try repository.plan("features/ab.yaml", "turn \(turn)\n")
      for name in names where random(3) == 0 {
        plan.changes.append(
          FileChange(path: RepositoryPath(name), content: random(3) == 0 ? nil : Array("\(name) \(turn)\n".utf8)))
      }
      _ = try repository.commit(plan)
      #expect(try box.git("status", "--porcelain").isEmpty, "seed \(seed)")
      let lines = try box.git("ls-files", "-s").replacing(" 0\t", with: "\t")
      #expect(try lines == box.git("ls-tree", "-r", "HEAD").replacing(" blob ", with: " "), "seed \(seed)")
      // A cached tree that no longer holds would come out here.
      #expect(try box.git("write-tree") == box.git("rev-parse", "HEAD^{tree}"), "seed \(seed)")
      #expect(try index(box)[7] == UInt8(version))
      #expect(try box.git("ls-files", "-v", "zz", "q") == (version == 3 ? "S q\nh zz" : "H q\nh zz"))
    }
    #expect(try box.git("fsck", "--strict").isEmpty)
  }

  @Test func keepsTheTreesThatStillHold() throws {
    let box = try Sandbox()
    try box.commit(["a/x": "x\n", "b/y": "y\n"])
    try box.git("read-tree", "HEAD")
    let repository = try box.open()
    let tree = try box.id("HEAD:b").bytes
    let gone = try box.id("HEAD:a").bytes
    try box.write("a/x", "x\n")
    try box.git("update-index", "--refresh")
    #expect(try index(box).firstRange(of: gone) != nil)
    _ = try repository.commit(repository.plan("a/x", "two\n"))
    let bytes = try index(box)
    #expect(bytes.firstRange(of: tree) != nil)
    #expect(bytes.firstRange(of: gone) == nil)
    #expect(bytes.firstRange(of: "b\u{0}1 0\n".utf8) != nil)
    #expect(bytes.firstRange(of: "a\u{0}-1 0\n".utf8) != nil)
  }

  @Test func keepsPermissions() throws {
    let box = try Sandbox()
    try box.commit(["x": "x\n"])
    let path = box.folder + "/.git/index"
    chmod(path, 0o640)
    let repository = try box.open()
    _ = try repository.commit(repository.plan("x", "two\n"))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
  }

  /// Each byte of a small index, flipped; and each length too short.
  @Test(arguments: [2, 4]) func readsNothingElse(version: Int) throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n", "a.b": "b\n"])
    try box.git("update-index", "--index-version", "\(version)")
    let repository = try box.open()
    let good = try index(box)
    let path = box.folder + "/.git/index"
    for position in good.indices {
      var bad = good
      bad[position] ^= 1
      try Data(bad).write(to: URL(fileURLWithPath: path))
      #expect(kind { _ = try repository.indexEntries() } == .corrupted, "byte \(position)")
      try Data(good[..<position]).write(to: URL(fileURLWithPath: path))
      #expect(kind { _ = try repository.indexEntries() } == .corrupted, "length \(position)")
    }
  }

  private func index(_ box: Sandbox) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: box.folder + "/.git/index")))
  }
}
