import Findings
import Paths
import SlipwayKit
import Testing
import WorkflowModel

/// A repository whose proposals lie in folders that name them, and which knew nothing of Slipway.
@Suite struct FolderTests {
  static let workflow = """
    workflow: proposals
    repository: 0f1e2d3c4b5a69788796a5b4c3d2e1f0
    version: 1
    manifests:
      files: proposals/**/proposal.yaml
      except: proposals/0000-template/**
      identity: {from: folder}
      stage: status
      stage-if-absent: sketch
      owner: crew
      unknown-keys: allowed
    stages:
      sketch: {about: Written down.}
      trial:
        requires: [since]
        gate:
          criteria:
            flown: {says: It flew once., evidence: link}
          sign-offs: [crew]
      service: {back-to: [trial], gate: {sign-offs: [crew]}}
      retired: {final: true}
    sign-offs: {strength: named, self: allowed, normative: [title, crew]}
    landing: merge
    hops: one

    """

  private func proposal(_ title: String, _ more: String...) -> String {
    (["title: \(title)", "crew: hull", "reviewers: [x, y]"] + more).map { $0 + "\n" }.joined()
  }

  /// A past of three commits: one proposal in each stage, a template, and three mistakes.
  private func room() throws -> Room {
    let room = try Room()
    try room.write("proposals/0000-template/proposal.yaml", "title: …\nstatus: sketch|trial|service\n")
    try room.write("proposals/hull/0001-airlock/proposal.yaml", proposal("Airlock"))
    try room.write("proposals/hull/0002-shutter/proposal.yaml", proposal("Shutter", "status: sketch"))
    try room.commit("Sketch")
    try room.edit("proposals/hull/0002-shutter/proposal.yaml", "sketch", "trial  # at last\nsince: '2019'")
    try room.write("proposals/power/0003-cell/proposal.yaml", proposal("Cell", "status: \"service\""))
    try room.commit("Try")
    try room.write("proposals/power/0004-sail/proposal.yaml", proposal("Sail", "status: trial (again)"))
    try room.write("proposals/power/0005-coil/proposal.yaml", proposal("Coil", "status:"))
    try room.write("proposals/power/0006-pump/proposal.yaml", proposal("Pump") + "---\nstatus: trial\n")
    try room.commit("Err")
    return room
  }

  private let mistakes = [
    "proposals/power/0004-sail/proposal.yaml:4:9 error unknown-stage",
    "proposals/power/0005-coil/proposal.yaml:4:1 error missing-key",
    "proposals/power/0006-pump/proposal.yaml:4:1 error yaml-several-documents",
  ]

  @Test func aTreeIsJudgedByAWorkflowFromElsewhere() throws {
    let room = try room()
    let judgement = try room.desk().checkTree(revision: nil, standIn: room.policy(Self.workflow))
    #expect(judgement.lines == mistakes)
    #expect(judgement.manifests == 6)
    let empty = try #require(judgement.findings.first { $0.rule.id == "missing-key" })
    #expect(empty.message == "`status` has no value")
    #expect(try room.desk().checkTree(revision: "HEAD~1", standIn: room.policy(Self.workflow)).lines == [])
    let judged = Self.workflow.replacing("  except: proposals/0000-template/**\n", with: "")
    let all = try room.desk().checkTree(revision: nil, standIn: room.policy(judged))
    #expect(all.lines.contains("proposals/0000-template/proposal.yaml:2:9 error unknown-stage"))
    #expect(all.manifests == 7)
  }

