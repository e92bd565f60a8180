import Foundation
import Testing

/// What commands say on another branch than the line: what CI will say of the pull request, case beside neighbour.
@Suite struct OffTheLineTests {
  // MARK: The line's policy

  @Test(arguments: [true, false])
  func thePolicyThatTheBranchLandsOnJudges(_ isOnTheLine: Bool) throws {
    let project = try Project.trial(in: "draft").withLine()
    try project.branch()
    try project.open("export")
    // Two people are asked for: by the line where it went on, or by the branch alone.
    if isOnTheLine { try project.git("checkout", "-q", "main") }
    try project.edit("schemas/workflow.yaml", "      sign-offs: [review]\n", "      sign-offs: [review, quality]\n")
    try project.edit("schemas/workflow.yaml", "version: 1\n", "version: 2\n")
    try project.on(day: 3).commit("Ask for more")
    if isOnTheLine { try project.git("checkout", "-q", "work") }
    let plan = try project.on(day: 4).done("plan", "export").out
    #expect(plan.contains("sign-off by quality") == isOnTheLine, "\(plan)")
    #expect(plan.contains("as it lands on main"), "\(plan)")
    let moved = try project.on(day: 4).slipway("advance", "export")
    #expect(moved.code == (isOnTheLine ? 1 : 0), "\(moved.all)")
    #expect(moved.out.contains("[gate-sign-offs]") == isOnTheLine)
    if !isOnTheLine { #expect(try project.slipway("check", "--base", "main").code == 0) }
  }

  @Test(arguments: [true, false])
  func aPersonWhoLeftTheTeamOnTheLineSignsNothing(_ isTheSigner: Bool) throws {
    let project = try Project.trial(in: "draft").withLine()
    try project.branch()
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    try project.git("checkout", "-q", "main")
    try project.edit("schemas/teams.yaml", "review: [sam, gina]", "review: [\(isTheSigner ? "gina" : "sam")]")
    try project.edit("schemas/workflow.yaml", "version: 1\n", "version: 2\n")
    try project.on(day: 3).commit("Remove somebody")
    try project.git("checkout", "-q", "work")
    let signed = try project.by(.sam).on(day: 4).slipway("sign-off", "export", "--team", "review")
    #expect(signed.code == (isTheSigner ? 2 : 0), "\(signed.all)")
  }

  @Test(arguments: [true, false])
  func whoOwnedItOnTheLineDoesNotSignItOff(_ isTheOwner: Bool) throws {
    let project = try Project.trial().withLine()
    try project.on(day: 1).done("new", "export", "--title", "Title of export", "--owner", "gina")
    try project.branch()
    try project.edit("features/export.yaml", "owner: gina", "owner: ada")
    try project.on(day: 2).commit("Hand it over")
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    let signed = try project.by(isTheOwner ? .gina : .sam).on(day: 3).slipway("sign-off", "export", "--team", "review")
    #expect(signed.code == (isTheOwner ? 2 : 0), "\(signed.all)")
    #expect(signed.errors.contains("owns `export`") == isTheOwner)
  }

  // MARK: The line's history

  @Test(arguments: [true, false])
  func whatHasNotLandedHasSoakedNothing(_ hasLanded: Bool) throws {
    let project = try Project.trial(in: "draft") {
      try $0.edit("schemas/workflow.yaml", "hops: one", "hops: many")
    }.withLine()
    try project.open("export")
    try project.branch()
    try project.on(day: 3).done("advance", "export")
    if hasLanded { try project.land() }
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    let plan = try project.on(day: 9).done("plan", "export").out
    #expect(plan.contains("✓ soak of 3 days") == hasLanded, "\(plan)")
    #expect(plan.contains("begins when it lands") != hasLanded, "\(plan)")
    let moved = try project.on(day: 9).slipway("advance", "export")
    #expect(moved.code == (hasLanded ? 0 : 1), "\(moved.all)")
    #expect(moved.out.contains("[gate-soak]") != hasLanded)
  }

  @Test(arguments: [true, false])
  func oneLandingMovesAFeatureOnce(_ hasLanded: Bool) throws {
    let project = try Project.trial(in: "draft") {
      try $0.edit("schemas/workflow.yaml", "      soak: 3 days\n", "")
    }.withLine()
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    if hasLanded { try project.land() }
    try project.by(.sam).on(day: 4).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 4).done("sign-off", "export", "--team", "quality")
    let plan = try project.on(day: 5).done("plan", "export").out
    #expect(plan.contains("nothing is missing") == hasLanded, "\(plan)")
    #expect(plan.contains("This branch moves it from draft, and one landing moves a feature once") != hasLanded)
    let moved = try project.on(day: 5).slipway("advance", "export")
    #expect(moved.code == (hasLanded ? 0 : 1), "\(moved.all)")
    #expect(moved.errors.contains("on `main` `export` is in `draft`") != hasLanded, "\(moved.errors)")
    #expect(try project.slipway("check", "--base", "main").code == 0)
  }

