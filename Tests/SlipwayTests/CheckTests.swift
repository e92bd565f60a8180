import Testing

/// `check` in each of its modes, and the exit codes.
@Suite struct CheckTests {
  @Test func judgesWhatChanged() throws {
    let project = try Project.trial(in: "draft")
    let clean = try project.slipway("check")
    #expect(clean.code == 0)
    #expect(clean.out.contains("HEAD's own landing was judged"))
    #expect(clean.out.contains("export begins in draft"))
    try project.edit("features/export.yaml", "stage: draft", "stage: live")
    #expect(try project.slipway("check").code == 1)
    // Nothing is staged yet, and the commit before is as it was.
    let staged = try project.slipway("check", "--staged")
    #expect(staged.code == 0)
    #expect(staged.out.contains("nothing is staged that is judged"))
    #expect(try project.slipway("check", "--at", "HEAD").code == 0)
    try project.git("add", "-A")
    #expect(try project.slipway("check", "--staged").code == 1)
    try project.git("checkout", "-q", "HEAD", "--", "features")
    try project.edit("features/export.yaml", "stage: draft", "stage: live")
    // The form alone is fine.
    #expect(try project.slipway("check", "--tree").code == 0)
    // A clean tree judges HEAD's own landing.
    try project.commit()
    let landed = try project.slipway("check", "--format", "json")
    #expect(landed.code == 1)
    #expect(try landed.rules() == ["error:gate-criteria", "error:gate-sign-offs", "error:skip"])
    #expect(try project.slipway("check", "--at", "HEAD~1").code == 0)
  }

  @Test("a tree that two threads read says the same each time, whenever the second one began")
  func judgesManyManifests() throws {
    let project = try Project.trial()
    let names = (0..<600).map { "feature-\($0 + 100)" }
    for name in names { try project.write("features/\(name).yaml", project.manifest(name)) }
    for name in names.indices.filter({ $0.isMultiple(of: 50) }).map({ names[$0] }) {
      try project.edit("features/\(name).yaml", "stage: draft", "stage: drafd")
    }
    // The index knows of none yet, so nobody expects many.
    let listed = try project.slipway("check", "--tree", "--format", "oneline")
    #expect(listed.code == 1)
    #expect(listed.out.split(separator: "\n").count { $0.hasSuffix("[unknown-stage]") } == 12)
    try project.git("add", "-A")
    #expect(try project.slipway("check", "--tree", "--format", "oneline").all == listed.all)
    // Many files, and no manifests among them: the second thread has come for nothing.
    try project.git("mv", "features", "drafts")
    let empty = try project.slipway("check", "--tree")
    #expect(empty.code == 0, "\(empty.all)")
  }

  @Test func leavesWhatStoodThereANote() throws {
    let project = try Project.trial { try $0.write("features/old.yaml", "feature: old\nstage: draft\n") }
    #expect(try project.slipway("check", "--tree").code == 1)
    try project.write("features/new.yaml", project.manifest("new"))
    let outcome = try project.slipway("check", "--format", "json")
    #expect(outcome.code == 0)
    #expect(try outcome.rules().allSatisfy { $0.hasPrefix("note:") })
    #expect(try !outcome.rules().isEmpty)
  }

