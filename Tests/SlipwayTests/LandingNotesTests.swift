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

  private static let questions = [
    ["plan", "export"], ["show", "export"], ["status"], ["log", "export"], ["check"], ["check", "--at", "HEAD"],
    ["check", "--base", "HEAD~4"], ["advance", "export", "--dry-run"],
    ["return", "export", "--because", "x", "--dry-run"],
  ]

  private static func answers(_ project: Project) throws -> [Outcome] {
    try questions.map { try project.slipway($0) }
  }

  /// What each question is answered with where nobody noted anything.
  private static func answersWithoutNotes(_ project: Project) throws -> [Outcome] {
    try questions.map { question in
      try? project.delete(".git/slipway")
      return try project.slipway(question)
    }
  }

  private static func size(_ project: Project) -> Int {
    FileManager.default.contents(atPath: project.folder + "/" + notes)?.count ?? 0
  }

  @Test func theSameIsSaidFromNotes() throws {
    let project = try Self.project()
    // A move, so that a check has to know how the feature came to its stage.
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    try project.on(day: 5).commit("Too early")
    let first = try Self.answersWithoutNotes(project)
    #expect(first.contains { $0.out.contains("[gate-soak]") && $0.code == 1 }, "\(first.map(\.all))")
    #expect(try Self.answers(project) == first)
    let size = Self.size(project)
    #expect(size > 0)
    #expect(try Self.answers(project) == first)
    // Nothing is noted twice.
    #expect(Self.size(project) == size)
  }

  @Test func whatWasNotedIsNotReadAgain() throws {
    let project = try Self.project()
    let plan = try project.done("plan", "export")
    try project.forget("HEAD~3:features")
    #expect(try project.slipway("plan", "export") == plan)
    try project.write("features/other.yaml", project.manifest("other", more: "note: behind\n"))
    try project.on(day: 4).commit("Behind the notes")
    #expect(try project.slipway("plan", "export") == plan)
    try project.delete(Self.notes)
    #expect(try project.slipway("plan", "export").code == 3)
  }

  /// Commits are read all the same: what their dates and parents are, no note tells.
  @Test func commitsAreReadAgain() throws {
    let project = try Self.project()
    try project.done("plan", "export")
    try project.forget("HEAD~3")
    #expect(try project.slipway("plan", "export").code == 3)
  }

  /// An audit is a proof, so it takes nothing from anybody's notes.
  @Test func anAuditReadsNoNotes() throws {
    let project = try Self.project()
    try project.done("plan", "export")
    try project.forget("HEAD~3:features")
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
    #expect(try Self.answersWithoutNotes(project) == first)
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
    #expect(Self.size(project) > 0)
    try project.delete(Self.notes)
    #expect(try project.slipway(question) == answer)
    #expect(Self.size(project) == 0)
  }

  @Test(arguments: Project.Spoiling.allCases) func brokenOnesAreNoError(how: Project.Spoiling) throws {
    let project = try Self.project()
    let first = try Self.answers(project)
    try project.spoil(Self.notes, how)
    #expect(try Self.answers(project) == first)
    #expect(try Self.answers(project) == first)
  }

  @Test func aFolderThatCannotBeWrittenIsNoError() throws {
    let project = try Self.project()
    let first = try Self.answers(project)
    try project.delete(".git/slipway")
    try project.write(".git/slipway", "a file in the way\n")
    #expect(try Self.answers(project) == first)
  }

  /// One name in two spellings, as macOS and Linux check it out, is one feature to those who look at all and to those who
  /// look for one.
  @Test func aNameInTwoSpellingsIsOneFeature() throws {
    let (long, short) = ("e\u{301}", "\u{e9}")
    let project = try Project.trial()
    // So many that files are left out of their tree.
    for number in 0..<400 {
      let id = "a-feature-whose-name-is-long-\(number)"
      try project.write("features/\(id).yaml", project.manifest(id))
    }
    try project.write("features/\(long).yaml", project.manifest(long))
    try project.on(day: 1).commit("Bring them all")
    try project.git("mv", "features/\(long).yaml", "features/\(short).yaml")
    try project.write("features/\(short).yaml", project.manifest(short))
    try project.on(day: 9).commit("The other spelling")
    let first = try project.slipway("show", short)
    #expect(first.out.contains("since 2023-11-15"), "\(first.all)")
    try project.done("status")
    #expect(try project.slipway("show", short) == first)
    #expect(try project.slipway("log", short).out.split(separator: "\n").count == 1)
  }
}
