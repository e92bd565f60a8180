import Templates
import TestSupport
import Testing
import WorkflowModel

@Suite struct WorkflowTests {
  private let release: Workflow
  private let alpha: Workflow

  init() throws {
    release = try workflow(Template.releaseStages.workflow(repository: "0123456789abcdef"))
    alpha = try workflow(Template.alphaBetaStable.workflow(repository: "0123456789abcdef"))
  }

  @Test("stages with `from` stand beside the order")
  func order() {
    #expect(
      release.order.map(\.name.value)
        == ["development", "internal-release", "beta-release", "public-release", "done"])
    #expect(release.initial?.name.value == "development")
    #expect(release.position(of: "withdrawn") == nil)
    #expect(release.position(of: "done") == 4)
    #expect(release.position(of: "nowhere") == nil)
    #expect(alpha.order.map(\.name.value) == ["alpha", "beta", "stable", "finished"])
    #expect(alpha.stageNames == ["alpha", "beta", "stable", "finished", "deprecated", "withdrawn"])
  }

  @Test("optional stages directly behind, and no others")
  func optional() throws {
    #expect(release.optionalStages(after: "internal-release").map(\.name.value) == ["beta-release"])
    #expect(release.optionalStages(after: "development").isEmpty)
    #expect(release.optionalStages(after: "done").isEmpty)
    #expect(release.optionalStages(after: "withdrawn").isEmpty)
    let several = try workflow(
      """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      stages: {a: , b: {optional: {}}, c: {optional: {}}, d: , e: {optional: {}}, f: {final: true}}
      """)
    #expect(several.optionalStages(after: "a").map(\.name.value) == ["b", "c"])
    #expect(several.optionalStages(after: "b").map(\.name.value) == ["c"])
    #expect(several.optionalStages(after: "d").map(\.name.value) == ["e"])
  }

  @Test(
    "who comes to a stage beside the order",
    arguments: [
      ("deprecated", "alpha", false), ("deprecated", "beta", true), ("deprecated", "stable", true),
      ("deprecated", "finished", false), ("deprecated", "deprecated", false), ("deprecated", "nowhere", false),
      ("withdrawn", "alpha", true), ("withdrawn", "deprecated", true), ("withdrawn", "beta", false),
      ("beta", "alpha", false),
    ])
  func entered(stage: String, from: String, isEdge: Bool) throws {
    #expect(alpha.isEntered(try #require(alpha.stage(stage)), from: from) == isEdge)
  }

  @Test("`any` is every stage that is not final", arguments: ["development", "beta-release", "public-release"])
  func any(from: String) throws {
    let withdrawn = try #require(release.stage("withdrawn"))
    #expect(release.isEntered(withdrawn, from: from))
    #expect(!release.isEntered(withdrawn, from: "done"))
    #expect(!release.isEntered(withdrawn, from: "withdrawn"))
  }

  @Test("a manifest may have the fields that the workflow speaks of")
  func keys() {
    #expect(
      release.trackedFields.map(\.path.description) == [
        "beta.channel", "beta.pool", "beta.reasons", "documentation", "flag", "owner", "summary", "testers", "title",
      ])
    #expect(
      release.keys.children.keys.sorted() == [
        "beta", "documentation", "feature", "flag", "gates", "owner", "returned", "stage", "summary", "testers",
        "title",
        "withdrawn",
      ])
    #expect(release.keys.children["beta"]?.children.keys.sorted() == ["channel", "pool", "reasons"])
  }

  @Test("addresses find people whatever their letter case")
  func emails() throws {
    let teams = try teams(people)
    #expect(teams.person(email: "BOB@home.example")?.handle == "bob")
    #expect(teams.person(email: "nobody@example.com") == nil)
  }
}
