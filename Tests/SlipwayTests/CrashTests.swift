import Foundation
import Testing

/// `advance` is killed, or the disk fails it, at its system calls: the old state or the new one, and the exit code tells
/// the truth.
///
/// Where there is no `strace` there is nothing to inject with. Every call is tried with SLIPWAY_FULL set, else a few.
@Suite(.enabled(if: Program.find("strace") != nil)) struct CrashTests {
  private static let isFull = ProcessInfo.processInfo.environment["SLIPWAY_FULL"] != nil

  private func ready() throws -> Project {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    // Long names make the root's tree a large one, which is stored in another way.
    for number in 0..<140 { try project.write(String(repeating: "n", count: 230) + "-\(number)", "") }
    try project.write("notes", "one\n")
    try project.on(day: 2).commit()
    try project.write("notes", "two\n")
    return project.on(day: 3)
  }

  /// A copy of a scenario, as a folder beside it.
  private func copy(_ project: Project, _ name: String) throws -> Project {
    try FileManager.default.copyItem(atPath: project.folder, toPath: project.outside + "/" + name)
    return project.at(project.outside + "/" + name)
  }

  private func trace(_ project: Project, _ options: [String]) throws -> Outcome {
    try Program.run(
      try #require(Program.find("strace")),
      ["-f", "-qq", "-o", project.outside + "/trace"] + options + [Program.slipway, "advance", "export"],
      environment: project.environment, folder: project.folder)
  }

  /// How often each system call is made on the way, and how often before the repository is touched.
  private func calls(_ project: Project) throws -> [String: ClosedRange<Int>] {
    let outcome = try trace(try copy(project, "traced"), [])
    guard outcome.code == 0 else { throw Failure(description: outcome.all) }
    let trace = try String(contentsOfFile: project.outside + "/trace", encoding: .utf8)
    let lines = trace.split(separator: "\n").map { $0.drop { $0.isNumber || $0 == " " } }
    let start = lines.firstIndex { $0.contains("/.git") && !$0.hasPrefix("execve") } ?? 0
    var ranges: [String: ClosedRange<Int>] = [:]
    for (index, line) in lines.enumerated() {
      guard let name = line.firstIndex(of: "(").map({ String(line[..<$0]) }), !name.contains("<") else { continue }
      let count = (ranges[name]?.upperBound ?? 0) + 1
      let first = index < start ? count + 1 : min(ranges[name]?.lowerBound ?? count, count)
      ranges[name] = min(first, count)...count
      if index < start { ranges[name] = count...count }
    }
    return ranges
  }

  private static let writing = [
    "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "link", "linkat", "unlink", "unlinkat", "fchmod",
    "ftruncate", "mkdir", "close",
  ]

  private func points(_ project: Project, _ names: [String], limit: Int) throws -> [(call: String, number: Int)] {
    let all = try calls(project).filter { names.contains($0.key) }.sorted { $0.key < $1.key }.flatMap { call, range in
      range.map { (call, $0) }
    }
    if Self.isFull || all.count <= limit { return all }
    return (0..<limit).map { all[$0 * all.count / limit] }
  }

  @Test func aKillLeavesTheOldStateOrTheNew() throws {
    let project = try ready()
    let old = try project.head()
    let points = try points(project, Self.writing + ["openat", "newfstatat", "mmap"], limit: 24)
    #expect(points.count > 10)
    for (index, point) in points.enumerated() {
      let victim = try copy(project, "killed\(index)")
      _ = try trace(victim, ["-e", "inject=\(point.call):signal=KILL:when=\(point.number)"])
      try expectWhole(victim, old: old, "\(point)")
      // Running it again finishes what was begun, once the lock that git would complain about is gone.
      for lock in try locks(victim) { try FileManager.default.removeItem(atPath: lock) }
      if try victim.head() == old { try victim.done("advance", "export") }
      #expect(try victim.git("status", "--porcelain") == "M notes" || victim.git("status", "--porcelain") == " M notes")
      try victim.git("commit", "-q", "-a", "-m", "Later")
      #expect(try victim.git("show", "HEAD:features/export.yaml").contains("stage: test"), "\(point)")
      try FileManager.default.removeItem(atPath: victim.folder)
    }
  }

  @Test(arguments: ["ENOSPC", "EIO"])
  func aFailingDiskIsToldTruly(_ failure: String) throws {
    let project = try ready()
    let old = try project.head()
    let points = try points(project, Self.writing.filter { $0 != "close" }, limit: 16)
    for (index, point) in points.enumerated() {
      let victim = try copy(project, "failed\(index)")
      let outcome = try trace(victim, ["-e", "inject=\(point.call):error=\(failure):when=\(point.number)"])
      #expect([0, 3].contains(outcome.code), "\(point): \(outcome.code) \(outcome.all)")
      try expectWhole(victim, old: old, "\(point)")
      let isMoved = try victim.head() != old
      // The last write is the result on standard output: the move was made all the same, and the message says so.
      let isOutput = outcome.errors.contains("the output cannot be written")
      #expect((outcome.code == 0) == isMoved || isOutput, "\(point): \(outcome.code) \(outcome.all)")
      if outcome.code == 3, !isOutput {
        #expect(try victim.git("status", "--porcelain").hasSuffix("M notes"), "\(point)")
        #expect(try locks(victim).isEmpty || point.call.hasPrefix("unlink"), "\(point)")
      }
      try FileManager.default.removeItem(atPath: victim.folder)
    }
  }

  private func locks(_ project: Project) throws -> [String] {
    let files = FileManager.default.enumerator(atPath: project.folder + "/.git")?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".lock") }.map { project.folder + "/.git/" + $0 }
  }

  private func expectWhole(_ project: Project, old: String, _ point: String) throws {
    let head = try project.head()
    if head != old {
      #expect(try project.git("rev-parse", "HEAD^") == old, "\(point)")
      #expect(try project.git("log", "-1", "--format=%s") == "stage(export): draft -> test", "\(point)")
    }
    #expect(try project.tryGit(["fsck", "--strict", "--no-dangling"]).code == 0, "\(point)")
    #expect(try project.read("notes") == "two\n", "\(point)")
  }
}
