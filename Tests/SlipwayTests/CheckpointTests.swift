import Foundation
import Testing

/// What an audit leaves for the next one is a help and never a proof.
@Suite struct CheckpointTests {
  private static func audited() throws -> (project: Project, jump: String) {
    let project = try Project.trial(in: "draft")
    let jump = try project.jump("export", to: "done")
    try project.write("notes", "x\n")
    try project.on(day: 6).commit("Behind it")
    _ = try project.slipway("audit")
    return (project, jump)
  }

  @Test func theSameIsSaidFromACheckpoint() throws {
    let (project, _) = try Self.audited()
    #expect(FileManager.default.fileExists(atPath: project.folder + "/.git/slipway/audit"))
    let first = try project.slipway("audit", "--format", "json", "--no-cache")
    let second = try project.slipway("audit", "--format", "json")
    #expect(first.out == second.out)
    #expect(try project.slipway("audit", "--warnings").out == project.slipway("audit", "--warnings", "--no-cache").out)
  }

  @Test func whatLandedSinceIsJudged() throws {
    let (project, jump) = try Self.audited()
    try project.on(day: 7).done("new", "other", "--title", "Another")
    #expect(try project.audited() == ["\(jump) error:edge"])
    let second = try project.jump("other", to: "done", day: 8)
    let expected = ["\(jump) error:edge", "\(second) error:edge"]
    #expect(try project.audited().sorted() == expected.sorted())
    #expect(try project.audited() == project.audited("--no-cache"))
    let cached = try project.slipway("audit", "--format", "json").out
    #expect(try cached == project.slipway("audit", "--format", "json", "--no-cache").out)
  }

  @Test func whatWasJudgedIsNotReadAgain() throws {
    let (project, jump) = try Self.audited()
    try project.forget("\(jump)~1:features/export.yaml")
    try project.on(day: 7).done("new", "other", "--title", "Another")
    #expect(try project.audited() == ["\(jump) error:edge"])
    #expect(try project.slipway("audit", "--no-cache").code == 3)
  }

  /// After many landings it is written anew, those layouts of manifests included that only older trees have.
  @Test func itGrowsWithTheLine() throws {
    let (project, jump) = try Self.audited()
    func errors() throws -> [String] { try project.audited().filter { $0.contains(" error:") }.sorted() }
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.edit("schemas/workflow.yaml", "features/*.yaml", "features/**/*.yaml")
    try project.on(day: 8).commit("policy: folders of features")
    #expect(try errors() == ["\(jump) error:edge"])
    let path = project.folder + "/.git/slipway/line"
    let kept = FileManager.default.contents(atPath: path)
    for number in 0..<60 {
      try project.on(day: 9).git("commit", "-q", "--allow-empty", "-m", "Number \(number)")
    }
    #expect(try errors() == ["\(jump) error:edge"])
    #expect(FileManager.default.contents(atPath: path) != kept)
    try project.forget("\(jump)~1:features/export.yaml")
    try project.on(day: 10).done("new", "other", "--title", "Another", "--path", "features/other.yaml")
    let second = try project.jump("other", to: "done", day: 11)
    #expect(try errors() == ["\(jump) error:edge", "\(second) error:edge"].sorted())
  }

  @Test func theLogReadsItAndLeavesItAlone() throws {
    let (project, jump) = try Self.audited()
    let path = project.folder + "/.git/slipway/audit"
    let kept = FileManager.default.contents(atPath: path)
    for number in 0..<60 {
      try project.on(day: 9).git("commit", "-q", "--allow-empty", "-m", "Number \(number)")
    }
    let log = try project.slipway("log").out
    #expect(log.contains("\tillegal\t"))
    #expect(try project.slipway("log", "--at", "\(jump)~1").code == 0)
    #expect(FileManager.default.contents(atPath: path) == kept)
    try FileManager.default.removeItem(atPath: project.folder + "/.git/slipway")
    #expect(try project.slipway("log").out == log)
    #expect(!FileManager.default.fileExists(atPath: path))
    _ = try project.slipway("audit")
    try project.on(day: 10).git("commit", "-q", "--allow-empty", "-m", "Behind it")
    try project.forget("\(jump)~1:features/export.yaml")
    #expect(try project.slipway("log").out == log)
    try FileManager.default.removeItem(atPath: project.folder + "/.git/slipway")
    #expect(try project.slipway("log").code == 3)
  }

