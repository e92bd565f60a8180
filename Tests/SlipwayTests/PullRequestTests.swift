import Foundation
import Testing

/// What `check --base` says of pull requests: each case that must fail beside its nearest neighbour that must pass.
@Suite struct PullRequestTests {
  // MARK: The base's policy judges

  @Test(arguments: [true, false])
  func aPersonRemovedOnTheBaseSignsNothing(_ isTheSigner: Bool) throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.git("checkout", "-q", "main")
    if isTheSigner {
      try project.edit("schemas/teams.yaml", "review: [sam, gina]", "review: [gina]")
    } else {
      try project.edit("schemas/teams.yaml", "quality: [gina, sam]", "quality: [sam]")
    }
    try project.raiseVersion()
    try project.on(day: 4).commit("Remove somebody")
    #expect(try judged(project) == (isTheSigner ? ["error:gate-sign-offs", "warning:void-sign-off"] : []))
  }

  @Test(arguments: [true, false])
  func aRuleAddedOnTheBaseCounts(_ isOfTheGate: Bool) throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.git("checkout", "-q", "main")
    let criterion = "liked: {says: They liked it., evidence: text}"
    if isOfTheGate {
      try project.edit("schemas/workflow.yaml", "evidence: link}\n", "evidence: link}\n        \(criterion)\n")
    } else {
      try project.edit(
        "schemas/workflow.yaml", "gate: {sign-offs: [owner]}", "gate: {sign-offs: [owner], criteria: {\(criterion)}}")
    }
    try project.raiseVersion()
    try project.on(day: 4).commit("Ask for more")
    #expect(try judged(project) == (isOfTheGate ? ["error:gate-criteria"] : []))
  }

  @Test(arguments: ["one commit", "an earlier commit", "landed before"])
  func aLoosenedRuleJudgesFromTheNextLandingOn(_ loosened: String) throws {
    let project = try Project.trial(in: "draft")
    if loosened != "landed before" { try project.branch() }
    try project.edit("schemas/workflow.yaml", "      sign-offs: [review]\n", "")
    try project.raiseVersion()
    if loosened != "one commit" { try project.on(day: 2).commit("Loosen the rule") }
    if loosened == "landed before" { try project.branch() }
    try project.on(day: 2).moveByHand("export", from: "draft", to: "test", records: "tried: https://example.org/1")
    #expect(
      try judged(project) == (loosened == "landed before" ? [] : ["error:gate-sign-offs", "note:policy-change"]))
  }

  @Test func aChangeOfPolicyRaisesTheVersionThatItLandsOn() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.edit("schemas/teams.yaml", "review: [sam, gina]", "review: [gina]")
    try project.on(day: 2).commit("Remove Sam")
    #expect(try judged(project) == ["error:policy-version", "note:policy-change"])
    try project.raiseVersion()
    try project.on(day: 2).commit("Raise the version")
    #expect(try judged(project) == ["note:policy-change", "note:policy-change"])
    // Somebody else took that version: both lines are the same, so git sees no conflict, but two policies would bear it.
    try project.git("checkout", "-q", "main")
    try project.edit("schemas/workflow.yaml", "soak: 3 days", "soak: 4 days")
    try project.raiseVersion()
    try project.on(day: 3).commit("Soak for longer")
    #expect(try judged(project) == ["error:policy-version", "note:policy-change"])
    try project.git("checkout", "-q", "work")
    try project.on(day: 4).git("merge", "-q", "--no-edit", "main")
    try project.raiseVersion(from: 2)
    try project.on(day: 4).commit("Raise it once more")
    #expect(try judged(project) == ["note:policy-change", "note:policy-change"])
  }

  @Test func aPolicyThatIsGoneJudgesUntilItIsMended() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.git("rm", "-q", "schemas/workflow.yaml")
    try project.on(day: 2).commit("No more rules")
    #expect(try judged(project) == ["error:policy-missing"])
    // It landed all the same.
    try project.git("branch", "-f", "main", "work")
    try project.on(day: 3).moveByHand("export", from: "draft", to: "test", records: "tried: https://example.org/1")
    #expect(try judged(project).contains("error:gate-sign-offs"))
    try project.git("reset", "-q", "--hard", "main")
    try project.git("checkout", "-q", "main~1", "--", "schemas")
    try project.on(day: 3).commit("Bring them back")
    #expect(try judged(project).allSatisfy { $0.hasPrefix("note:") })
  }

  @Test func aBaseWithoutPolicyExemptsChangesOfStageOnly() throws {
    let project = try Project()
    try project.write("README", "Nothing yet.\n")
    try project.commit("Begin")
    try project.branch()
    try project.write("schemas/workflow.yaml", Project.trialWorkflow)
    try project.write("schemas/teams.yaml", Project.trialTeams)
    try project.write("features/export.yaml", project.manifest("export", stage: "live"))
    try project.on(day: 1).commit("Adopt")
    let outcome = try project.slipway("check", "--base", "main")
    #expect(outcome.code == 0)
    #expect(outcome.out.contains("no policy before this landing"))
    try project.write("features/import.yaml", project.manifest("import", stage: "life"))
    try project.on(day: 1).commit("Misspell a stage")
    #expect(try judged(project) == ["error:unknown-stage"])
  }

  // MARK: Edges

  @Test func aNewStageLandsBeforeAFeatureEntersIt() throws {
    let project = try Project.trial(in: "live")
    try project.branch()
    try project.edit(
      "schemas/workflow.yaml", "  done: {final: true}\n", "  trusted: {back-to: [live]}\n  done: {final: true}\n")
    try project.raiseVersion()
    try project.on(day: 10).commit("Add a stage")
    #expect(try judged(project) == ["note:policy-change"])
    try project.git("branch", "early", "main")
    try project.on(day: 10).done("sign-off", "export")
    try project.edit("features/export.yaml", "stage: live", "stage: trusted")
    try project.on(day: 10).commit("Enter it")
    #expect(try judged(project) == ["error:edge", "note:policy-change"])
    try project.git("branch", "-f", "main", "work~2")
    #expect(try judged(project) == [])
  }

  @Test func aNewFieldLandsWithItsManifests() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.write("features/export.yaml", project.read("features/export.yaml") + "flag: exporting\n")
    try project.on(day: 2).commit("Use a field")
    #expect(try judged(project) == ["error:unknown-key"])
    try project.edit("schemas/workflow.yaml", "stages:\n", "fields:\n  flag: {type: string}\nstages:\n")
    try project.raiseVersion()
    try project.on(day: 2).commit("Declare it")
    #expect(try judged(project) == ["note:policy-change"])
  }

  @Test(arguments: ["one", "many"])
  func severalMovesAtOnceAreForManyHops(_ hops: String) throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "hops: one", "hops: \(hops)")
      try $0.edit("schemas/workflow.yaml", "      soak: 3 days\n", "")
    }
    try project.begin("export")
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    #expect(try judged(project) == [])
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    try project.edit("features/export.yaml", "stage: test", "stage: live")
    try project.on(day: 9).commit("Move on")
    // With `one` it is a move past `test`, which no skip explains.
    #expect(try judged(project).filter { $0.hasPrefix("error:") } == (hops == "many" ? [] : ["error:skip"]))
  }

  @Test func whatABaselineListsLandsAfterIt() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.write("schemas/baseline.yaml", "features:\n  older: live\n")
    try project.raiseVersion()
    try project.on(day: 2).commit("Adopt one more")
    try project.write("features/older.yaml", project.manifest("older", stage: "live"))
    try project.on(day: 2).commit("Bring it")
    #expect(try judged(project) == ["error:initial-stage", "note:policy-change", "note:policy-change"])
    try project.git("branch", "-f", "main", "work~1")
    #expect(try judged(project) == [])
  }

  @Test func aPolicyDoesNotLetGoOfManifests() throws {
    let project = try Project.trial(in: "test")
    try project.branch()
    try project.edit("schemas/workflow.yaml", "files: features/*.yaml", "files: [features/*.yaml, ideas/*.yaml]")
    try project.raiseVersion()
    try project.on(day: 4).commit("Select more")
    #expect(try judged(project) == ["note:policy-change"])
    try project.edit("schemas/workflow.yaml", "files: [features/*.yaml, ideas/*.yaml]", "files: ideas/*.yaml")
    try project.on(day: 4).commit("Select something else")
    #expect(try judged(project) == ["error:deletion", "note:policy-change"])
    try project.write("ideas/README", "What may come.\n")
    try project.git("mv", "features/export.yaml", "ideas/export.yaml")
    try project.on(day: 4).commit("Take them along")
    #expect(try judged(project) == ["note:policy-change"])
  }

  @Test func aStageHasTheFieldsThatItRequires() throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "stages:\n", "fields:\n  flag: {type: string}\nstages:\n")
      try $0.edit("schemas/workflow.yaml", "    back-to: [draft]\n", "    back-to: [draft]\n    requires: [flag]\n")
    }
    try project.begin("export")
    try project.open("export")
    try project.branch()
    try project.on(day: 3).moveByHand("export", from: "draft", to: "test")
    #expect(try judged(project) == ["error:required-fields"])
    try project.write("features/export.yaml", project.read("features/export.yaml") + "flag: exporting\n")
    try project.on(day: 3).commit("Name the flag")
    #expect(try judged(project) == [])
  }

  @Test func nothingLeavesAFinalStage() throws {
    let project = try Project.trial(in: "done")
    try project.branch()
    try project.edit("features/export.yaml", "Title of export", "The export")
    try project.on(day: 12).commit("Rename it")
    #expect(try judged(project) == [])
    try project.edit("features/export.yaml", "stage: done", "stage: live")
    try project.on(day: 12).commit("Reopen it")
    #expect(try judged(project).filter { $0.hasPrefix("error:") } == ["error:edge"])
  }

  // MARK: Whole landings

  @Test(arguments: ["merge", "squash", "rebase"])
  func theStageMayMoveBeforeTheSignOffsCome(_ landing: String) throws {
    let project = try Project.trial(landing: landing)
    try project.begin("export")
    try project.branch()
    try project.on(day: 2).moveByHand("export", from: "draft", to: "test")
    try project.git("checkout", "-q", "-b", "right-order", "main")
    try project.open("export")
    let records = try project.read("features/export.yaml")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 3).commit("Move it")
    #expect(try judged(project, head: "right-order") == [])
    try project.git("checkout", "-q", "work")
    try project.write("features/export.yaml", records.replacing("stage: draft", with: "stage: test"))
    try project.on(day: 3).commit("Bring the records")
    let expected = ["error:gate-criteria", "error:gate-sign-offs", "error:sealed"]
    #expect(try judged(project) == (landing == "rebase" ? expected : []))
  }

  @Test(arguments: ["merge", "squash", "rebase"])
  func anIllegalCommitAndItsUndo(_ landing: String) throws {
    let project = try Project.trial(landing: landing)
    try project.begin("export")
    try project.branch()
    try project.on(day: 2).moveByHand("export", from: "draft", to: "test")
    #expect(try judged(project) == ["error:gate-criteria", "error:gate-sign-offs"])
    try project.on(day: 3).git("revert", "--no-edit", "HEAD")
    #expect(try judged(project) == (landing == "rebase" ? ["error:gate-criteria", "error:gate-sign-offs"] : []))
  }

  @Test(arguments: ["merge", "squash", "rebase"])
  func brokenAndMendedInOneBranch(_ landing: String) throws {
    let project = try Project.trial(landing: landing)
    try project.begin("export")
    try project.branch()
    let text = try project.read("features/export.yaml")
    try project.write("features/export.yaml", text + "{\n")
    try project.on(day: 2).commit("Break it")
    try project.write("features/export.yaml", text)
    try project.on(day: 2).commit("Mend it")
    #expect(try judged(project).isEmpty == (landing != "rebase"))
    try project.write("features/export.yaml", text.replacing("stage: draft", with: "stage: live"))
    try project.on(day: 2).commit("Mend it in another stage")
    #expect(try judged(project).contains("error:skip"))
  }

  @Test func twoChangesAreLegalOneByOneOnly() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    try project.branch("title")
    try project.edit("features/export.yaml", "Title of export", "Another title")
    try project.on(day: 3).commit("Give it another title")
    try project.branch()
    try project.on(day: 3).done("advance", "export")
    #expect(try judged(project, head: "title") == ["warning:void-sign-off"])
    #expect(try judged(project) == [])
    // The second one is judged on the first one's result, in either order.
    #expect(try judged(project, base: "work", head: "title") == [])
    #expect(try judged(project, base: "title") == ["error:gate-sign-offs", "warning:void-sign-off"])
  }

  // MARK: Passed, gone back, undone

  @Test func aPassedGateIsSealed() throws {
    let project = try Project.trial(in: "test")
    try project.branch()
    try project.edit("features/export.yaml", "Title of export", "Another title")
    try project.on(day: 4).commit("Give it another title")
    #expect(try judged(project) == [])
    try project.edit("features/export.yaml", "https://example.org/1", "https://example.org/2")
    try project.on(day: 4).commit("Show something else")
    #expect(try judged(project) == ["error:sealed"])
  }

  @Test func aStaleBranchBringsNoOldSignOffs() throws {
    let project = try Project.trial(in: "test")
    // With room between the parts, git merges what people would have looked at.
    let room = (1...6).map { "# \($0)\n" }.joined()
    let text = try project.read("features/export.yaml")
    try project.write(
      "features/export.yaml",
      text.replacing("stage: test\n", with: "\(room)stage: test\n\(room)returned: []\n\(room)") + room + "# end\n")
    try project.on(day: 4).commit("Make room")
    try project.branch()
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    try project.on(day: 9).done("advance", "export")
    #expect(try judged(project) == [])
    try project.git("checkout", "-q", "main")
    try project.on(day: 9).done("return", "export", "--to", "draft", "--because", "Once more.")
    try project.open("export", link: "https://example.org/3", day: 10)
    try project.on(day: 11).done("advance", "export")
    let merge = try project.tryGit(["merge-tree", "--write-tree", "main", "work"])
    let found = try judged(project)
    if merge.code == 0 {
      #expect(
        found == ["error:gate-sign-offs", "error:gate-sign-offs", "warning:void-sign-off", "warning:void-sign-off"])
    } else {
      #expect(found == ["error:merge-conflict"])
    }
    // However it is resolved.
    try project.git("checkout", "-q", "work")
    _ = try project.tryGit(["merge", "-q", "--no-edit", "main"])
    let signed = try project.git("show", "work:features/export.yaml").components(separatedBy: "  test:\n")
    let again = try project.git("show", "main:features/export.yaml")
    try project.write(
      "features/export.yaml",
      again.replacing("stage: test", with: "stage: live") + "\n  test:\n" + (signed.last ?? "") + "\n")
    try project.on(day: 12).commit("Resolve it")
    let resolved = try project.slipway("check", "--base", "main", "--head", "work")
    #expect(resolved.code == 1)
    #expect(resolved.out.contains("it was given in pass 1, and this is pass 2"), "\(resolved.out)")
    // Signed anew it may pass.
    try project.git("reset", "-q", "--hard", "main")
    try project.by(.sam).on(day: 15).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 15).done("sign-off", "export", "--team", "quality")
    try project.on(day: 16).done("advance", "export")
    #expect(try judged(project) == [])
  }

  @Test func aMoveIsUndoneByAPullRequest() throws {
    let project = try Project.trial(in: "live")
    try project.branch()
    try project.on(day: 10).git("revert", "--no-edit", "HEAD")
    let undone = try project.slipway("check", "--base", "main")
    #expect(undone.code == 0)
    #expect(undone.out.contains("export undone: live -> test"))
    try project.git("branch", "-f", "main", "work")
    try project.on(day: 11).git("revert", "--no-edit", "HEAD")
    #expect(try judged(project) == ["error:undone"])
    try project.git("reset", "-q", "--hard", "main")
    try project.on(day: 11).done("return", "export", "--because", "It broke the queue.")
    #expect(try judged(project) == [])
  }

  @Test func twoMovesAreUndoneOneByOne() throws {
    let project = try Project.trial(in: "live")
    let moves = try project.git("log", "--format=%H", "--grep", "^Stage:").split(separator: "\n").map(String.init)
    try #require(moves.count == 3)
    try project.on(day: 10).git("revert", "--no-edit", moves[0])
    try project.branch()
    // The last commit before the first move is where the second undoing leads.
    try project.git("checkout", "-q", "\(moves[1])^", "--", "features")
    try project.on(day: 11).commit("Undo the first move too")
    let undone = try project.slipway("check", "--base", "main")
    #expect(undone.code == 0, "\(undone.all)")
    #expect(undone.out.contains("export undone: test -> draft"))
    try project.git("branch", "-f", "main", "work")
    // Both are still to be put on record, and one entry does that.
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 12).commit("Forward again")
    #expect(try judged(project) == ["error:undone"])
    try project.git("reset", "-q", "--hard", "main")
    try project.on(day: 12).done("return", "export", "--because", "It broke the queue.")
    #expect(try judged(project) == [])
    try project.git("branch", "-f", "main", "work")
    try project.open("export", link: "https://example.org/5", day: 13)
    try project.on(day: 14).done("advance", "export")
    #expect(try judged(project) == [])
  }

  @Test func anUndoneMoveIsNotForgottenByBeginningAnew() throws {
    let project = try Project.trial(in: "test")
    try project.on(day: 4).git("revert", "--no-edit", "HEAD")
    try project.branch()
    try project.git("rm", "-q", "features/export.yaml")
    try project.on(day: 5).commit("Delete it")
    #expect(try judged(project) == ["error:deletion"])
    // Otherwise whoever creates it anew, with the sign-offs of the undone pass, could go on as if nothing had been.
    try project.git("checkout", "-q", "main", "--", "features/export.yaml")
    try project.on(day: 5).moveByHand("export", from: "draft", to: "test")
    #expect(try judged(project) == ["error:undone"])
  }

  /// A landing is judged once: one that the line has all the same is found there, and what follows starts from it.
  @Test func whatFollowsAnIllegalMoveIsJudgedFromWhereItLed() throws {
    let project = try Project.trial(in: "test")
    try project.on(day: 10).git("revert", "--no-edit", "HEAD")
    try project.on(day: 11).git("revert", "--no-edit", "HEAD")
    #expect(try rules(project, "--at", "HEAD") == ["error:undone"])
    try project.branch()
    try project.by(.sam).on(day: 14).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 14).done("sign-off", "export", "--team", "quality")
    try project.on(day: 15).done("advance", "export")
    #expect(try judged(project) == [])
    // The undone move is none of what could be put on record where the feature now stands.
    try project.git("reset", "-q", "--hard", "main")
    let entry = "{from: test, to: test, because: Late., by: ada, on: 2026-01-12}"
    try project.write("features/export.yaml", project.read("features/export.yaml") + "returned: [\(entry)]\n")
    try project.on(day: 12).commit("Put it on record")
    #expect(try judged(project).contains("error:returned"))
    let audit = try project.slipway("audit", "--no-cache", "main")
    #expect(audit.code == 1)
    #expect(audit.out.components(separatedBy: "[undone]").count == 2, "\(audit.out)")
  }

  /// The same where a landing takes away the entry that put an undone move on record.
  @Test func whatFollowsAForgottenReturnIsJudgedFromWhereItLed() throws {
    let project = try Project.trial(in: "test")
    try project.on(day: 10).git("revert", "--no-edit", "HEAD")
    try project.on(day: 11).done("return", "export", "--because", "It broke the queue.")
    let manifest = try project.read("features/export.yaml")
    let end = try #require(manifest.range(of: "returned:")).lowerBound
    try project.write("features/export.yaml", String(manifest[..<end]))
    try project.on(day: 12).commit("Forget it")
    #expect(try rules(project, "--at", "HEAD") == ["error:returned"])
    try project.branch()
    try project.open("export", link: "https://example.org/5", day: 13)
    try project.on(day: 14).done("advance", "export")
    #expect(try judged(project) == [])
  }

  /// It decides nothing here, but the next audit could not read it.
  @Test func aListOfAcknowledgementsThatCannotBeReadIsAWarning() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.write("schemas/acknowledged.yaml", "acknowledged:\n  - landing: abc\n    rule: edge\n")
    try project.on(day: 3).commit("Acknowledge")
    let found = try judged(project)
    #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("warning:") }, "\(found)")
    #expect(try project.slipway("check", "--base", "main", "--head", "work").code == 0)
  }

  // MARK: Each commit in turn

  /// What one commit brings upon a manifest is a warning, and the next one that touches it has to answer for it.
  @Test func aWarningOfOneCommitHidesNoErrorOfTheNext() throws {
    let project = try Project.trial { project in
      try project.edit("schemas/workflow.yaml", "landing: merge", "landing: rebase")
      try project.edit("schemas/workflow.yaml", "stages:", "fields:\n  flag: {type: string}\nstages:")
    }
    try project.begin("export")
    try project.edit("features/export.yaml", "stage: draft", "stage: draft\nflag: quite-long")
    try project.on(day: 2).commit("A flag")
    try project.branch()
    try project.edit("schemas/workflow.yaml", "flag: {type: string}", "flag: {type: string, maxLength: 3}")
    try project.raiseVersion()
    try project.on(day: 3).commit("policy: flags are short")
    #expect(try judged(project).contains("warning:field-value"))
    try project.edit("features/export.yaml", "quite-long", "quite-lang")
    try project.on(day: 3).commit("Another flag that is too long")
    #expect(try judged(project).contains("error:field-value"))
  }

  // MARK: Files

  @Test func aManifestIsDeletedOnlyAtTheBeginning() throws {
    let project = try Project.trial(in: "live")
    try project.on(day: 10).done("new", "other", "--title", "Other")
    try project.branch()
    try project.git("rm", "-q", "features/other.yaml")
    try project.on(day: 10).commit("Delete a draft")
    #expect(try judged(project) == [])
    try project.git("rm", "-q", "features/export.yaml")
    try project.on(day: 10).commit("Delete what moved")
    #expect(try judged(project) == ["error:deletion"])
    // Nor is it recreated as if it were new.
    try project.write("features/export.yaml", project.manifest("export"))
    try project.on(day: 10).commit("Begin again")
    let anew = try project.slipway("check", "--base", "main")
    #expect(anew.code == 1)
    #expect(anew.out.contains("going back from `live` to `draft` appends one entry"), "\(anew.out)")
    try project.git("checkout", "-q", "main", "--", "features/export.yaml")
    try project.on(day: 10).commit("Restore it")
    #expect(try judged(project) == [])
  }

  @Test func aRenameKeepsTheIdentity() throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "features/*.yaml", "\"features/**/*.yaml\"")
    }
    try project.on(day: 1).done("new", "export", "--title", "Title of export", "--path", "features/export.yaml")
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.branch()
    try project.write("features/old/README", "What was.\n")
    try project.git("mv", "features/export.yaml", "features/old/export.yaml")
    try project.on(day: 4).commit("Put it elsewhere")
    #expect(try judged(project) == [])
    // The base goes on in the old place, and git follows the rename.
    try project.git("checkout", "-q", "main")
    try project.by(.sam).on(day: 5).done("sign-off", "export", "--team", "review")
    #expect(try judged(project) == [])
    try project.git("checkout", "-q", "work")
    try project.git("mv", "features/old/export.yaml", "features/old/import.yaml")
    try project.edit("features/old/import.yaml", "feature: export", "feature: import")
    try project.on(day: 5).commit("Call it something else")
    let anew = try judged(project)
    #expect(anew.contains("error:deletion"), "\(anew)")
    #expect(anew.contains("error:initial-stage"), "\(anew)")
  }

  @Test func whatTheBaseHadIsNoFault() throws {
    let project = try Project.trial(in: "draft")
    try project.write("features/broken.yaml", project.manifest("broken", more: "gates: {\n"))
    try project.on(day: 2).commit("Break one")
    try project.branch()
    try project.on(day: 3).done("record", "export", "tried", "https://example.org/1")
    #expect(try judged(project).allSatisfy { $0.hasPrefix("note:") })
    try project.write("features/broken.yaml", project.manifest("broken", more: "gates: {\n# Still.\n"))
    try project.on(day: 3).commit("Touch the broken one")
    #expect(try judged(project).contains { $0.hasPrefix("error:") })
    try project.write("features/broken.yaml", project.manifest("broken"))
    try project.on(day: 3).commit("Mend it")
    #expect(try judged(project).allSatisfy { $0.hasPrefix("note:") })
  }

  @Test func whatAPolicyBringsUponOthersIsAWarning() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.edit("schemas/workflow.yaml", "stages:\n", "fields:\n  title: {type: string, maxLength: 3}\nstages:\n")
    try project.raiseVersion()
    try project.on(day: 2).commit("Shorter titles")
    let untouched = try judged(project)
    #expect(untouched.contains { $0.hasPrefix("warning:") } && !untouched.contains { $0.hasPrefix("error:") })
    try project.edit("features/export.yaml", "Title of export", "Other")
    try project.on(day: 2).commit("A title that is not short enough")
    #expect(try judged(project).contains { $0.hasPrefix("error:") })
    try project.edit("features/export.yaml", "Other", "Few")
    try project.on(day: 2).commit("One that is")
    #expect(try judged(project) == ["note:policy-change"])
  }

  // MARK: Merging

  @Test(arguments: ["features/export.yaml", "schemas/teams.yaml", "README"])
  func aConflictIsFoundWhereItMatters(_ path: String) throws {
    let project = try Project.trial(in: "draft")
    try project.write("README", "title: Title of export\nReyes\n")
    try project.on(day: 2).commit("Explain")
    try project.branch()
    try project.change(path, to: "One")
    try project.git("checkout", "-q", "main")
    try project.change(path, to: "Two")
    let found = try judged(project)
    #expect(found.contains("error:merge-conflict") == (path != "README"), "\(found)")
    // Resolved on the branch it is gone.
    try project.git("checkout", "-q", "work")
    _ = try project.tryGit(["merge", "-q", "main"])
    try project.git("checkout", "-q", "main", "--", ".")
    try project.on(day: 4).commit("Resolve it")
    #expect(try judged(project) == [])
  }

  @Test func aCrissCrossIsMergedAsGitDoes() throws {
    let project = try Project.trial(in: "draft")
    try project.branch("left")
    try project.open("export")
    try project.git("checkout", "-q", "-b", "right", "main")
    try project.begin("other")
    try project.git("tag", "first-right")
    try project.on(day: 3).git("merge", "-q", "--no-edit", "left")
    try project.git("checkout", "-q", "left")
    try project.on(day: 3).git("merge", "-q", "--no-edit", "first-right")
    try project.on(day: 4).done("advance", "export")
    #expect(try project.git("merge-base", "--all", "left", "right").split(separator: "\n").count == 2)
    #expect(try judged(project, base: "right", head: "left") == [])
    try project.git("checkout", "-q", "right")
    try project.edit("features/export.yaml", "Title of export", "Another title")
    try project.on(day: 4).commit("Void the sign-off")
    let found = try judged(project, base: "right", head: "left")
    #expect(found == ["error:gate-sign-offs", "warning:void-sign-off"] || found == ["error:merge-conflict"])
  }

  @Test func aBranchMayMergeItsBase() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.git("checkout", "-q", "main")
    try project.begin("other")
    try project.git("checkout", "-q", "work")
    try project.on(day: 4).git("merge", "-q", "--no-edit", "main")
    #expect(try judged(project) == [])
    try project.on(day: 5).moveByHand("other", from: "draft", to: "live")
    #expect(try judged(project).contains("error:skip"))
  }

  @Test func whatCannotBeJudgedIsNoPass() throws {
    let project = try Project.trial(in: "draft")
    try project.git("checkout", "-q", "--orphan", "alien")
    try project.on(day: 2).commit("Another beginning")
    let alien = try project.slipway("check", "--base", "main")
    #expect(alien.code == 3)
    #expect(alien.errors.contains("share no history"))
    try project.git("checkout", "-q", "main")
    let landed = try project.slipway("check", "--base", "main", "--head", "main~1")
    #expect(landed.code == 0)
    #expect(landed.out.contains("the base holds the head already"))
    #expect(try project.slipway("check", "--base", "nowhere").code == 2)
    try project.git("clone", "-q", "--depth", "1", "file://\(project.folder)", "\(project.outside)/shallow")
    let shallow = try project.at("\(project.outside)/shallow").slipway("check", "--base", "HEAD")
    #expect(shallow.code == 3)
    #expect(shallow.all.contains("fetch-depth: 0"))
  }

  @Test func replacedObjectsAndGraftsAreNotBelieved() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.on(day: 2).moveByHand("export", from: "draft", to: "test")
    try project.git("checkout", "-q", "main")
    try project.write("README", "Something else.\n")
    try project.on(day: 2).commit("Explain")
    let expected = ["error:gate-criteria", "error:gate-sign-offs"]
    try project.git("replace", "work", "work~1")
    #expect(try judged(project) == expected)
    try project.git("replace", "-d", try project.git("rev-parse", "work"))
    try project.write(".git/info/grafts", "\(project.git("rev-parse", "work")) \(project.git("rev-parse", "main"))\n")
    #expect(try judged(project) == expected)
  }

  @Test func aBareRepositoryJudgesToo() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.on(day: 2).moveByHand("export", from: "draft", to: "test")
    try project.git("clone", "-q", "--bare", project.folder, "\(project.outside)/bare")
    let bare = project.at("\(project.outside)/bare")
    #expect(try judged(bare) == ["error:gate-criteria", "error:gate-sign-offs"])
    #expect(try judged(bare, head: "work~1") == [])
  }

  // MARK: Time

  @Test(arguments: [true, false])
  func soakRunsOnTheLineOnly(_ isBehind: Bool) throws {
    let project = try Project.trial(landing: "rebase")
    try project.begin("export")
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    try project.on(day: 9).done("advance", "export")
    try project.git("checkout", "-q", "main")
    if isBehind {
      try project.write("README", "Something else.\n")
      try project.on(day: 2).commit("Explain")
    }
    // Commits that land as they are have soaked by their dates; those that are made anew have soaked nothing.
    #expect(try judged(project) == (isBehind ? ["error:gate-soak"] : []))
  }

  @Test(arguments: [-1, 1, 9_000])
  func datesThatLandAsTheyAreAreJudged(_ day: Int) throws {
    let project = try Project.trial(landing: "rebase")
    try project.begin("export")
    try project.branch()
    try project.edit("features/export.yaml", "Title of export", "Another title")
    try project.on(day: day).commit("Give it another title")
    #expect(try judged(project) == (day == 1 ? [] : ["error:clock"]))
  }
}