  @Test(arguments: ["merge", "squash", "rebase"])
  func whatCommandsCommitLands(_ landing: String) throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "landing: merge", "landing: \(landing)")
    }.withLine()
    try project.on(day: 1).done("new", "other", "--title", "Other")
    for isBehind in [false, true] {
      let id = isBehind ? "import" : "export"
      try project.git("checkout", "-q", "-B", "work", "main")
      if isBehind {
        try project.git("checkout", "-q", "main")
        try project.on(day: 2).done("record", "other", "tried", "https://example.org/2")
        try project.git("checkout", "-q", "work")
      }
      try project.on(day: 2).done("new", id, "--title", "Title of \(id)")
      let first = try project.on(day: 3).slipway("advance", id)
      #expect(first.code == 1, "\(first.all)")
      try project.open(id, day: 3)
      let plan = try project.on(day: 3).done("plan", id).out
      #expect(plan.contains("nothing is missing") == (landing == "rebase"), "\(plan)")
      #expect(plan.contains("begins on this branch") != (landing == "rebase"), "\(plan)")
      let clash = try project.on(day: 3).slipway("new", "other", "--title", "Again")
      #expect(clash.code == 2, "\(clash.all)")
      #expect(try project.slipway("check").code == 0)
      #expect(try project.slipway("check", "--base", "main").code == 0)
    }
  }

  /// Each commit of a rebase is a landing of its own, and one that lands as it is has soaked by its date.
  @Test(arguments: [true, false])
  func aRebaseStacksMoves(_ isBehind: Bool) throws {
    let project = try Project.trial(in: "draft") {
      try $0.edit("schemas/workflow.yaml", "landing: merge", "landing: rebase")
    }.withLine()
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    if isBehind {
      try project.git("checkout", "-q", "main")
      try project.write("README", "Something else.\n")
      try project.on(day: 2).commit("Explain")
      try project.git("checkout", "-q", "work")
    }
    let plan = try project.on(day: 9).done("plan", "export").out
    #expect(plan.contains("nothing is missing") != isBehind, "\(plan)")
    let moved = try project.on(day: 9).slipway("advance", "export")
    #expect(moved.code == (isBehind ? 1 : 0), "\(moved.all)")
    let judged = try project.slipway("check", "--base", "main")
    #expect(judged.code == 0, "\(judged.all)")
  }

  // MARK: What the line has meanwhile

  @Test(arguments: [true, false])
  func whatLandedMeanwhileCounts(_ isSignedThere: Bool) throws {
    let project = try Project.trial(in: "draft").withLine()
    // With room between them, git merges the two.
    let room = (1...6).map { "# \($0)\n" }.joined()
    try project.write(
      "features/export.yaml",
      project.read("features/export.yaml").replacing("title:", with: "\(room)title:").replacing(
        "stage: draft\n", with: "\(room)stage: draft\n\(room)# end\n"))
    try project.on(day: 2).commit("Make room")
    try project.open("export")
    try project.branch()
    try project.write("notes.md", "A branch.\n")
    try project.on(day: 3).commit("Note")
    try project.git("checkout", "-q", "main")
    if !isSignedThere {
      try project.edit("features/export.yaml", "Title of export", "Another title")
      try project.on(day: 3).commit("Void the sign-off")
    } else {
      try project.write("README", "Nothing that counts.\n")
      try project.on(day: 3).commit("Explain")
    }
    try project.git("checkout", "-q", "work")
    let plan = try project.on(day: 4).done("plan", "export").out
    #expect(plan.contains("nothing is missing") == isSignedThere, "\(plan)")
    let moved = try project.on(day: 4).slipway("advance", "export")
    #expect(moved.code == (isSignedThere ? 0 : 1), "\(moved.all)")
  }

  @Test(arguments: [true, false])
  func aConflictStandsInTheWay(_ isInTheManifest: Bool) throws {
    let project = try Project.trial(in: "draft").withLine()
    try project.write("README", "One\n")
    try project.on(day: 2).commit("Explain")
    try project.branch()
    try project.open("export")
    let path = isInTheManifest ? "features/export.yaml" : "README"
    try project.write(path, project.read(path) + "# Here.\n")
    try project.on(day: 3).commit("Here")
    try project.git("checkout", "-q", "main")
    try project.write(path, project.read(path) + "# There.\n")
    try project.on(day: 3).commit("There")
    try project.git("checkout", "-q", "work")
    let moved = try project.on(day: 4).slipway("advance", "export")
    #expect(moved.code == (isInTheManifest ? 1 : 0), "\(moved.all)")
    #expect(moved.out.contains("[merge-conflict]") == isInTheManifest)
    let plan = try project.on(day: 4).slipway("plan", "export")
    #expect(plan.code == (isInTheManifest ? 3 : 0), "\(plan.all)")
    // Resolved, it stands in nobody's way, even before the merge is committed.
    if !isInTheManifest { try project.git("reset", "-q", "--hard", "HEAD~1") }
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    let unresolved = try project.slipway("check")
    #expect(unresolved.out.contains("[merge-conflict]") == isInTheManifest, "\(unresolved.all)")
    try project.git("checkout", "-q", "--", ".")
    #expect(try project.tryGit(["merge", "-q", "main"]).code == 1)
    try project.git("checkout", "-q", "--ours", "--", path)
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.git("add", "-A")
    let resolved = try project.slipway("check")
    #expect(resolved.code == 0 && resolved.out.contains("export moves: draft -> test"), "\(resolved.all)")
  }

  // MARK: Going back, giving up

  @Test(arguments: [true, false])
  func whatTheBranchMovedHasNotLeft(_ hasLanded: Bool) throws {
    let project = try Project.trial(in: "draft").withLine()
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    if hasLanded { try project.land() }
    let back = try project.on(day: 4).slipway("return", "export", "--because", "No.")
    #expect(back.code == (hasLanded ? 0 : 2), "\(back.all)")
    if !hasLanded { #expect(back.errors.contains("`git revert`"), "\(back.errors)") }
    #expect(try project.slipway("check", "--base", "main").code == 0)
  }

  @Test func whereItGoesFromIsTheLinesStage() throws {
    let project = try Project.trial(in: "draft").withLine()
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.on(day: 4).done("withdraw", "export", "--because", "No.")
    #expect(try project.read("features/export.yaml").contains("from: draft"))
    let judged = try project.slipway("check", "--base", "main")
    #expect(judged.code == 0 && judged.out.contains("draft -> dropped"), "\(judged.all)")
  }

  @Test func aMoveThatTheBranchTakesBackIsPutOnRecordThere() throws {
    let project = try Project.trial(in: "test").withLine()
    try project.branch()
    try project.on(day: 4).git("revert", "--no-edit", "HEAD")
    #expect(try project.slipway("check").out.contains("export undone: test -> draft"))
    let ahead = try project.on(day: 5).done("plan", "export").out
    #expect(ahead.contains("This branch moves it from test"), "\(ahead)")
    try project.on(day: 5).done("return", "export", "--because", "It broke the queue.")
    let judged = try project.slipway("check")
    #expect(judged.code == 0 && judged.out.contains("export moves: test -> draft"), "\(judged.all)")
  }

  // MARK: What is not committed

  @Test func uncommittedWorkIsJudgedWithWhatTheBranchHolds() throws {
    let project = try Project.trial(in: "draft").withLine()
    try project.branch()
    try project.open("export")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    let once = try project.slipway("check")
    #expect(once.code == 0 && once.out.contains("export moves: draft -> test"), "\(once.all)")
    #expect(once.out.contains("the working tree as it would land on"))
    try project.on(day: 3).commit("Move it")
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    let twice = try project.slipway("check")
    #expect(twice.code == 1 && twice.out.contains("export refused: draft -> live"), "\(twice.all)")
    // Behind the line it is merged, and the policy there judges.
    try project.edit("features/export.yaml", "stage: live", "stage: test")
    try project.edit("features/export.yaml", "Title of export", "Another title")
    #expect(try project.slipway("check").out.contains("[gate-sign-offs]"))
    try project.git("stash", "-q")
    try project.git("checkout", "-q", "main")
    try project.edit("schemas/workflow.yaml", "owner]}\nlanding", "owner, summary]}\nlanding")
    try project.edit("schemas/workflow.yaml", "      sign-offs: [review]\n", "")
    try project.edit("schemas/workflow.yaml", "version: 1\n", "version: 2\n")
    try project.on(day: 4).commit("Ask for less")
    try project.git("checkout", "-q", "work")
    try project.git("stash", "pop", "-q")
    let merged = try project.slipway("check")
    #expect(merged.code == 0, "\(merged.all)")
    let (tip, status) = (try project.head(), try project.git("status", "--porcelain"))
    #expect(try project.slipway("check", "--format", "json").out.contains("\"working-tree\""))
    #expect(try project.head() == tip)
    #expect(try project.git("status", "--porcelain") == status)
  }

  // MARK: Where nothing tells what the line is

  @Test func withoutALineAllStaysAsItIs() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    let plan = try project.on(day: 9).done("plan", "export").out
    #expect(plan.contains("nothing is missing") && !plan.contains("lands on"), "\(plan)")
    try project.git("config", "slipway.base", "nowhere")
    for command in ["plan", "advance"] {
      let lost = try project.on(day: 9).slipway(command, "export")
      #expect(lost.code == 2 && lost.errors.contains("the line is `nowhere`"), "\(lost.all)")
    }
    try project.git("config", "slipway.base", "work")
    try project.on(day: 9).done("advance", "export")
  }
}

extension Project {
  fileprivate func branch() throws { try git("checkout", "-q", "-b", "work", "main") }

  /// Tells which branch is the line.
  fileprivate func withLine() throws -> Project {
    try git("config", "slipway.base", "main")
    return self
  }

  fileprivate static func trial(in stage: String, _ change: (Project) throws -> Void) throws -> Project {
    let project = try Project.trial(change)
    try project.begin("export")
    return project.on(day: 1)
  }

  /// What the branch holds lands on the line on day 3, and the branch goes on from there.
  fileprivate func land() throws {
    try git("checkout", "-q", "main")
    try on(day: 3).git("merge", "-q", "--no-ff", "--no-edit", "work")
    try git("checkout", "-q", "-B", "work", "main")
  }
}
