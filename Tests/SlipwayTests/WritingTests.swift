import Foundation
import Testing

/// What commands that write refuse, with every byte as it was.
@Suite struct WritingTests {
  /// A refusal changes nothing: no file, no index, no reference.
  private func expectRefusal(
    _ project: Project, code: Int32 = 3, saying text: String, _ command: [String] = ["advance", "export"],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (before, tip) = (try project.bytes(), try project.git("rev-parse", "HEAD"))
    let outcome = try project.slipway(command)
    #expect(outcome.code == code, "\(outcome.all)", sourceLocation: sourceLocation)
    #expect(outcome.all.contains(text), "\(outcome.all)", sourceLocation: sourceLocation)
    #expect(outcome.all.contains("help:"), "\(outcome.all)", sourceLocation: sourceLocation)
    #expect(try project.git("rev-parse", "HEAD") == tip, sourceLocation: sourceLocation)
    #expect(try project.bytes() == before, sourceLocation: sourceLocation)
    #expect(
      try project.git("for-each-ref", "refs/heads").split(separator: "\n").count < 3, sourceLocation: sourceLocation)
  }

  private func ready() throws -> Project {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    return project.on(day: 3)
  }

  /// To advance is to go on: a slip in `--to` must not cost a pass.
  @Test func advancesNotBackward() throws {
    let project = try Project.trial(in: "test")
    try expectRefusal(
      project, code: 2, saying: "slipway return export --to draft --because", ["advance", "export", "--to", "draft"])
    try expectRefusal(project, code: 2, saying: "did you mean `live`?", ["advance", "export", "--to", "lvie"])
  }

  /// A line to paste covers what stands there: with something missing it would be void before it is there.
  @Test func planShowsTheLineToSignLast() throws {
    let project = try Project.trial(in: "draft")
    let before = try project.slipway("plan", "export").out
    #expect(before.contains("once all above is there") && !before.contains("covers:"), "\(before)")
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    let line = try #require(
      try project.slipway("plan", "export").out.split(separator: "\n").first { $0.contains("covers:") })
    let entry = line.trimmingCharacters(in: .whitespaces).dropFirst(2)
    try project.edit(
      "features/export.yaml", "tried: https://example.org/1\n",
      "tried: https://example.org/1\n    sign-offs: [\(entry.replacing("<who>", with: "sam"))]\n")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    #expect(try project.slipway("check").code == 0)
  }

  /// Somebody who edited a field is told so, and not that all is well.
  @Test func signsWhatIsCommitted() throws {
    let project = try ready()
    try project.edit("features/export.yaml", "title: Title of export", "title: Another")
    try expectRefusal(
      project.by(.sam), code: 2, saying: "has changes that are not committed", ["sign-off", "export"])
  }

  @Test func tellsOnceThatAManifestCannotBeRead() throws {
    let project = try ready()
    try project.write("features/export.yaml", "a: [\n")
    try project.commit("Break it")
    for command in ["show", "plan", "advance"] {
      let outcome = try project.slipway(command, "export")
      #expect(outcome.code == 1)
      #expect(outcome.all.components(separatedBy: "[yaml-syntax]").count == 2, "\(outcome.all)")
    }
  }

  @Test func saysThatItIsRecordedAlready() throws {
    let again = try ready().slipway("record", "export", "tried", "https://example.org/1")
    #expect(again.code == 2)
    #expect(again.errors.contains("there is nothing to change: it is recorded already"), "\(again.all)")
  }

  @Test func refusesATargetThatWouldLoseWork() throws {
    let project = try ready()
    try project.edit("features/export.yaml", "Title of", "Dirty")
    try expectRefusal(project, saying: "git stash push -- features/export.yaml")
    try project.git("add", "-A")
    try expectRefusal(project, saying: "staged")
    try project.git("checkout", "-q", "HEAD", "--", ".")
    try project.delete("features/export.yaml")
    try expectRefusal(project, saying: "features/export.yaml")
    try project.git("checkout", "-q", "HEAD", "--", ".")
    try project.git("rm", "-q", "--cached", "features/export.yaml")
    try expectRefusal(project, saying: "features/export.yaml")
    try project.git("reset", "-q", "--hard")
    // Where a new manifest would go, somebody's own file lies.
    try project.write("features/other.yaml", "mine\n")
    try expectRefusal(project, saying: "untracked", ["new", "other", "--title", "Other"])
    // The way is clear again.
    try project.delete("features/other.yaml")
    try project.done("advance", "export")
  }

  @Test func tellsOfChangesBeforeWhatIsMissing() throws {
    let project = try Project.trial(in: "draft")
    let refused = try project.slipway("advance", "export")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("`slipway plan export`"))
    // The evidence is there, but not in what is judged.
    try project.edit(
      "features/export.yaml", "stage: draft\n",
      "stage: draft\ngates: {draft: {criteria: {tried: https://example.org/1}}}\n")
    try expectRefusal(project, saying: "not committed")
    for command in ["plan", "show"] {
      let outcome = try project.slipway(command, "export")
      #expect(
        outcome.errors == "note: `features/export.yaml` has changes that are not committed; this is what HEAD says\n")
    }
    try project.commit("Show it")
    #expect(try project.slipway("advance", "export").code == 1)
    #expect(try project.slipway("plan", "export").errors == "")
  }

  @Test func warnsOfASignOffThatWillBeVoid() throws {
    let project = try Project.trial(in: "draft").by(.sam)
    #expect(try project.slipway("sign-off", "export").errors.contains("note: `tried` is not there yet"))
    try project.done("record", "export", "tried", "https://example.org/1")
    #expect(try project.slipway("sign-off", "export").errors == "")
  }

  @Test func refusesAConflict() throws {
    let project = try ready()
    try project.git("checkout", "-q", "-b", "other")
    try project.edit("features/export.yaml", "Title of", "Name of")
    try project.commit()
    try project.git("checkout", "-q", "main")
    try project.edit("features/export.yaml", "https://example.org/1", "https://example.org/2")
    try project.edit("features/export.yaml", "Title of", "Word for")
    try project.commit()
    #expect(try project.tryGit(["merge", "other"]).code == 1)
    try expectRefusal(project, saying: "under way", ["withdraw", "export", "--because", "x"])
  }

  @Test(arguments: ["merge", "rebase", "cherry-pick", "revert", "bisect"])
  func refusesWhileGitIsBusy(_ what: String) throws {
    let project = try ready()
    try project.write("file", "one\n")
    try project.commit()
    try project.git("branch", "other", "HEAD~1")
    switch what {
    case "bisect": try project.git("bisect", "start")
    case "revert":
      try project.write("file", "two\n")
      try project.commit()
      #expect(try project.tryGit(["revert", "HEAD~1"]).code != 0)
    default:
      try project.git("checkout", "-q", "other")
      try project.write("file", "two\n")
      try project.commit()
      if what == "rebase" { try project.git("checkout", "-q", "main") }
      #expect(try project.tryGit([what, what == "rebase" ? "other" : "main"]).code != 0)
    }
    let (status, tip) = (try project.git("status", "--porcelain"), try project.head())
    let outcome = try project.slipway("advance", "export")
    #expect(outcome.code == 3, "\(outcome.all)")
    #expect(outcome.errors.contains(what == "rebase" ? "re" : what), "\(outcome.all)")
    #expect(outcome.errors.contains("help:"))
    #expect(try project.git("status", "--porcelain") == status)
    #expect(try project.head() == tip)
    // Looking is always possible.
    #expect(try project.slipway("status").code == 0)
    #expect(try project.slipway("plan", "export").code == 0)
  }

  @Test func refusesABranchInUseElsewhere() throws {
    let project = try ready()
    try project.git("worktree", "add", "-q", "--force", "../twin", "main")
    try expectRefusal(project, saying: "twin")
  }

  @Test func namesAStaleLockAndLeavesIt() throws {
    let project = try ready()
    try project.write(".git/index.lock", "")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: project.folder + "/.git/index.lock")
    let start = Date()
    try expectRefusal(project, saying: "index.lock")
    #expect(Date().timeIntervalSince(start) < 60)
    #expect(FileManager.default.fileExists(atPath: project.folder + "/.git/index.lock"))
  }

  @Test func refusesAFilterThatItCannotRun() throws {
    let project = try ready()
    try project.write(".gitattributes", "features/* filter=secret\n")
    try project.git("config", "filter.secret.clean", "cat")
    try project.git("config", "filter.secret.required", "true")
    try project.git("add", ".gitattributes")
    try project.git("commit", "-q", "-m", "Filter")
    try expectRefusal(project, saying: "filter")
  }

  @Test func refusesWithoutAnIdentity() throws {
    let project = try ready()
    var nobody = project
    for role in ["AUTHOR", "COMMITTER"] {
      nobody = nobody.with(["GIT_\(role)_NAME": "", "GIT_\(role)_EMAIL": ""])
    }
    try nobody.git("config", "user.useConfigOnly", "true")
    let tip = try project.head()
    let outcome = try nobody.slipway("advance", "export")
    #expect(outcome.code == 2, "\(outcome.all)")
    #expect(outcome.errors.contains("git config"))
    #expect(try project.head() == tip)
  }

  /// `check` would find fault with the commit, so it is not made.
  @Test func refusesADateThatRunsBackwardsOrAhead() throws {
    let project = try ready()
    try expectRefusal(project.on(day: 1), code: 1, saying: "before its first parent's")
    try expectRefusal(project.on(day: 9_000), code: 1, saying: "ahead of the clock")
    try expectRefusal(project.on(day: 1), code: 1, saying: "[clock]", ["new", "other", "--title", "Other"])
    // Soak ends at the date that the commit will carry, not at the wall clock's.
    try project.done("advance", "export")
    for (person, team) in [(Person.sam, "review"), (.gina, "quality")] {
      try project.by(person).on(day: 4).done("sign-off", "export", "--team", team)
    }
    try expectRefusal(project.on(day: 5), code: 1, saying: "[gate-soak]")
    try project.on(day: 6).done("advance", "export")
    #expect(try project.slipway("check").code == 0)
  }

  @Test func tellsWithoutWriting() throws {
    let project = try ready()
    let before = try project.bytes()
    for command in [
      ["advance", "export", "--dry-run"], ["withdraw", "export", "--because", "x", "-n"],
      ["new", "other", "--title", "Other", "-n"], ["record", "export", "tried", "https://example.org/2", "-n"],
    ] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 0, "\(outcome.all)")
      #expect(outcome.out.contains("@@ "))
      #expect(outcome.out.contains("Feature: "))
      #expect(outcome.errors.contains("nothing was written"))
    }
    #expect(try project.bytes() == before)
    // The diff is one that git applies.
    let diff = try project.slipway("advance", "export", "-n").out.components(separatedBy: "\n    stage(").first ?? ""
    try project.git(["apply", "--index", "-"], input: Array(diff.utf8))
    #expect(try project.slipway("check", "--staged").code == 0)
  }

  @Test func aCommitAllAfterwardsRevertsNothing() throws {
    let project = try ready()
    try project.write("notes", "x\n")
    try project.git("add", "notes")
    try project.done("advance", "export")
    try project.git("commit", "-q", "-a", "-m", "Later")
    #expect(try project.git("show", "HEAD:features/export.yaml").contains("stage: test"))
    #expect(try project.git("log", "--format=%s", "-2") == "Later\nstage(export): draft -> test")
  }

  @Test func worksOnAPackedRepository() throws {
    let project = try ready()
    try project.git("gc", "-q", "--prune=now")
    try project.git("pack-refs", "--all")
    try project.done("advance", "export")
    #expect(try project.git("fsck", "--strict", "--no-dangling").isEmpty)
    #expect(try project.git("reflog", "-1", "--format=%gs") == "commit: stage(export): draft -> test")
  }

  @Test func theOutcomeIsToldTruly() throws {
    let project = try ready()
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let shell = try Program.run(
      "/bin/sh", ["-c", "'\(Program.slipway)' advance export > /dev/full"], environment: project.environment,
      folder: project.folder)
    let isMoved = try project.git("show", "HEAD:features/export.yaml").contains("stage: test")
    #expect(isMoved)
    #expect(shell.code == 3)
    #expect(shell.errors.contains("cannot be written"))
    #expect(try shell.errors.contains("the commit \(project.head().prefix(12)) was made all the same"))
  }
}