/// Rules and severities of a pull request, sorted.
private func judged(_ project: Project, base: String = "main", head: String = "work") throws -> [String] {
  try rules(project, "--base", base, "--head", head)
}

extension Project {
  /// A branch of one's own.
  fileprivate func branch(_ name: String = "work") throws { try git("checkout", "-q", "-b", name, "main") }

  fileprivate static func trial(landing: String) throws -> Project {
    try trial { try $0.edit("schemas/workflow.yaml", "landing: merge", "landing: \(landing)") }
  }

  fileprivate func raiseVersion(from version: Int = 1) throws {
    try edit("schemas/workflow.yaml", "version: \(version)\n", "version: \(version + 1)\n")
  }

  /// Moves a feature in a commit of its own, with records that nobody signed.
  fileprivate func moveByHand(_ id: String, from: String, to: String, records: String? = nil) throws {
    try edit("features/\(id).yaml", "stage: \(from)", "stage: \(to)")
    if let records {
      try write(
        "features/\(id).yaml", read("features/\(id).yaml") + "gates:\n  \(from):\n    criteria: {\(records)}\n")
    }
    try commit("Move \(id) by hand")
  }

  /// Changes a line of a file that a manifest, the teams and any other text have.
  fileprivate func change(_ path: String, to name: String) throws {
    let isTeams = path == "schemas/teams.yaml"
    try edit(path, isTeams ? "Reyes" : "Title of export", name)
    if isTeams { try raiseVersion() }
    try on(day: 3).commit("Change \(path) to \(name)")
  }
}
