import Foundation
import Testing

/// Sign-offs that were taken back: nobody makes them count again but whoever gave them.
@Suite struct RetractionTests {
  private static let shut = ["error:gate-sign-offs", "warning:void-sign-off"]
  private static let retraction = "{team: review, by: sam, on: 2023-11-17, retracted: I was wrong.}"

  /// Sam signed what leaving `draft` asks for and took it back, each in a landing; and the manifest in between.
  private func takenBack() throws -> (project: Project, before: String) {
    let project = try Project.trial(strength: "named").on(day: 3)
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    let before = try project.read("features/export.yaml")
    try project.replace("\\z", with: "      - \(Self.retraction)\n")
    try project.by(.sam).commit("No, after all")
    #expect(try rules(project, "--at", "HEAD") == [])
    return (project, before)
  }

  private func moving(_ project: Project) throws -> [String] {
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    return try rules(project)
  }

  @Test func itShutsTheGate() throws {
    let (project, _) = try takenBack()
    #expect(try moving(project).contains("error:gate-sign-offs"))
    try project.git("checkout", "-q", "features")
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try moving(project) == [], "whoever took it back gives it again")
  }

  /// Anybody can copy a signature, and who looks for the commit that brought a record finds the one of its copy.
  @Test(arguments: ["signed", "authored"])
  func aCopyBelowItDoesNotCount(strength: String) throws {
    let project = try Project.trial(strength: strength).on(day: 3)
    let sam = strength == "signed" ? try project.signing(as: .sam) : project.by(.sam)
    try sam.done("sign-off", "export", "--team", "review")
    let record = try #require(project.read("features/export.yaml").split(separator: "\n").last.map(String.init))
    try project.replace("\\z", with: "      - \(Self.retraction)\n")
    try sam.commit("No, after all")
    try project.replace("\\z", with: "\(record)\n")
    try project.by(.ada).commit("Yes, he agreed")
    #expect(try rules(project, "--at", "HEAD") == ["warning:void-sign-off"])
    #expect(try project.slipway("check", "--at", "HEAD").out.contains("it repeats one that `sam` took back"))
    #expect(try moving(project) == Self.shut)
    try project.git("reset", "-q", "--hard", "HEAD~1")
    let same = try sam.slipway("sign-off", "export", "--team", "review")
    #expect(same.code == 2 && same.errors.contains("took back this very sign-off today"), "\(same.all)")
    try sam.on(day: 4).done("sign-off", "export", "--team", "review")
    #expect(try moving(project.on(day: 4)) == [])
  }

  @Test func itCannotBeTakenAway() throws {
    let (project, before) = try takenBack()
    try project.write("features/export.yaml", before)
    #expect(try rules(project) == ["error:sign-offs-grow"])
    #expect(try moving(project) == ["error:sign-offs-grow"])
  }

  @Test func norByDeletingTheManifestFirst() throws {
    let (project, before) = try takenBack()
    try project.delete("features/export.yaml")
    try project.commit("Delete it")
    #expect(try rules(project, "--at", "HEAD") == [])
    try project.write("features/export.yaml", before)
    #expect(try rules(project) == ["error:sign-offs-grow"])
  }

  @Test func norByBreakingTheManifestFirst() throws {
    let (project, before) = try takenBack()
    try project.write("features/export.yaml", before + "returned: [\n")
    try project.commit("Break it")
    try project.write("features/export.yaml", before)
    #expect(try rules(project) == ["error:sign-offs-grow"])
  }

  /// A skip that was proposed goes where a feature is given up; where it is only put aside, it could come back without
  /// the retraction.
  @Test func norByPuttingTheFeatureAside() throws {
    let project = try Project.trial { project in
      try project.edit("schemas/workflow.yaml", "  dropped:", "  parked: {from: [draft]}\n  dropped:")
    }
    try project.begin("export")
    try project.open("export")
    let today = project.on(day: 3)
    try today.done("record", "export", "--skip", "test", "--because", "It is small.")
    try today.by(.sam).done("sign-off", "export", "--skip", "test", "--team", "review")
    let before = try project.read("features/export.yaml")
    try today.replace("\\z", with: "      - \(Self.retraction)\n")
    try today.by(.sam).commit("No, after all")
    #expect(try rules(today, "--at", "HEAD") == [])
    let kept = before.components(separatedBy: "  test:\n")[0]
    try project.write("features/export.yaml", kept.replacing("stage: draft", with: "stage: parked"))
    #expect(try rules(today) == ["error:sign-offs-grow"])
  }
}