  @Test func answersUsageErrorsWithTwo() throws {
    let project = try Project.trial(in: "draft")
    for arguments in [
      ["check", "--bogus"], ["check", "--at", "nowhere"], ["check", "--at", ":x"],
      ["check", "--at", "HEAD:features"], ["check", "--staged", "--tree"], ["show", "exprt"], ["bogus"],
      ["check", "--workflow", "missing.yaml"], ["record", "export", "bogus", "x"], ["record", "export"],
      ["record", "export", "tried", "no link"], ["sign-off", "export", "--by", "nobody"],
      ["check", "--format", "bogus"], ["advance"], ["return", "export", "--because", "x"], ["explain", "bogus"],
      ["status", "--stage", "bogus"], ["new", "export", "--title", "x"], ["new", "../x", "--title", "x"],
      ["record", "export", "--skip", "live", "--because", "x"], ["withdraw", "export", "--because", " "],
    ] {
      let outcome = try project.slipway(arguments)
      #expect(outcome.code == 2, "\(arguments): \(outcome.all)")
      #expect(outcome.out == "", "\(arguments)")
      #expect(!outcome.errors.isEmpty, "\(arguments)")
    }
    #expect(try project.slipway("show", "exprt").errors.contains("did you mean `export`?"))
    for command in [["chekc"], ["chekc", "export"], ["help", "chekc"]] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 2)
      #expect(outcome.errors.hasPrefix("error: there is no command `chekc`\n"))
      #expect(outcome.errors.contains("did you mean `slipway check`?"))
    }
    #expect(try project.at(project.outside).slipway("check").code == 2)
  }

  @Test func cannotJudgeAShallowClone() throws {
    let project = try Project.trial(in: "test")
    try project.git("clone", "-q", "--depth", "1", "file://\(project.folder)", "../shallow")
    let clone = project.at("../shallow")
    for command in [["check"], ["check", "--at", "HEAD"], ["check", "--staged"], ["log"], ["plan", "export"]] {
      let outcome = try clone.slipway(command)
      #expect(outcome.code == 3, "\(command)")
      #expect(outcome.errors.contains("fetch-depth: 0"), "\(command)")
      #expect(outcome.out == "")
    }
    #expect(try clone.slipway("check", "--tree").code == 0)
    #expect(try clone.slipway("explain", "edge").code == 0)
    let before = try clone.head()
    #expect(try clone.slipway("withdraw", "export", "--because", "Too late.").code == 3)
    #expect(try clone.head() == before)
  }

  @Test func cannotJudgeAPartialClone() throws {
    let project = try Project.trial(in: "test")
    try project.git("config", "uploadpack.allowFilter", "true")
    try project.git("clone", "-q", "--no-checkout", "--filter=blob:none", "file://\(project.folder)", "../partial")
    let outcome = try project.at("../partial").slipway("check", "--at", "HEAD")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("partial clone"))
    #expect(outcome.errors.contains("git fetch --refetch"))
  }

  @Test func judgesFromAnywhere() throws {
    let project = try Project.trial(in: "test")
    try project.write("src/deep/file", "x\n")
    try project.commit()
    let inside = project.at("src/deep")
    #expect(try inside.slipway("check").code == 0)
    #expect(try inside.slipway("status").out.hasPrefix("test\texport"))
    let away = project.at("/")
    #expect(try away.slipway("check", "-C", project.folder).code == 0)
    #expect(try away.slipway("-C", project.folder, "-q", "status").out.hasPrefix("test\texport"))
    #expect(try away.slipway("-C", project.folder + "/src", "check").code == 0)
    #expect(try away.slipway("-C", project.folder, "stauts").errors.contains("slipway status"))
    #expect(
      try away.with(["GIT_DIR": project.folder + "/.git", "GIT_WORK_TREE": project.folder]).slipway("check").code == 0)
    // A path is seen from where the user stands, as git sees it.
    #expect(try project.at("features").slipway("show", "export.yaml").out.hasPrefix("export: "))
    #expect(try inside.slipway("show", "../../features/export.yaml").out.hasPrefix("export: "))
    #expect(try project.slipway("show", "features/export.yaml").out.hasPrefix("export: "))
  }

  @Test func judgesWhateverHeadIs() throws {
    let project = try Project.trial(in: "test")
    try project.git("worktree", "add", "-q", "../tree", "-b", "other")
    let worktree = project.at("../tree")
    #expect(try worktree.slipway("check").code == 0)
    try worktree.on(day: 5).done("withdraw", "export", "--because", "Tried elsewhere.")
    #expect(try worktree.git("rev-parse", "--abbrev-ref", "HEAD") == "other")
    #expect(try project.slipway("status").out.hasPrefix("test\t"))
    // Detached: judged, and nothing is committed.
    try project.git("checkout", "-q", "--detach")
    #expect(try project.slipway("check").code == 0)
    let refused = try project.slipway("withdraw", "export", "--because", "x")
    #expect(refused.code == 3)
    #expect(refused.errors.contains("git switch"))
    // Bare: HEAD's landing.
    try project.git("clone", "-q", "--bare", ".", "../bare.git")
    let bare = project.at("../bare.git")
    for command in [
      ["check"], ["check", "--at", "HEAD"], ["check", "--tree"], ["status"], ["log"], ["plan", "export"],
    ] {
      #expect(try bare.slipway(command).code == 0, "\(command)")
    }
    #expect(try bare.slipway("check", "--staged").code != 0)
    #expect(try bare.slipway("withdraw", "export", "--because", "x").code == 3)
  }

  @Test func beginsOnAnUnbornBranch() throws {
    let project = try Project()
    for command in [["check"], ["status"], ["log"], ["check", "--tree"], ["new", "x", "--title", "X"]] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 2, "\(command): \(outcome.all)")
      #expect(outcome.errors.contains("slipway init"), "\(command): \(outcome.all)")
    }
    try project.write("schemas/workflow.yaml", Project.trialWorkflow)
    try project.write("schemas/teams.yaml", Project.trialTeams)
    try project.write("features/export.yaml", project.manifest("export", stage: "live"))
    let check = try project.slipway("check")
    #expect(check.code == 0)
    #expect(check.out.contains("no change of stage is judged"))
    try project.git("add", "-A")
    #expect(try project.slipway("check", "--staged").code == 0)
    // What the first commit with a policy brings is ungoverned.
    try project.commit()
    #expect(try project.slipway("check").code == 0)
    #expect(try project.slipway("log").out.contains("\tungoverned\texport\tbegins in live"))
  }

  @Test func judgesByAnotherWorkflow() throws {
    let project = try Project.trial(in: "test")
    try project.write(
      "../strict.yaml",
      Project.trialWorkflow.replacing("sign-offs: [review]\n  test", with: "sign-offs: [{review: 2}]\n  test"))
    try project.write("../teams.yaml", Project.trialTeams)
    let outcome = try project.slipway("check", "--workflow", "../strict.yaml", "--format", "json")
    #expect(outcome.code == 1)
    #expect(try outcome.rules() == ["error:gate-sign-offs"])
    #expect(try project.slipway("log", "--workflow", "../strict.yaml").out.contains("\tillegal\texport\tdraft -> test"))
    #expect(
      try project.slipway("check", "--workflow", "-", input: Project.trialWorkflow).code != 2)
    #expect(try project.slipway("check", "--workflow", "-", input: "workflow: [").code == 2)
  }

  @Test func refusesConflicts() throws {
    let project = try Project.trial(in: "draft")
    try project.git("checkout", "-q", "-b", "other")
    try project.edit("features/export.yaml", "Title of", "Name of")
    try project.commit()
    try project.git("checkout", "-q", "main")
    try project.edit("features/export.yaml", "Title of", "Word for")
    try project.commit()
    #expect(try project.tryGit(["merge", "other"]).code == 1)
    for command in [["check"], ["check", "--staged"]] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 3, "\(command): \(outcome.all)")
      #expect(outcome.errors.contains("conflicts"))
    }
  }

  @Test func ignoresWhatGitIgnores() throws {
    let project = try Project.trial(in: "draft")
    try project.write(".gitignore", "features/scratch*\n")
    try project.write("features/scratch.yaml", "{ no manifest")
    #expect(try project.slipway("check").out.contains("1 manifest\n"))
    #expect(try project.slipway("check", "--tree").code == 0)
    try project.git("add", "-f", "features/scratch.yaml")
    #expect(try project.slipway("check").code == 1)
  }

  @Test func leavesLineEndsToGit() throws {
    let project = try Project.trial(in: "draft")
    try project.write(".gitattributes", "*.yaml text eol=crlf\n")
    try project.commit()
    try project.delete("features/export.yaml")
    try project.git("checkout", "--", "features")
    #expect(try project.read("features/export.yaml").contains("draft\r\n"))
    #expect(try project.slipway("check").out.contains("no manifest and no policy changed since HEAD"))
    try project.done("record", "export", "tried", "https://example.org/1")
    #expect(try project.read("features/export.yaml").contains("tried: https://example.org/1\r\n"))
    #expect(try !project.git("show", "HEAD:features/export.yaml").contains("\r"))
    #expect(try project.git("status", "--porcelain") == "")
  }

  @Test func keepsToTheLinesOfAManifestWithItsOwnEnds() throws {
    let project = try Project.trial()
    try project.write("features/export.yaml", project.manifest("export").replacing("\n", with: "\r\n"))
    try project.commit()
    try project.done("record", "export", "tried", "https://example.org/1")
    let bytes = try project.read("features/export.yaml")
    #expect(!bytes.replacing("\r\n", with: "").contains("\n"))
  }
}
