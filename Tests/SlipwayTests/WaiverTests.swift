import Testing

/// Exceptions to requirements: whose they are, how long they last, and what they do not reach.
@Suite struct WaiverTests {
  private func trial(_ more: String = "waivers: {given-by: quality}\n") throws -> Project {
    let project = try Project.trial { try $0.edit("schemas/workflow.yaml", "hops: one\n", "hops: one\n\(more)") }
    try project.begin("export")
    return project.on(day: 2)
  }

  private func waive(_ project: Project, _ requirement: String, until: String = "2099-12-31", by: String = "gina")
    throws
    -> Outcome
  {
    try project.slipway(
      "waive", "export", requirement, "--because", "The fair is on Monday.", "--until", until, "--by", by)
  }

  @Test func aWaiverStandsForWhatItNames() throws {
    let project = try trial()
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try project.slipway("advance", "export").code == 1)
    #expect(try waive(project, "criteria.tried").code == 0)
    #expect(
      try project.slipway("plan", "export").out.contains("✓ tried  waived by gina until 2099-12-31, named: The fair"))
    #expect(try project.slipway("status").out.contains("\tcriteria.tried\t"))
    #expect(try project.git("log", "-1", "--format=%(trailers:key=Waives,valueonly)") == "criteria.tried")
    try project.on(day: 3).done("advance", "export")
    #expect(try project.slipway("audit").code == 0)
  }

  /// Whoever reads the history must see why a gate opened that was shown nothing.
  @Test func theMoveTellsWhatWasWaived() throws {
    let project = try trial()
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try waive(project, "criteria.tried").code == 0)
    try project.on(day: 3).done("advance", "export")
    let message = try project.git("log", "-1", "--format=%B").replacing("\n", with: " ")
    #expect(
      message.contains("Waived: criteria.tried by Gina Holm until 2099-12-31 (The fair is on Monday.)"), "\(message)")
    #expect(
      try project.git("log", "-1", "--format=%(trailers:key=Waived-by,valueonly)")
        == "Gina Holm <gina@example.org> (quality)")
    let waived = #""waived":[{"because":"The fair is on Monday.","by":"gina","waives":"criteria.tried"}]"#
    for _ in 1...2 {
      #expect(try project.slipway("log", "--format", "jsonl", "-n", "1").out.contains(waived))
      #expect(
        try project.slipway("log", "--format", "csv").out.contains(",criteria.tried by gina: The fair is on Monday.,"))
      #expect(try project.slipway("audit").code == 0, "and the next log is told from what it left")
    }
  }

  @Test func whoMayWaiveInsteadIsSaid() throws {
    let project = try trial("waivers: {given-by: [review]}\n")
    let outcome = try project.slipway(
      "waive", "export", "criteria.tried", "--because", "A fair.", "--until", "2099-12-31", "--by", "ada", "--team",
      "review")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("`sam` or `gina` can give it: `--by HANDLE`"), "\(outcome.all)")
  }

  @Test func soakAndSignOffsCanBeWaivedToo() throws {
    let project = try Project.trial(in: "test")
    try project.replace("hops: one", with: "hops: one\nwaivers: {given-by: [review]}", in: "schemas/workflow.yaml")
    try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
    try project.commit("Review may waive")
    let today = project.on(day: 4)
    try today.by(.sam).done("sign-off", "export", "--team", "quality")
    #expect(try today.slipway("advance", "export").code == 1)
    #expect(try waive(today, "soak", by: "gina").code == 0)
    #expect(try waive(today, "sign-offs.review", by: "gina").code == 0)
    try today.done("advance", "export")
  }

  /// Whoever waives a sign-off fills no other slot of the gate.
  @Test func aWaiverOfASignOffIsNoSecondVoice() throws {
    let project = try Project.trial(in: "test")
    try project.replace("hops: one", with: "hops: one\nwaivers: {given-by: review}", in: "schemas/workflow.yaml")
    try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
    try project.commit("Review may waive")
    let later = project.on(day: 8)
    try later.by(.gina).done("sign-off", "export", "--team", "quality")
    #expect(try waive(later, "sign-offs.review", by: "gina").code == 0)
    #expect(try later.slipway("advance", "export").code == 1)
    try later.by(.sam).done("sign-off", "export", "--team", "review")
    try later.done("advance", "export")
  }

  @Test(arguments: [
    ("the owner", "criteria.tried", "2099-12-31", "ada"), ("another team", "criteria.tried", "2099-12-31", "eve"),
    ("a day that is over", "criteria.tried", "2023-11-15", "gina"),
    ("no requirement", "criteria.tired", "2099-12-31", "gina"),
    ("nothing here", "soak", "2099-12-31", "gina"), ("no day", "criteria.tried", "soon", "gina"),
  ])
  func isRefusedWhenItIsGiven(_ why: String, _ requirement: String, _ until: String, _ by: String) throws {
    let project = try trial()
    let outcome = try waive(project, requirement, until: until, by: by)
    #expect(outcome.code == 2, "\(outcome.all)")
    #expect(try project.git("status", "--porcelain") == "")
  }

  /// Not even where people may sign off features that they own.
  @Test(arguments: ["refused", "allowed"]) func theOwnerOfAFeatureWaivesNothingOfIt(_ own: String) throws {
    let project = try trial("waivers: {given-by: [review]}\n")
    try project.replace("review: \\[sam, gina\\]", with: "review: [sam, gina, ada]", in: "schemas/teams.yaml")
    try project.replace("self: refused", with: "self: \(own) ", in: "schemas/workflow.yaml")
    try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
    try project.commit("Ada reviews, too")
    let outcome = try waive(project, "criteria.tried", by: "ada")
    #expect(outcome.code == 2 && outcome.errors.contains("`ada` owns the feature"), "\(outcome.all)")
    // By hand it stands there, and waives nothing.
    #expect(try waive(project, "criteria.tried", by: "gina").code == 0)
    try project.replace("by: gina", with: "by: ada")
    try project.commit("By another name")
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    let refused = try project.on(day: 3).slipway("advance", "export")
    #expect(refused.code == 1 && refused.all.contains("does not hold: `ada` owns the feature"), "\(refused.all)")
  }

  @Test func whoeverIsNotNamedMayNot() throws {
    let project = try trial("")
    let outcome = try waive(project, "criteria.tried")
    #expect(outcome.code == 2 && outcome.errors.contains("names nobody who may waive"), "\(outcome.all)")
  }

  /// Day 5 is 2023-11-19.
  @Test(arguments: [(5, true), (6, false)])
  func itHoldsUntilTheEndOfItsDay(day: Int, holds: Bool) throws {
    let project = try trial()
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try waive(project, "criteria.tried", until: "2023-11-19").code == 0)
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: day).commit("Move on")
    let later = try project.on(day: nil).slipway("check", "--at", "HEAD")
    #expect(later.code == (holds ? 0 : 1), "\(later.all)")
    #expect(later.all.contains("does not hold: it ended on 2023-11-19") == !holds)
  }

  @Test(arguments: ["because: .*?,", "until: 2099", "waives: criteria.tried", "by: gina"])
  func isVoidOnceItIsEdited(_ pattern: String) throws {
    let project = try trial()
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try waive(project, "criteria.tried").code == 0)
    let new = [
      "because: .*?,": "because: Another reason,", "until: 2099": "until: 2098",
      "waives: criteria.tried": "waives: sign-offs.review", "by: gina": "by: sam",
    ]
    try project.replace(pattern, with: try #require(new[pattern]))
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    let found = try rules(project.on(day: 3))
    #expect(found.contains { $0.hasPrefix("error:") }, "\(found)")
  }

  @Test func goingBackTakesItAway() throws {
    let project = try trial()
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try waive(project, "criteria.tried").code == 0)
    let record = try #require(project.read("features/export.yaml").firstMatch(of: /- \{waives.*/)).0
    try project.on(day: 3).done("advance", "export")
    try project.on(day: 4).done("return", "export", "--to", "draft", "--because", "feedback")
    #expect(try !project.read("features/export.yaml").contains("waives"))
    let again = project.on(day: 5)
    try again.by(.sam).done("sign-off", "export", "--team", "review")
    try again.replace("(    sign-offs:\n      - .*)", with: "$1\n    waived:\n      \(record)")
    try again.edit("features/export.yaml", "stage: draft", "stage: test")
    let found = try rules(again)
    #expect(found.contains("error:gate-criteria") && found.contains("warning:void-waiver"), "\(found)")
  }

  /// The branch is dated before it ended, on 2023-11-19, and is to land years later.
  @Test(arguments: ["merge", "rebase"]) func aBackdatedBranchBringsNoneBack(_ landing: String) throws {
    let project = try trial()
    if landing == "rebase" {
      try project.edit("schemas/workflow.yaml", "landing: merge", "landing: rebase")
      try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
      try project.commit("Land by rebase")
    }
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try waive(project, "criteria.tried", until: "2023-11-19").code == 0)
    try project.on(day: 3).moveOnBranch()
    let found = try rules(project.on(day: nil), "--base", "main", "--head", "work")
    #expect(found == ["error:gate-criteria", "warning:void-waiver"])
  }

  /// In history a date that runs backwards is a finding, and brings nothing back either.
  @Test func aDateThatRunsBackwardsBringsNoneBack() throws {
    let project = try trial()
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    #expect(try waive(project, "criteria.tried", until: "2023-11-19").code == 0)
    try project.on(day: 8).commit("Something else")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 4).commit("Move on")
    #expect(try rules(project, "--at", "HEAD") == ["error:clock", "error:gate-criteria", "warning:void-waiver"])
  }
}