  /// With nothing but a feature behind it, `log` reads that feature's page alone; it says the same as all other ways.
  @Test func oneFeatureIsReadAlone() throws {
    let (project, jump) = try Self.audited()
    for number in 0..<60 {
      try project.on(day: 7).done("new", "feature-\(number)", "--title", String(repeating: "Long ", count: 12))
    }
    try project.git("rm", "-q", "features/feature-7.yaml")
    try project.on(day: 8).commit("Drop one")
    let names = ["export", "feature-0", "feature-59", "feature-7", "features/feature-3.yaml", "nobody", "a", "zzz"]
    func logs(_ more: String...) throws -> [Outcome] { try names.map { try project.slipway(["log", $0] + more) } }
    let judged = try logs()
    #expect(judged[0].out.contains("\tillegal\t") && judged[3].out.contains("gone"))
    #expect(judged[5].code == 2 && judged[5].errors.contains("this history has no feature `nobody`"))
    _ = try project.slipway("audit")
    #expect(try logs() == judged)
    #expect(try logs("--color", "auto") == judged)
    try project.write("notes", "z\n")
    try project.on(day: 9).commit("Behind it")
    #expect(try logs() == judged)
    // Neither the other pages, nor the other files, nor the history are read.
    try project.git("reset", "-q", "--hard", "HEAD~1")
    try project.delete(".git/slipway/audit")
    let path = project.folder + "/.git/slipway/transitions"
    var bytes = try #require(FileManager.default.contents(atPath: path))
    let index = try #require(bytes.range(of: Data("feature-59".utf8), options: .backwards)?.lowerBound)
    bytes[index] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try logs() == judged)
    try project.forget("\(jump)~1:features/export.yaml")
    #expect(try project.slipway("log", "export") == judged[0])
    #expect(try project.slipway("log", "feature-59").code == 3)
  }

  @Test func anotherLineIsJudgedAnew() throws {
    let (project, jump) = try Self.audited()
    try project.git("reset", "-q", "--hard", "\(jump)~1")
    #expect(try project.audited() == [])
  }

  @Test func anotherPolicyIsJudgedAnew() throws {
    let (project, jump) = try Self.audited()
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.on(day: 8).commit("policy: the same, once more")
    #expect(try project.audited() == project.audited("--no-cache"))
    #expect(try project.audited().contains("\(jump) error:edge"))
  }

  @Test(arguments: ["audit", "line", "transitions"], Project.Spoiling.allCases)
  func aBrokenOneIsMadeAnew(file: String, how: Project.Spoiling) throws {
    let (project, jump) = try Self.audited()
    try project.spoil(".git/slipway/\(file)", how)
    try project.write("notes", "y\n")
    try project.on(day: 7).commit("And another")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 1)
    #expect(outcome.errors == "", "\(outcome.errors)")
    #expect(try project.audited() == ["\(jump) error:edge"])
  }

  @Test func aFolderThatCannotBeWrittenIsNoError() throws {
    let project = try Project.trial(in: "test")
    try project.delete(".git/slipway")
    try project.write(".git/slipway", "a file in the way\n")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
  }

  @Test func aVerdictThatReadTheClockIsNotKept() throws {
    let project = try Project.trial(in: "draft")
    try project.on(day: 20_000).commit("Ahead of the clock")
    #expect(try project.slipway("audit").code == 1)
    #expect(!FileManager.default.fileExists(atPath: project.folder + "/.git/slipway/audit"))
  }

  @Test func anUnverifiedOneIsNoProof() throws {
    let project = try Project.trial(in: "test")
    #expect(try project.slipway("audit", "--no-verify-objects").code == 0)
    let tree = try project.git("rev-parse", "HEAD~1^{tree}")
    let other = try project.git("rev-parse", "HEAD~2^{tree}")
    try project.delete(".git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))")
    try FileManager.default.copyItem(
      atPath: project.folder + "/.git/objects/\(other.prefix(2))/\(other.dropFirst(2))",
      toPath: project.folder + "/.git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))")
    #expect(try project.slipway("audit").code == 3)
  }

  /// While the policy is lost, the last one judges, whatever the next one selects.
  @Test func whatALostPolicySelectedIsTold() throws {
    let project = try Project.trial { project in
      try project.write(
        "schemas/workflow.yaml", Project.trialWorkflow.replacing("features/*.yaml", with: "features/**/*.yaml"))
    }
    try project.write("features/x/export.yaml", project.manifest("export"))
    try project.on(day: 1).commit("Begin")
    try project.git("rm", "-q", "schemas/workflow.yaml")
    try project.on(day: 2).commit("Lose the policy")
    try project.write("features/x/export.yaml", project.manifest("export", stage: "live"))
    try project.on(day: 3).commit("Jump")
    try project.write("schemas/workflow.yaml", Project.trialWorkflow.replacing("version: 1", with: "version: 2"))
    try project.on(day: 4).commit("policy: back, and narrower")
    let logs = [["log"], ["log", "export"], ["log", "--format", "json"]]
    let fresh = try logs.map { try project.slipway($0) }
    #expect(fresh[0].out.contains("\tillegal\texport\tdraft -> live"), "\(fresh[0].all)")
    #expect(fresh[0].out.contains("live -> gone"))
    #expect(try project.slipway("audit").out.contains("[skip]"))
    #expect(try logs.map { try project.slipway($0) } == fresh)
  }

  /// Of one landing, the transitions stand in the order of the names' bytes.
  @Test func theOrderOfNamesIsTheSame() throws {
    let project = try Project.trial()
    for name in ["e\u{301}", "f", "\u{e8}", "z"] {
      try project.write("features/\(name).yaml", project.manifest(name))
    }
    try project.on(day: 1).commit("Begin")
    let fresh = try project.slipway("log", "--format", "jsonl")
    let audit = try project.slipway("audit", "--format", "json", "--no-cache")
    _ = try project.slipway("audit")
    #expect(try project.slipway("log", "--format", "jsonl") == fresh)
    #expect(try project.slipway("audit", "--format", "json") == audit)
  }
}
