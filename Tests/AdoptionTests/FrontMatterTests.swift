import Findings
import Paths
import SlipwayKit
import Testing

/// A repository that keeps its notes in Markdown, with the identity and the stage inside.
@Suite struct FrontMatterTests {
  static let workflow = """
    workflow: notes
    repository: 99887766554433221100aabbccddeeff
    version: 1
    manifests:
      files: notes/**/*.md
      except: [notes/README.md, "notes/drafts/**"]
      format: front-matter
      identity: {from: field, field: note.number}
      stage: spec.lifecycle
      title: note.name
      owner: note.keeper
      unknown-keys: allowed
    stages:
      idea: {about: Thought of.}
      built: {gate: {sign-offs: [crew]}}
      kept: {back-to: [built]}
      gone: {final: true, from: any}
      shelved: {final: true}
    sign-offs: {strength: named, self: allowed, normative: [note.name]}

    """

  private func note(_ number: String, _ stage: String) -> String {
    """
    ---
    note:
      number: \(number)
      name: Note \(number)
      keeper: ines
    spec: {lifecycle: \(stage)}  # by hand
    layout: page
    ---

    # A heading

    stage: this is prose

    """
  }

  private func room() throws -> Room {
    let room = try Room()
    try room.write("notes/README.md", "# No front matter here\n")
    try room.write("notes/drafts/x.md", "nor here\n")
    try room.write("notes/a/lamp.md", note("N-1", "built"))
    try room.write("notes/b/door.md", note("N-2", "idea"))
    try room.commit("Begin")
    return room
  }

  @Test func aPathStandsForTheFeatureInTheFile() throws {
    let room = try room()
    _ = try room.adopt(Self.workflow)
    #expect(try room.log("N-1").map(\.line) == ["N-1 - -> built ungoverned"])
    #expect(try room.log("notes/a/lamp.md").map(\.line) == ["N-1 - -> built ungoverned"])
  }

  private func errors(_ room: Room) throws -> [Finding] {
    try room.desk().checkWorkingTree().findings.filter { $0.severity == .error }
  }

  @Test func theStageIsFoundAndChangedWhereItStands() throws {
    let room = try room()
    #expect(try room.adopt(Self.workflow).findings.isEmpty)
    #expect(try room.git("show", "HEAD:schemas/baseline.yaml").hasSuffix("features:\n  N-1: built"))
    try room.edit("notes/b/door.md", "idea", "kept")
    let jump = try #require(try errors(room).first)
    #expect(jump.line == "notes/b/door.md:6:19 error edge")
    #expect(jump.help.last == "restore `spec: lifecycle: idea`, then run `slipway advance N-2`")
    try room.git("checkout", "-q", "notes")
    _ = try room.desk().advance("notes/b/door.md", to: nil)
    #expect(try room.git("show", "HEAD:notes/b/door.md") + "\n" == note("N-2", "built"))
    #expect(try room.log("N-2").map(\.line) == ["N-2 idea -> built legal", "N-2 - -> idea ungoverned"])
  }

  @Test func theFieldNamesTheFeatureWhereverTheFileLies() throws {
    let room = try room()
    _ = try room.adopt(Self.workflow)
    try room.git("mv", "notes/a/lamp.md", "notes/b/light.md")
    #expect(try errors(room).isEmpty)
    try room.commit("Move")
    #expect(try room.log().map(\.line) == ["N-1 - -> built ungoverned", "N-2 - -> idea ungoverned"])
    try room.edit("notes/b/light.md", "number: N-1", "number: N-9")
    #expect(try errors(room).map(\.rule.id).sorted() == ["deletion", "initial-stage"])
    try room.git("checkout", "-q", "notes")
    try room.write("notes/c.md", note("N-1", "built"))
    #expect(try errors(room).map(\.line) == ["notes/c.md error duplicate-identity"])
  }

  @Test(arguments: [true, false])
  func breakingTheTextLosesNoFeature(isDeleted: Bool) throws {
    let room = try room()
    _ = try room.adopt(Self.workflow)
    try room.edit("notes/a/lamp.md", "number: N-1", "number: 'N-1")
    #expect(try errors(room).map(\.path?.description) == ["notes/a/lamp.md"])
    try room.commit("Break")
    if isDeleted {
      try room.git("rm", "-q", "notes/a/lamp.md")
    } else {
      try room.write("notes/a/lamp.md", note("N-7", "idea"))
    }
    let gone = try #require(try errors(room).first)
    #expect(gone.rule.id == "deletion")
    #expect(gone.message.contains("`N-1` is gone, and the feature is in `built`"))
    #expect(gone.help.contains { $0.contains("slipway withdraw N-1") })
    try room.commit("Lose")
    #expect(try room.log("N-1").first?.line == "N-1 built -> - illegal deletion")
    // It comes back where it was.
    try room.write("notes/a/lamp.md", note("N-1", "kept"))
    #expect(try errors(room).map(\.rule.id) == ["gate-sign-offs"])
  }
}
