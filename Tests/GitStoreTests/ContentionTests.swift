import Foundation
import GitStore
import Paths
import Testing

@Suite struct ContentionTests {
  /// Writers count the changes that went in; each file's content counts them too.
  @Test func losesNoCommitAmongWritersAndGit() async throws {
    let box = try Sandbox()
    let (writers, rounds, files) = (8, 12, 20)
    try box.commit(Dictionary(uniqueKeysWithValues: (0..<files).map { ("f/\($0)", "0\n") }))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          let repository = try box.open()
          for round in 0..<rounds { try increment("f/\((writer * 7 + round) % files)", repository) }
        }
      }
      group.addTask {
        for command in [
          ["pack-refs", "--all"], ["repack", "-adq"], ["gc", "-q"], ["pack-refs", "--all"], ["repack", "-adq"],
        ] {
          try box.git(command)
        }
      }
      group.addTask {
        for number in 0..<8 {
          try box.write("other\(number)", "x\n")
          try retrying { try box.git("add", "other\(number)") }
          try retrying { try box.git("commit", "-q", "-m", "Other", "--", "other\(number)") }
        }
      }
      try await group.waitForAll()
    }
    #expect(try box.git("rev-list", "--count", "HEAD") == "\(1 + writers * rounds + 8)")
    let sum = (0..<files).compactMap { box.read("f/\($0)") }.compactMap { Int($0.dropLast()) }.reduce(0, +)
    #expect(sum == writers * rounds)
    #expect(try box.git("status", "--porcelain").isEmpty)
    #expect(try box.git("fsck", "--strict", "--no-dangling").isEmpty)
  }

  @Test func startsABranchOnce() async throws {
    for _ in 0..<10 {
      let box = try Sandbox()
      let won = try await withThrowingTaskGroup(of: Bool.self) { group in
        for writer in 0..<4 {
          group.addTask {
            let repository = try box.open()
            let plan = try repository.plan("f\(writer)", "x\n", patience: 10_000)
            guard plan.expectedParent == nil else { return false }
            return kind { _ = try repository.commit(plan) } == nil
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(won == 1)
      #expect(try box.git("rev-list", "--count", "HEAD") == "1")
    }
  }

  /// Adds one to the number in a file, again and again until nobody else was in the way.
  private func increment(_ path: String, _ repository: Repository) throws {
    while true {
      var plan = try repository.plan(path, "", patience: 20_000)
      guard let parent = plan.expectedParent,
        let entry = try repository.entry(at: RepositoryPath(path), in: repository.commit(parent).tree)
      else { throw Sandbox.Failure(description: path) }
      let old = String(decoding: try repository.blob(entry.id, atMost: 100), as: UTF8.self)
      let new = "\((Int(old.dropLast()) ?? 0) + 1)\n"
      plan.changes = [FileChange(path: RepositoryPath(path), content: Array(new.utf8))]
      switch kind({ _ = try repository.commit(plan) }) {
      case nil: return
      case .moved, .locked: continue
      case let other?: throw Sandbox.Failure(description: "\(other)")
      }
    }
  }

  /// Git gives up at once where another holds a lock.
  private func retrying(_ body: () throws -> Void) throws {
    for _ in 0..<500 {
      if (try? body()) != nil { return }
      usleep(UInt32.random(in: 1_000...20_000))
    }
    try body()
  }
}
