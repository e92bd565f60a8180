import Testing

/// The policy: judged by the one before, and never done away with.
@Suite struct PolicyTests {
  @Test func reportsAChangeAndWantsANewVersion() throws {
    let project = try Project.trial(in: "draft")
    try project.edit("schemas/teams.yaml", "review: [sam, gina]", "review: [sam, gina, ada]")
    #expect(try rules(project) == ["error:policy-version", "note:policy-change"])
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 3")
    #expect(try rules(project).contains("error:policy-version"))
    try project.edit("schemas/workflow.yaml", "version: 3", "version: 2")
    #expect(try rules(project) == ["note:policy-change", "note:policy-change"])
    try project.commit()
    // An old policy brought back is a change like any other.
    try project.git("checkout", "-q", "HEAD~1", "--", "schemas")
    #expect(try rules(project).contains("error:policy-version"))
  }

  @Test func isNoChangeWithoutAChangedByte() throws {
    let project = try Project.trial(in: "draft")
    try project.git("update-index", "--chmod=+x", "schemas/teams.yaml")
    #expect(try project.slipway("check", "--staged").code == 0)
  }

  @Test func judgesByThePolicyBefore() throws {
    let project = try Project.trial(in: "draft")
    // The gate is gone in the very landing that would have to pass it.
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.edit(
      "schemas/workflow.yaml",
      """
            criteria:
              tried: {says: Somebody tried it., evidence: link}
            sign-offs: [review]
        test:
      """,
      """
            due: 3 days
        test:
      """)
    #expect(try rules(project) == ["note:policy-change"])
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    #expect(try rules(project) == ["error:gate-criteria", "error:gate-sign-offs", "note:policy-change"])
    try project.git("checkout", "-q", "--", "features")
    try project.commit()
    // From the next landing on the new policy judges.
    try project.done("advance", "export")
  }

  @Test func landsAFieldTogetherWithItsManifests() throws {
    let project = try Project.trial(in: "draft")
    try project.edit("features/export.yaml", "owner: ada\n", "owner: ada\nteam-size: 4\n")
    #expect(try project.slipway("check").code == 1)
    try project.edit(
      "schemas/workflow.yaml", "stages:\n", "fields:\n  team-size: {type: integer, minimum: 1}\nstages:\n")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    #expect(try rules(project) == ["note:policy-change"])
    try project.commit()
    // A rule that untouched manifests break is a warning in the landing that brings it.
    try project.edit("schemas/workflow.yaml", "minimum: 1", "minimum: 9")
    try project.edit("schemas/workflow.yaml", "version: 2", "version: 3")
    let found = try rules(project)
    #expect(found.count == 2)
    #expect(found.contains("note:policy-change"))
    #expect(found.contains { $0.hasPrefix("warning:") })
  }

  /// Otherwise a landing without a policy would open every gate for the one after it.
  @Test(arguments: ["gone", "broken", "link", "teams"])
  func isMissedUntilItIsMended(_ how: String) throws {
    let project = try Project.trial(in: "test")
    switch how {
    case "gone": try project.git("rm", "-rq", "schemas")
    case "broken": try project.write("schemas/workflow.yaml", "workflow: {")
    case "teams": try project.write("schemas/teams.yaml", "people: [")
    default:
      try project.git("mv", "schemas", "hidden")
      try project.git([
        "update-index", "--add", "--cacheinfo",
        "120000,\(project.git("hash-object", "-w", "--stdin", input: Array("hidden".utf8))),schemas",
      ])
      try project.git("commit", "-q", "-m", "Hide the policy")
      try project.git("reset", "-q", "--hard")
    }
    if how != "link" {
      #expect(try rules(project).contains("error:policy-missing"))
      try project.commit()
    }
    #expect(try rules(project, "--at", "HEAD").contains("error:policy-missing"))
    // The last readable policy judges.
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    #expect(try rules(project).contains("error:gate-sign-offs"))
    #expect(try project.slipway("withdraw", "export", "--because", "x").code == 2)
    let again = try project.slipway("init")
    #expect(again.code == 2)
    // Restoring it does not let the move pass.
    if how != "gone" { try project.git("rm", "-rq", "schemas") }
    try project.git("checkout", "-q", "HEAD~1", "--", "schemas")
    if how == "link" { try project.git("rm", "-rq", "hidden") }
    #expect(try rules(project).contains("error:gate-sign-offs"))
    try project.git("checkout", "-q", "HEAD", "--", "features")
    let mended = try project.slipway("check", "--format", "json")
    #expect(mended.code == 0, "\(mended.all)")
    try project.commit("Mend the policy")
    #expect(try project.slipway("check").code == 0)
    #expect(try project.slipway("log").out.contains("\tlegal\texport\tdraft -> test"))
    #expect(try project.slipway("plan", "export").code == 0)
  }

