import Foundation
import Testing

/// What commands note of the landings that they walk past helps the next one, and changes no answer.
@Suite struct LandingNotesTests {
  private static let notes = ".git/slipway/landings"

  /// A feature in its second stage, behind landings that changed another one.
  private static func project() throws -> Project {
    let project = try Project.trial(in: "test")
    for number in 0..<6 {
      try project.write("features/other.yaml", project.manifest("other", more: "note: \(number)\n"))
      try project.on(day: 4).commit("Number \(number)")
    }
    return project.on(day: 5)
  }

  private static func forget(_ name: String, in project: Project) throws {
    let object = try project.git("rev-parse", name)
    try project.delete(".git/objects/\(object.prefix(2))/\(object.dropFirst(2))")
  }

  private static let questions = [
    ["plan", "export"], ["show", "export"], ["status"], ["log", "export"], ["check"],
    ["advance", "export", "--dry-run"],
  ]

  private static func answers(_ project: Project) throws -> [Outcome] {
    try questions.map { try project.slipway($0) }
  }

  @Test func theSameIsSaidFromNotes() throws {
    let project = try Self.project()
    let first = try Self.answers(project)
    let size = try project.read(Self.notes).utf8.count
    #expect(try Self.answers(project) == first)
    // Nothing is noted twice.
    #expect(try project.read(Self.notes).utf8.count == size)
  }

  @Test func whatWasNotedIsNotReadAgain() throws {
    let project = try Self.project()
    let plan = try project.done("plan", "export")
    try Self.forget("HEAD~3:features", in: project)
    #expect(try project.slipway("plan", "export") == plan)
    try project.write("features/other.yaml", project.manifest("other", more: "note: behind\n"))
    try project.on(day: 4).commit("Behind the notes")
    #expect(try project.slipway("plan", "export") == plan)
    try project.delete(Self.notes)
    #expect(try project.slipway("plan", "export").code == 3)
  }

  /// An audit is a proof, so it takes nothing from anybody's notes.
  @Test func anAuditReadsNoNotes() throws {
    let project = try Self.project()
    try project.done("plan", "export")
    try Self.forget("HEAD~3:features", in: project)
    #expect(try project.slipway("audit").code == 3)
  }

  /// A landing that changes the policy is looked at each time, and so are those of another line.
  @Test func otherLinesAndPoliciesAreNoneOfTheirs() throws {
    let project = try Self.project()
    try project.done("plan", "export")
    try project.git("reset", "-q", "--hard", "HEAD~3")
    try project.edit("schemas/workflow.yaml", "features/*.yaml", "features/**/*.yaml")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.on(day: 6).commit("policy: folders of features")
    try project.git("mv", "features/other.yaml", "features/export.yaml", "schemas/")
    try project.write("features/a/export.yaml", project.read("schemas/export.yaml"))
    try project.delete("schemas/export.yaml")
    try project.delete("schemas/other.yaml")
    try project.on(day: 7).commit("Put it elsewhere")
    let first = try Self.answers(project)
    #expect(try Self.answers(project) == first)
    try project.delete(".git/slipway")
    #expect(try Self.answers(project) == first)
    #expect(first[0].out.contains("test since"))
  }

  @Test func aWorkflowFromElsewhereHasNone() throws {
    let project = try Self.project()
    try project.write("../other.yaml", Project.trialWorkflow.replacing("features/*.yaml", with: "features/o*.yaml"))
    let elsewhere = project.outside + "/other.yaml"
    let question = ["log", "--workflow", elsewhere]
    let answer = try project.slipway(question)
    try project.done("plan", "export")
    #expect(try project.slipway(question) == answer)
    let size = try project.read(Self.notes).utf8.count
    try project.delete(Self.notes)
    #expect(try project.slipway(question) == answer)
    #expect(!FileManager.default.fileExists(atPath: project.folder + "/" + Self.notes))
    #expect(size > 0)
  }

  @Test(arguments: ["truncated", "edited", "empty", "garbage", "folder", "link", "unreadable folder"])
  func brokenOnesAreNoError(how: String) throws {
    let project = try Self.project()
    let first = try Self.answers(project)
    let path = project.folder + "/" + Self.notes
    var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
    try FileManager.default.removeItem(atPath: path)
    switch how {
    case "truncated": bytes.removeLast(bytes.count / 2)
    case "edited": for index in stride(from: 30, to: bytes.count, by: 50) { bytes[index] ^= 1 }
    case "empty": bytes = []
    case "garbage": bytes = Array(repeating: 0xFF, count: 5_000)
    default: break
    }
    switch how {
    case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
    case "unreadable folder":
      try project.delete(".git/slipway")
      try project.write(".git/slipway", "a file in the way\n")
    default: try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    #expect(try Self.answers(project) == first)
    #expect(try Self.answers(project) == first)
  }

  /// A landing of very many manifests tells one feature's part of it alone.
  @Test func aGreatLandingIsToldByFeature() throws {
    let project = try Project.trial()
    for number in 0..<80 { try project.write("features/f\(number).yaml", project.manifest("f\(number)")) }
    try project.on(day: 2).commit("Bring them all")
    for number in 0..<80 {
      try project.write("features/f\(number).yaml", project.manifest("f\(number)", more: "note: x\n"))
    }
    try project.on(day: 3).commit("Change them all")
    let first = try project.slipway("show", "f7")
    #expect(first.out.contains("since 2023-11-16"), "\(first.all)")
    #expect(try project.slipway("show", "f7") == first)
    #expect(try project.slipway("log", "f7").out.contains("f7"))
    #expect(try project.slipway("log").out.split(separator: "\n").count == 80)
    try project.git("rm", "-q", "-r", "features")
    try project.on(day: 4).commit("Drop them all")
    #expect(try project.slipway("log", "f7").out.contains("gone"))
  }
}
