import Testing

/// Ways around the gates, each in real history.
@Suite struct LandingTests {
  // MARK: Sign-offs

  @Test func copiedSignOffsAreVoid() throws {
    let project = try Project.trial(in: "draft")
    try project.begin("other")
    try project.open("export")
    try project.on(day: 2).done("record", "other", "tried", "https://example.org/1")
    // From another feature.
    let record = try project.read("features/export.yaml").split(separator: "\n").last { $0.contains("covers") }
    let line = try #require(record)
    try project.write(
      "features/other.yaml",
      project.read("features/other.yaml").replacing("stage: draft", with: "stage: test")
        + "    sign-offs:\n\(line)\n")
    #expect(try rules(project) == ["error:gate-sign-offs", "warning:void-sign-off"])
    try project.git("checkout", "-q", "--", "features")
    // From another gate.
    try project.on(day: 3).done("advance", "export")
    try project.write(
      "features/export.yaml",
      project.read("features/export.yaml").replacing("stage: test", with: "stage: live")
        + "  test:\n    sign-offs:\n\(line)\n\(line.replacing("review", with: "quality"))\n")
    let found = try rules(project.on(day: 9))
    #expect(
      found == ["error:gate-sign-offs", "error:gate-sign-offs", "warning:void-sign-off", "warning:void-sign-off"])
    try project.git("checkout", "-q", "--", "features")
    // From an earlier pass, brought back by hand.
    try project.on(day: 4).done("return", "export", "--because", "Once more.")
    try project.edit(
      "features/export.yaml", "stage: draft\n",
      "stage: test\ngates:\n  draft:\n    criteria: {tried: https://example.org/1}\n    sign-offs:\n\(line)\n")
    let again = try project.slipway("check")
    #expect(again.code == 1)
    #expect(again.out.contains("it was given in pass 1, and this is pass 2"))
  }

  @Test func aSignOffFromAnotherRepositoryIsVoid() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    let other = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210")
    }
    try other.begin("export")
    try other.write("features/export.yaml", project.read("features/export.yaml"))
    try other.on(day: 2).commit()
    #expect(try other.slipway("advance", "export").code == 1)
  }

  @Test func aChangeAfterTheSignOffVoidsIt() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.edit("features/export.yaml", "Title of export", "Something else")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    let outcome = try project.slipway("check")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("`title` changed after it was given"))
    try project.edit("features/export.yaml", "Something else", "Title of export")
    try project.edit("features/export.yaml", "https://example.org/1", "https://example.org/2")
    #expect(try project.slipway("check").out.contains("`tried` changed after it was given"))
  }

  @Test func aChangeInAnEarlierLandingIsNamedToo() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.edit("features/export.yaml", "Title of export", "Something else")
    try project.on(day: 3).commit("Rename it")
    try project.write("notes", "x\n")
    try project.on(day: 4).commit("Change no feature")
    let outcome = try project.on(day: 5).slipway("advance", "export")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("`title` changed after it was given"), "\(outcome.out)")
  }

  @Test func onePersonFillsOneSlot() throws {
    let project = try Project.trial(in: "test")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "review")
    #expect(try project.on(day: 9).slipway("advance", "export").code == 1)
    try project.by(.sam).on(day: 9).done("sign-off", "export", "--team", "quality")
    // Gina stands for review, Sam for quality: the best matching counts.
    try project.on(day: 9).done("advance", "export")
  }

  @Test func theLineToPasteNamesATeamOfThePerson() throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "  sign-offs: [review]\n", "  sign-offs: [{any: [review, quality]}]\n")
      try $0.edit("schemas/teams.yaml", "review: [sam, gina]", "review: [ada]")
      try $0.edit("schemas/teams.yaml", "quality: [gina, sam]", "quality: [gina]")
    }
    try project.begin("export")
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    let plan = try project.on(day: 2).slipway("plan", "export")
    #expect(plan.out.contains("gina can give it"))
    #expect(plan.out.contains("slipway sign-off export --team quality"))
    let line = try #require(plan.lineToPasteByHand)
    let manifest = try project.read("features/export.yaml")
    try project.write("features/export.yaml", manifest + "    sign-offs:\n      \(line)\n")
    #expect(try rules(project) == [])
  }

  @Test func nobodySignsTheirOwn() throws {
    let project = try Project.trial()
    try project.on(day: 1).done("new", "export", "--title", "Export", "--owner", "sam")
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    let refused = try project.by(.sam).slipway("sign-off", "export", "--team", "review")
    #expect(refused.code == 2)
    #expect(refused.errors.contains("owns `export`"))
    // Nor by giving the feature away in the same landing.
    let line = try #require(project.slipway("plan", "export").lineToPasteByHand)
    try project.edit("features/export.yaml", "owner: sam", "owner: ada")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.write(
      "features/export.yaml",
      project.read("features/export.yaml") + "    sign-offs:\n      \(line.replacing("by: gina", with: "by: sam"))\n")
    #expect(try rules(project).contains("error:gate-sign-offs"))
    #expect(try project.by(.eve).slipway("sign-off", "export").code == 2)
  }

  // MARK: Files

  @Test func aManifestStays() throws {
    let project = try Project.trial(in: "test")
    try project.git("rm", "-q", "features/export.yaml")
    #expect(try rules(project) == ["error:deletion"])
    try project.commit("Delete it")
    // Whoever recreates it goes on where it was.
    try project.write("features/export.yaml", project.manifest("export", stage: "live"))
    #expect(try rules(project).contains("error:gate-sign-offs"))
    try project.write("features/export.yaml", project.manifest("export"))
    #expect(try rules(project) == ["error:returned"])
    try project.git("clean", "-fdq")
    let fresh = try project.slipway("new", "export", "--title", "Fresh")
    #expect(fresh.code == 1)
    #expect(fresh.out.contains("[returned]"))
    try project.git("revert", "--no-edit", "HEAD")
    #expect(try rules(project) == [])
  }

  @Test func aManifestMayGoBeforeItMoved() throws {
    let project = try Project.trial(in: "draft")
    try project.git("rm", "-q", "features/export.yaml")
    #expect(try rules(project) == [])
  }

  @Test func anotherIdentityIsAnotherFeature() throws {
    let project = try Project.trial(in: "test")
    try project.git("mv", "features/export.yaml", "features/import.yaml")
    try project.edit("features/import.yaml", "feature: export", "feature: import")
    #expect(try rules(project) == ["error:deletion", "error:initial-stage"])
  }

  @Test func aRenameWithinTheGlobsIsNoMove() throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "features/*.yaml", "\"features/**/*.yaml\"")
    }
    try project.on(day: 1).done("new", "export", "--title", "Title of export", "--path", "features/export.yaml")
    try project.open("export")
    try project.write("features/2026/README", "The features of a year.\n")
    try project.git("mv", "features/export.yaml", "features/2026/export.yaml")
    #expect(try rules(project) == [])
    // Moved and advanced in one landing, it is the same move as in two.
    try project.edit("features/2026/export.yaml", "stage: draft", "stage: test")
    #expect(try rules(project) == [])
    try project.on(day: 3).commit()
    #expect(try project.slipway("log", "export").out.contains("\tlegal\texport\tdraft -> test"))
    try project.git("mv", "features/2026/export.yaml", "features/export.yaml")
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    #expect(try rules(project) == ["error:gate-sign-offs", "error:gate-sign-offs"])
    // Two files with one identity.
    try project.git("reset", "-q", "--hard")
    try project.write("features/export.yaml", project.read("features/2026/export.yaml"))
    #expect(try rules(project).contains("error:duplicate-identity"))
  }

  @Test func brokenAndMendedIsNoWayPast() throws {
    let project = try Project.trial(in: "test")
    let text = try project.read("features/export.yaml")
    try project.write("features/export.yaml", text + "{\n")
    #expect(try project.slipway("check").code == 1)
    try project.commit("Break it")
    try project.write("features/export.yaml", text.replacing("stage: test", with: "stage: live"))
    #expect(try rules(project) == ["error:gate-sign-offs", "error:gate-sign-offs"])
    try project.write("features/export.yaml", text)
    #expect(try rules(project) == [])
    try project.commit("Mend it")
    #expect(try project.slipway("log").out.split(separator: "\n").count == 2)
  }

  @Test(arguments: ["imlpemented", "Test", "", "draft "])
  func aMisspeltStageOpensNothing(_ stage: String) throws {
    let project = try Project.trial(in: "draft")
    try project.edit("features/export.yaml", "stage: draft", "stage: '\(stage)'")
    #expect(try project.slipway("check").code == 1)
    try project.commit("Misspell it")
    try project.edit("features/export.yaml", "stage: '\(stage)'", "stage: test")
    #expect(try rules(project) == ["error:gate-criteria", "error:gate-sign-offs"])
    #expect(try [1, 2].contains(project.slipway("advance", "export").code))
  }

  // MARK: Passed is passed

  @Test func aPassedGateStaysPassed() throws {
    let project = try Project.trial(in: "test")
    // A criterion more, a person less, another title.
    try project.edit(
      "schemas/workflow.yaml", "        tried: {says: Somebody tried it., evidence: link}\n",
      "        tried: {says: Somebody tried it., evidence: link}\n        liked: {says: They liked it., evidence: text}\n"
    )
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.edit("schemas/teams.yaml", "  sam: {name: Sam Reyes, emails: [sam@example.org]}\n", "")
    try project.edit("schemas/teams.yaml", "review: [sam, gina]", "review: [ada, gina]")
    try project.edit("schemas/teams.yaml", "quality: [gina, sam]", "quality: [gina]")
    try project.edit("features/export.yaml", "Title of export", "Another title")
    #expect(try rules(project).allSatisfy { $0.hasPrefix("note:") })
    try project.on(day: 4).commit()
    #expect(try project.slipway("check", "--tree").code == 0)
    // Its record does not change.
    try project.edit("features/export.yaml", "https://example.org/1", "https://example.org/2")
    #expect(try rules(project) == ["error:sealed"])
  }

  // MARK: Back and forth

  @Test func aMoveCanBeUndone() throws {
    let project = try Project.trial(in: "live").on(day: 10)
    let before = try project.git("rev-parse", "HEAD~1:features/export.yaml")
    try project.git("revert", "--no-edit", "HEAD")
    #expect(try project.git("rev-parse", "HEAD:features/export.yaml") == before)
    #expect(try project.slipway("check").out.contains("export undone: live -> test"))
    #expect(try project.slipway("log").out.split(separator: "\n").first?.contains("\tundone\t") == true)
    #expect(try project.slipway("advance", "export").out.contains("[undone]"))
    // Reverting the revert is a move like any other.
    try project.git("revert", "--no-edit", "HEAD")
    #expect(try rules(project).contains("error:undone"))
    try project.git("reset", "-q", "--hard", "HEAD~1")
    #expect(try project.slipway("plan", "export").out.contains("slipway return export --to test"))
    #expect(try project.slipway("plan", "export", "--format", "json").out.contains("\"open\" : false"))
    try project.done("return", "export", "--because", "It broke the queue.")
    #expect(try project.slipway("check").code == 0)
    try project.by(.sam).on(day: 14).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 14).done("sign-off", "export", "--team", "quality")
    try project.on(day: 15).done("advance", "export")
    #expect(try project.slipway("check").code == 0)
  }

  @Test func aMoveCanBeUndoneAfterMoreWasRecorded() throws {
    let project = try Project.trial(in: "test").on(day: 4)
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    try project.git("revert", "--no-edit", "HEAD~1")
    #expect(try rules(project) == ["warning:undone"])
    try project.edit("features/export.yaml", "Title of export", "Another title")
    #expect(try rules(project) == ["warning:undone", "warning:void-sign-off"])
    try project.on(day: 5).commit("Edit the title")
    try project.on(day: 5).done("return", "export", "--because", "It broke the queue.")
    #expect(try rules(project) == [])
    #expect(try !project.read("features/export.yaml").contains("gates:"))
  }

  /// Deleted and written anew, it would be as if nothing had been undone.
  @Test func anUndoneMoveIsNotForgottenByDeleting() throws {
    let project = try Project.trial(in: "test").on(day: 4)
    try project.git("revert", "--no-edit", "HEAD")
    try project.git("rm", "-q", "features/export.yaml")
    #expect(try rules(project) == ["error:deletion"])
    #expect(try project.slipway("check").out.contains("slipway return export --to draft"))
    try project.git("reset", "-q", "--hard")
    try project.done("return", "export", "--because", "It broke the queue.")
  }

  @Test func undoingAReturnIsAMoveForward() throws {
    let project = try Project.trial(in: "test").on(day: 4)
    try project.done("return", "export", "--because", "Once more.")
    try project.git("revert", "--no-edit", "HEAD")
    #expect(try rules(project).contains("error:returned"))
  }

  @Test func aCherryPickedMoveIsJudgedWhereItLands() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.git("branch", "twin")
    try project.on(day: 3).done("advance", "export")
    let move = try project.head()
    try project.git("checkout", "-q", "twin")
    try project.on(day: 4).git("cherry-pick", move)
    #expect(try project.slipway("check").code == 0)
    try project.git("reset", "-q", "--hard", "HEAD~1")
    try project.edit("features/export.yaml", "Title of export", "Another title")
    try project.on(day: 4).commit()
    try project.on(day: 5).git("cherry-pick", move)
    #expect(try rules(project) == ["error:gate-sign-offs", "warning:void-sign-off"])
  }

  @Test func aSkippedStageIsVisitedAfterAReturn() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.on(day: 2).done("record", "export", "--skip", "test", "--because", "A small thing.")
    try project.by(.gina).on(day: 2).done("sign-off", "export", "--skip", "test")
    try project.on(day: 3).done("advance", "export")
    #expect(try project.slipway("status").out.hasPrefix("live\t"))
    try project.on(day: 4).done("return", "export", "--to", "draft", "--because", "Not so small.")
    try project.open("export", link: "https://example.org/2", day: 5)
    try project.on(day: 6).done("advance", "export")
    #expect(try project.slipway("status").out.hasPrefix("test\t"))
    #expect(try project.slipway("check").code == 0)
  }

  @Test func aProposedSkipGoesWhenTheStageIsEntered() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.on(day: 2).done("record", "export", "--skip", "test", "--because", "A small thing.")
    try project.on(day: 3).done("advance", "export", "--to", "test")
    #expect(try !project.read("features/export.yaml").contains("skipped"))
    #expect(try project.slipway("check").code == 0)
  }

  @Test func soakCannotBeForged() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.on(day: nil).done("advance", "export")
    try project.by(.sam).on(day: nil).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: nil).done("sign-off", "export", "--team", "quality")
    let refused = try project.on(day: nil).slipway("advance", "export")
    #expect(refused.code == 1)
    #expect(refused.out.contains("[gate-soak]"))
    // By the wall clock there is no waiting in the future either.
    #expect(try project.on(day: 9_000).slipway("advance", "export").code == 1)
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    try project.on(day: 9_000).commit("From the future")
    #expect(try rules(project).contains("error:clock"))
    #expect(try project.slipway("log").out.contains("\tillegal\texport\ttest -> live"))
    // Nor does a commit that claims to be old lengthen the stay.
    try project.git("reset", "-q", "--hard", "HEAD~1")
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    try project.on(day: 1).commit("From the past")
    #expect(try rules(project).contains("error:clock"))
    #expect(try rules(project).contains("error:gate-soak"))
    #expect(try project.slipway("log").out.contains("\tillegal\texport\ttest -> live"))
  }

  @Test func twoMovesInOneLandingAreJudgedAsOne() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.git("checkout", "-q", "-b", "work")
    try project.on(day: 3).done("advance", "export")
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    try project.on(day: 9).done("advance", "export")
    try project.git("checkout", "-q", "main")
    try project.on(day: 10).git("merge", "-q", "--no-ff", "-m", "Two moves", "work")
    #expect(try rules(project).contains("error:skip"))
    #expect(try project.slipway("log").out.contains("\tillegal\texport\tdraft -> live"))
    // One move by one merge is fine, and its maker is who set the stage.
    try project.git("reset", "-q", "--hard", "HEAD~1")
    try project.on(day: 10).git("merge", "-q", "--no-ff", "-m", "One move", "work~3")
    #expect(try rules(project) == [])
    let maker = try project.git("rev-parse", "work~3")
    #expect(
      try project.slipway("log", "--format", "jsonl", "-n", "1").out.contains("\"made_by\":{\"commit\":\"\(maker)\""))
  }

  /// A landing of very many manifests tells one feature's part of it alone, and features whose name holds another's are
  /// told apart.
  @Test func aGreatLandingIsToldByFeature() throws {
    let project = try Project.trial()
    let ids = (0..<400).map { "a-feature-whose-name-is-long-\($0)" }
    for id in ids { try project.write("features/\(id).yaml", project.manifest(id)) }
    try project.on(day: 2).commit("Bring them all")
    for id in ids { try project.write("features/\(id).yaml", project.manifest(id, more: "note: x\n")) }
    try project.on(day: 3).commit("Change them all")
    let first = try project.slipway("show", ids[7])
    #expect(first.out.contains("since 2023-11-16"), "\(first.all)")
    #expect(try project.slipway("show", ids[7]) == first)
    #expect(try project.slipway("log").out.split(separator: "\n").count == ids.count)
    try project.git("rm", "-q", "-r", "features")
    try project.on(day: 4).commit("Drop them all")
    let log = try project.slipway("log", ids[7]).out
    #expect(log.split(separator: "\n").count == 2 && log.contains("gone"), "\(log)")
    // What the whole log says of it, an audit's pages as well.
    let whole = try project.slipway("log").out.split(separator: "\n").filter { $0.contains("\t\(ids[7])\t") }
    #expect(whole == log.split(separator: "\n"))
    _ = try project.slipway("audit")
    #expect(try project.slipway("log", ids[7]).out == log)
  }
}