  /// A link that holds the very bytes of the file before it is no policy, and does not make that file one.
  @Test func isMissedWhereOnlyTheModeChanged() throws {
    let project = try Project.trial(in: "test")
    let workflow = try project.git("rev-parse", "HEAD:schemas/workflow.yaml")
    try project.git("update-index", "--cacheinfo", "120000,\(workflow),schemas/workflow.yaml")
    try project.on(day: 4).git("commit", "-q", "-m", "Make a link of the policy")
    #expect(try rules(project, "--at", "HEAD").contains("error:policy-missing"))
    // Who makes a file of it again moves nothing along.
    try project.git("update-index", "--cacheinfo", "100644,\(workflow),schemas/workflow.yaml")
    try project.git("checkout-index", "-qfa")
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    try project.on(day: 9).commit("Mend it")
    let found = ["error:gate-sign-offs", "error:gate-sign-offs", "note:policy-change"]
    #expect(try rules(project) == found)
    #expect(try rules(project, "--at", "HEAD") == found)
    #expect(try project.slipway("log").out.contains("\tillegal\texport\ttest -> live"))
    #expect(try project.slipway("log").out.contains("\tlegal\texport\tdraft -> test"))
  }

  @Test func isNotMendedByAWeakerOne() throws {
    let project = try Project.trial(in: "draft")
    try project.git("rm", "-rq", "schemas")
    try project.commit("Delete the policy")
    try project.write(
      "schemas/workflow.yaml", Project.trialWorkflow.replacing("sign-offs: [review]\n", with: "due: 3 days\n"))
    try project.write("schemas/teams.yaml", Project.trialTeams)
    #expect(try rules(project).contains("error:policy-version"))
  }

  /// What is staged is laid out as the staged policy says, whatever the working tree has by now.
  @Test func readsTheIndexByItsOwnLayout() throws {
    let project = try Project.trial(in: "draft")
    let old = try project.read("schemas/workflow.yaml")
    try project.edit("schemas/workflow.yaml", "features/*.yaml", "[features/*.yaml, ideas/*.yaml]")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.write("schemas/baseline.yaml", "features: {late: live}\n")
    try project.write("ideas/late.yaml", project.manifest("late", stage: "live"))
    try project.git("add", "-A")
    try project.write("schemas/workflow.yaml", old)
    #expect(try rules(project, "--staged").contains("error:initial-stage"))
  }

  /// Where the stage is read from another key, an untouched manifest can come to another stage.
  @Test func movesNothingByReadingItInAnotherWay() throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "features/*.yaml\n", "features/*.yaml\n  unknown-keys: allowed\n")
    }
    try project.begin("export")
    try project.begin("import")
    try project.write("features/export.yaml", project.read("features/export.yaml") + "status: live\n")
    try project.write("features/import.yaml", project.read("features/import.yaml") + "status: draft\n")
    try project.on(day: 2).commit("Say a status, which nobody reads")
    #expect(try rules(project) == [])
    try project.edit("schemas/workflow.yaml", "unknown-keys: allowed\n", "unknown-keys: allowed\n  stage: status\n")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    let found = ["error:gate-criteria", "error:gate-sign-offs", "error:skip", "note:policy-change"]
    #expect(try rules(project) == found)
    try project.on(day: 3).commit("Read it")
    #expect(try rules(project) == found)
    #expect(try project.slipway("log").out.contains("\tillegal\texport\tdraft -> live"))
    #expect(try !project.slipway("log", "import").out.contains("->"))
  }

  @Test func adoptsWhatStandsMidFlight() throws {
    let project = try Project()
    try project.write("features/old.yaml", project.manifest("old", stage: "test"))
    try project.write("features/new.yaml", project.manifest("new"))
    try project.commit()
    try project.write("../trial.yaml", Project.trialWorkflow)
    try project.done("init", "--workflow", "../trial.yaml", "--adopt")
    #expect(try project.read("schemas/baseline.yaml").contains("  old: test\n"))
    #expect(try project.slipway("check").code == 0)
    // Soak runs from where it was first seen; the gates before are exempt, the next one binds.
    try project.edit("features/old.yaml", "stage: test", "stage: live")
    let found = try rules(project)
    #expect(found.contains("error:gate-sign-offs"))
    #expect(!found.contains("error:gate-criteria"))
    try project.git("checkout", "-q", "--", "features")
    // Nobody enters by a baseline that comes along.
    try project.write("features/late.yaml", project.manifest("late", stage: "live"))
    try project.edit("schemas/baseline.yaml", "  old: test\n", "  late: live\n  old: test\n")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    #expect(try rules(project).contains("error:initial-stage"))
  }
}
