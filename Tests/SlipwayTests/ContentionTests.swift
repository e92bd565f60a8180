import Foundation
import Testing

/// Many writers at once: no commit is lost, and each is legal where it landed.
@Suite(.serialized) struct ContentionTests {
  private static let isFull = ProcessInfo.processInfo.environment["SLIPWAY_FULL"] != nil

  /// Stages without gates, so that each of `features` can be moved `moves` times.
  private func project(features: Int, moves: Int) throws -> Project {
    let project = try Project()
    let stages = (0..<moves).map { "  s\($0): {about: Stage \($0).}\n" } + ["  s\(moves): {final: true}\n"]
    try project.write(
      "schemas/workflow.yaml",
      """
      workflow: relay
      repository: 0123456789abcdef0123456789abcdef
      version: 1
      manifests: {files: features/*.yaml}
      stages:

      """ + stages.joined())
    try project.write("schemas/teams.yaml", Project.trialTeams)
    for number in 0..<features {
      try project.write("features/f\(number).yaml", project.manifest("f\(number)", stage: "s0"))
    }
    try project.commit("policy: begin")
    try project.write("notes", "kept\n")
    return project
  }

  /// Moves features on until all are done, each writer beginning elsewhere; returns how many moves were made.
  private func race(_ project: Project, writers: Int, features: Int, moves: Int) async throws -> Int {
    let script = """
      made=0
      for move in $(seq \(moves)); do
        for number in $(seq 0 \(features / writers - 1)); do
          feature=f$(( number * \(writers) + $1 ))
          "$0" advance -q $feature >/dev/null || { echo "advance $feature failed" >&2; exit 1; }
          made=$((made + 1))
        done
      done
      echo $made
      """
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for writer in 0..<writers {
        group.addTask {
          let outcome = try await inThread {
            try Program.run(
              "/bin/sh", ["-c", script, Program.slipway, "\(writer)"], environment: project.environment,
              folder: project.folder)
          }
          guard outcome.code == 0, let made = Int(outcome.line) else { throw Failure(description: outcome.all) }
          return made
        }
      }
      return try await group.reduce(0, +)
    }
  }

  private func expectIntact(_ project: Project, features: Int, moves: Int, others: Int = 0) throws {
    #expect(try project.git("rev-list", "--count", "--first-parent", "HEAD") == "\(1 + features * moves + others)")
    for number in 0..<features {
      #expect(try project.read("features/f\(number).yaml").contains("stage: s\(moves)"))
    }
    let log = try project.slipway("log").out.split(separator: "\n")
    #expect(log.count == features * (moves + 1))
    #expect(log.filter { $0.contains("\tlegal\t") }.count == features * moves)
    #expect(try project.read("notes") == "kept\n")
    #expect(try project.git("status", "--porcelain") == "?? notes")
    #expect(try project.git("fsck", "--strict", "--no-dangling").isEmpty)
  }

  @Test func losesNoCommitAmongWriters() async throws {
    // 8 writers: 800 commits on 100 features where time is given, else a few of each.
    let (features, moves) = Self.isFull ? (104, 8) : (8, 4)
    let project = try project(features: features, moves: moves)
    #expect(try await race(project, writers: 8, features: features, moves: moves) == features * moves)
    try expectIntact(project, features: features, moves: moves)
  }

  @Test func losesNoCommitAmongGit() async throws {
    let (features, moves, others) = Self.isFull ? (16, 8, 60) : (4, 4, 8)
    let project = try project(features: features, moves: moves)
    let script = """
      for round in $(seq \(others)); do
        case $((round % 4)) in 0) git gc -q ;; 1) git pack-refs --all ;; 2) git repack -adq ;; esac
        echo $round > other; tries=0
        until git add other 2>/dev/null && git commit -q -m Other -- other 2>/dev/null; do
          tries=$((tries + 1)); [ $tries -lt 500 ] || exit 1; sleep 0.01
        done
      done
      """
    async let committing = inThread {
      try Program.run("/bin/sh", ["-c", script], environment: project.environment, folder: project.folder)
    }
    let made = try await race(project, writers: 4, features: features, moves: moves)
    let git = try await committing
    #expect(git.code == 0, "\(git.all)")
    #expect(made == features * moves)
    try expectIntact(project, features: features, moves: moves, others: others)
  }

  /// Everybody wants the same move: one makes it, the others are told.
  @Test func makesOneMoveOnce() async throws {
    let project = try project(features: 1, moves: 1)
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<6 {
        group.addTask { try await inThread { try project.slipway("advance", "f0", "--to", "s1").code } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.sorted() == [0, 2, 2, 2, 2, 2])
    try expectIntact(project, features: 1, moves: 1)
  }

  @Test func startsAPolicyOnce() async throws {
    for _ in 0..<(Self.isFull ? 50 : 3) {
      let project = try Project()
      let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
        for _ in 0..<4 { group.addTask { try await inThread { try project.slipway("init").code } } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.sorted() == [0, 2, 2, 2])
      #expect(try project.git("rev-list", "--count", "HEAD") == "1")
      #expect(try project.git("status", "--porcelain") == "")
    }
  }

  @Test func beginsFeaturesTogether() async throws {
    let project = try Project.trial()
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<8 {
        group.addTask {
          try await inThread { try project.on(day: 1).slipway("new", "f\(number / 2)", "--title", "T").code }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.sorted() == [0, 0, 0, 0, 2, 2, 2, 2])
    #expect(try project.git("rev-list", "--count", "HEAD") == "5")
  }
}