  @Test func adoptionListsWhatStandsMidFlightAndTouchesNoManifest() throws {
    let room = try room()
    let written = try room.adopt(Self.workflow)
    #expect(written.findings.map(\.line) == mistakes.map { $0.replacing(" error ", with: " warning ") })
    #expect(
      written.paths.map(\.description).sorted() == [
        "schemas/baseline.yaml", "schemas/teams.yaml", "schemas/workflow.yaml",
      ])
    #expect(try room.git("diff", "--name-only", "HEAD~1", "--", "proposals") == "")
    let baseline = try room.git("show", "HEAD:schemas/baseline.yaml")
    #expect(baseline.contains("\"0002-shutter\": trial\n  \"0003-cell\": service"))
    #expect(!baseline.contains("0001-airlock"))
    // What stood there before is not the fault of the landing that adopts.
    let judgement = try room.desk().checkWorkingTree()
    #expect(judgement.lines == mistakes.map { $0.replacing(" error ", with: " warning ") })
    #expect(judgement.notices.count == 2)
    // From then on it is nobody's news, and whoever touches it mends it.
    try room.write("elsewhere", "")
    try room.commit()
    #expect(try room.desk().checkWorkingTree().lines == mistakes.map { $0.replacing(" error ", with: " note ") })
    try room.edit("proposals/power/0004-sail/proposal.yaml", "title: Sail", "title: The sail")
    #expect(try room.desk().checkWorkingTree().lines.contains(mistakes[0]))
  }

  @Test func featuresInMidFlightGoOnFromWhereTheyStand() throws {
    let room = try room()
    _ = try room.adopt(Self.workflow)
    let path = "proposals/hull/0002-shutter/proposal.yaml"
    let board = try room.desk().board()
    #expect(
      board.rows.map { "\($0.feature.id) \($0.feature.stage.value)" } == [
        "0001-airlock sketch", "0002-shutter trial", "0003-cell service",
      ])
    #expect(board.rows.map { ($0.since ?? 0) - Room.start } == [86_400, 2 * 86_400, 2 * 86_400])
    #expect(board.unreadable.count == 3)
    #expect(try room.desk().detail(of: "0002-shutter").gates.map(\.state) == [.adopted, .open])

    // Past a stage by hand.
    try room.edit("proposals/hull/0001-airlock/proposal.yaml", "crew: hull", "crew: hull\nstatus: service")
    let skipped = try #require(try room.desk().checkWorkingTree().findings.first { $0.severity == .error })
    #expect(skipped.line == "proposals/hull/0001-airlock/proposal.yaml:3:9 error edge")
    #expect(skipped.help.last == "restore `status: sketch`, then run `slipway advance 0001-airlock`")
    try room.git("checkout", "-q", "proposals")

    // The gate of the stage that it stands in binds, earlier ones do not.
    try room.edit(path, "trial", "service")
    #expect(
      try room.desk().checkWorkingTree().lines.filter { $0.contains("error") } == [
        "\(path):4:9 error gate-criteria", "\(path):4:9 error gate-sign-offs",
      ])
    try room.git("checkout", "-q", "proposals")
    #expect(try room.desk().plan("0002-shutter").ways.map(\.isOpen) == [false])
    _ = try room.desk().record("0002-shutter", criterion: "flown", evidence: "https://example.org/flights/7")
    _ = try room.desk().signOff("0002-shutter", skip: nil, SignOffRequest(for: nil))
    #expect(try room.desk().plan("0002-shutter").ways.map(\.isOpen) == [true])
    guard case .committed = try room.desk().advance("0002-shutter", to: nil) else {
      Issue.record("the gate is complete")
      return
    }
    #expect(try room.git("show", "HEAD:\(path)").contains("status: service  # at last\n"))
    #expect(
      try room.log("0002-shutter").map(\.line) == [
        "0002-shutter trial -> service legal", "0002-shutter sketch -> trial ungoverned",
        "0002-shutter - -> sketch ungoverned",
      ])
  }

  @Test func aTeamMayOwnAndItsMembersSignNothingOfTheirOwn() throws {
    let room = try room()
    let refusing = Self.workflow.replacing("self: allowed", with: "self: refused")
    let written = try room.adopt(refusing)
    #expect(written.findings.count == 3)
    // Adoption knows the owners that it finds, as teams of nobody yet.
    let teams = try room.git("show", "HEAD:schemas/teams.yaml")
    #expect(teams.contains("  crew: [ines]\n"))
    #expect(teams.contains("  hull: []"))
    _ = try room.desk().signOff("0003-cell", skip: nil, SignOffRequest(for: nil))
    try room.edit("schemas/teams.yaml", "hull: []", "hull: [ines]")
    try room.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try room.commit("Say who the hull is")
    #expect(throws: Trouble.self) { try room.desk().signOff("0002-shutter", skip: nil, SignOffRequest(for: nil)) }
    #expect(try room.desk().plan("0002-shutter").ways.flatMap(\.advice).map(\.people) == [[]])
    // A name that nobody declared is a mistake as ever.
    try room.edit("proposals/hull/0001-airlock/proposal.yaml", "crew: hull", "crew: hul")
    #expect(
      try room.desk().checkWorkingTree().lines.contains(
        "proposals/hull/0001-airlock/proposal.yaml:2:7 error unknown-name"))
  }

  @Test func aFeatureIsBornInTheInitialStage() throws {
    let room = try room()
    _ = try room.adopt(Self.workflow)
    try room.write("proposals/dock/0007-clamp/proposal.yaml", proposal("Clamp", "status: service"))
    #expect(
      try room.desk().checkWorkingTree().lines.filter { $0.contains("error") } == [
        "proposals/dock/0007-clamp/proposal.yaml:4:9 error initial-stage"
      ])
    try room.git("clean", "-fdq")
    // The folder names it, whatever the command line says.
    #expect(throws: Trouble.self) {
      try room.desk().newFeature(
        "0007-clamp", title: "Clamp", owner: "hull", fields: [],
        path: "proposals/dock/0008-clamp/proposal.yaml")
    }
    let born = try room.desk().newFeature(
      "0007-clamp", title: "Clamp", owner: "hull", fields: [],
      path: "proposals/dock/0007-clamp/proposal.yaml")
    guard case .committed = born else {
      Issue.record("\(born)")
      return
    }
  }

  @Test func aFolderMayMoveButNotBeRenamed() throws {
    let room = try room()
    _ = try room.adopt(Self.workflow)
    try room.git("mv", "proposals/hull/0002-shutter", "proposals/power/0002-shutter")
    #expect(try !room.desk().checkWorkingTree().lines.contains { $0.contains("error") })
    try room.commit("Move")
    try room.git("mv", "proposals/power/0002-shutter", "proposals/power/0002-blind")
    let findings = try room.desk().checkWorkingTree().findings.filter { $0.severity == .error }
    #expect(findings.map(\.rule.id).sorted() == ["deletion", "initial-stage"])
    let gone = try #require(findings.first { $0.rule.id == "deletion" })
    #expect(gone.help.contains("the file's folder may move, but its name is the feature's identity and stays"))
    // This workflow has no stage to withdraw a feature to.
    #expect(!gone.help.contains { $0.contains("slipway withdraw") })
    let log = try room.log("0002-shutter")
    #expect(log.first?.line == "0002-shutter sketch -> trial ungoverned")
  }

  @Test func aTextThatNobodyCanReadKeepsTheStageBeforeIt() throws {
    let room = try room()
    _ = try room.adopt(Self.workflow)
    let path = "proposals/hull/0001-airlock/proposal.yaml"
    try room.write(path, "title: [Airlock\n")
    try room.commit("Break")
    #expect(try room.desk().check(revision: "HEAD").lines.contains { $0.hasPrefix(path) && $0.contains("error yaml-") })
    try room.write(path, proposal("Airlock", "status: service", "since: '2019'"))
    #expect(try room.desk().checkWorkingTree().lines.contains("\(path):4:9 error edge"))
    try room.commit("Jump")
    #expect(
      try room.log("0001-airlock").map(\.line) == [
        "0001-airlock sketch -> service illegal edge", "0001-airlock - -> sketch ungoverned",
      ])
  }
}
