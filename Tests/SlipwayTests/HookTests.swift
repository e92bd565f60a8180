import Foundation
import Testing

/// A server that keeps its line, and a clone that pushes to it.
private struct Served {
  let clone: Project
  let server: Project

  /// `export` stands in draft, on both sides, and its gate asks for nothing more.
  init(judging branches: String? = nil) throws {
    let project = try Project.trial(in: "draft").with(Served.path)
    try project.open("export")
    clone = project.on(day: 3)
    try project.git("clone", "-q", "--bare", ".", "../server.git")
    server = project.at(project.outside + "/server.git")
    try project.git("remote", "add", "origin", "../server.git")
    try project.git("fetch", "-q", "origin")
    if let branches { try server.git("config", "slipway.branches", branches) }
    try server.done("hook", "install")
  }

  /// The hook asks for the `slipway` on the path.
  static var path: [String: String] {
    let folder = URL(fileURLWithPath: Program.slipway).deletingLastPathComponent().path
    return ["PATH": folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")]
  }

  func push(_ arguments: String...) throws -> Outcome { try clone.tryGit(["push", "origin"] + arguments) }

  func tip(_ branch: String = "main") throws -> String { try server.git("rev-parse", branch) }

  /// A commit that passes over all gates, by hand.
  @discardableResult
  func jump() throws -> String {
    try clone.edit("features/export.yaml", "stage: draft", "stage: live")
    return try clone.commit("Jump")
  }

  /// Lands `branch` on `main`, which somebody else has moved meanwhile.
  func land(_ branch: String, by kind: String) throws {
    try clone.git("checkout", "-q", "main")
    if kind != "fast-forward" {
      try clone.write("notes.md", "Meanwhile.\n")
      try clone.commit("Meanwhile")
    }
    switch kind {
    case "merge": try clone.git("merge", "-q", "--no-ff", "-m", "Land", branch)
    case "squash":
      try clone.git("merge", "-q", "--squash", branch)
      try clone.commit("Land")
    case "rebase":
      try clone.git("rebase", "-q", "main", branch)
      try clone.git("checkout", "-q", "-B", "main", branch)
    default: try clone.git("merge", "-q", "--ff-only", branch)
    }
  }
}

private let kinds = ["merge", "squash", "rebase", "fast-forward"]

/// `slipway hook pre-receive`, as the hook of a real server that a real git pushes to.
@Suite struct PreReceiveTests {
  @Test(arguments: kinds) func whatIsLegalLands(kind: String) throws {
    let served = try Served()
    try served.clone.git("checkout", "-q", "-b", "topic")
    try served.clone.done("advance", "export")
    try served.land("topic", by: kind)
    let push = try served.push("main")
    #expect(push.code == 0, "\(push.all)")
    #expect(push.errors.contains("remote: export moves: draft -> test"), "\(push.errors)")
    #expect(try served.tip() == served.clone.head())
  }

  @Test(arguments: kinds) func whatIsIllegalDoesNotAndNothingIsLost(kind: String) throws {
    let served = try Served()
    let before = try served.tip()
    try served.clone.git("checkout", "-q", "-b", "topic")
    try served.jump()
    try served.land("topic", by: kind)
    let (head, bytes) = (try served.clone.head(), try served.clone.bytes())
    let push = try served.push("main")
    #expect(push.code == 1)
    let lines = push.errors.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.contains { $0.hasPrefix("remote: refs/heads/main, landing \(head.prefix(12)): ") }, "\(push.errors)")
    #expect(lines.contains { $0.hasPrefix("remote: features/export.yaml:4:8: error: ") && $0.hasSuffix("[skip]") })
    let totals = try #require(lines.firstIndex { $0.contains("; judged") && $0.contains("on refs/heads/main") })
    #expect(lines[(totals + 1)...].filter { $0.hasPrefix("remote:") }.allSatisfy { $0.contains("help: ") })
    #expect(!lines.contains { $0.replacing("remote: ", with: "").hasPrefix("::") })
    // Neither side has changed, and the server did not keep what it refused.
    #expect(try served.tip() == before)
    #expect(try served.server.tryGit(["cat-file", "-e", head]).code != 0)
    #expect(try served.clone.head() == head)
    #expect(try served.clone.bytes() == bytes)
    // It can go to a branch that is nobody's line.
    #expect(try served.push("main:topic").code == 0)
  }

  @Test func theLandingCountsAndNotHowItWasPrepared() throws {
    let served = try Served()
    try served.clone.git("checkout", "-q", "-b", "topic")
    let illegal = try served.jump()
    try served.clone.git("revert", "--no-edit", "HEAD")
    try served.clone.git("checkout", "-q", "-b", "landed", "main")
    try served.clone.git("merge", "-q", "--no-ff", "-m", "Land", "topic")
    // One after the other, the first is illegal, and the second does not mend it.
    let each = try served.push("topic:main")
    #expect(each.code == 1)
    #expect(each.errors.contains("landing \(illegal.prefix(12)): Jump"))
    #expect(each.errors.contains("does not mend an earlier landing"))
    // As one landing, nothing happened at all.
    let whole = try served.push("landed:main")
    #expect(whole.code == 0, "\(whole.all)")
    #expect(!whole.errors.contains("remote:"))
  }

  @Test func aFoxtrotIsRefusedAndTheAdviceWorks() throws {
    let served = try Served()
    try served.clone.git("checkout", "-q", "-b", "topic")
    try served.clone.write("topic.md", "Mine.\n")
    try served.clone.commit("Mine")
    try served.land("topic", by: "merge")
    // A pull request that merged its base is fine.
    #expect(try served.push("main").code == 0)
    try served.clone.git("checkout", "-q", "topic")
    try served.clone.commit("More of mine")
    try served.clone.git("merge", "-q", "--no-ff", "-m", "Catch up", "main")
    let tip = try served.tip()
    let push = try served.push("topic:main")
    #expect(push.code == 1)
    #expect(push.errors.contains("so another history would become the line [line-kept]"), "\(push.errors)")
    #expect(try served.tip() == tip)
    let help = try #require(push.errors.split(separator: "\n").first { $0.contains("the other way round") })
    for command in help.matches(of: /`git ([^`]+)`/) {
      let words = command.1.split(separator: " ").map(String.init)
      let outcome = try served.clone.tryGit(words)
      #expect(outcome.code == 0, "\(command.0): \(outcome.all)")
    }
    #expect(try served.tip() != tip)
    #expect(try served.server.git("rev-parse", "main^1") == tip)
  }

  @Test func theLineIsNeitherRewrittenNorDeleted() throws {
    let served = try Served()
    try served.server.git("config", "receive.denyDeleteCurrent", "ignore")
    try served.clone.git("push", "-q", "origin", "main:other")
    let tip = try served.tip()
    try served.clone.git("commit", "-q", "--amend", "-m", "Another past")
    let forced = try served.push("--force", "main")
    #expect(forced.code == 1)
    #expect(forced.errors.contains("what landed would be lost [line-kept]"), "\(forced.errors)")
    let shortened = try served.push("--force", "main~2:main")
    #expect(shortened.errors.contains("what landed would be lost [line-kept]"), "\(shortened.errors)")
    let deleted = try served.push(":main")
    #expect(deleted.code == 1)
    #expect(deleted.errors.contains("this push would delete it [line-kept]"), "\(deleted.errors)")
    #expect(try served.tip() == tip)
    // Other branches and tags are nobody's line.
    try served.clone.git("tag", "-a", "v1", "-m", "One")
    for arguments in [["--force", "main:other"], [":other"], ["v1"], ["--force", "HEAD~1:refs/tags/v1"], [":v1"]] {
      let push = try served.clone.tryGit(["push", "origin"] + arguments)
      #expect(push.code == 0, "\(arguments): \(push.errors)")
      #expect(!push.errors.contains("remote:"))
    }
  }

  @Test func aNewBranchIsJudgedAsFarAsNoLineHoldsIt() throws {
    let served = try Served(judging: "main release/*")
    let push = try served.push("main:release/1")
    #expect(push.code == 0, "\(push.errors)")
    #expect(!push.errors.contains("remote:"))
    // What a branch holds that nobody judges was judged by nobody.
    try served.clone.git("checkout", "-q", "-b", "topic")
    try served.jump()
    #expect(try served.push("topic").code == 0)
    let jumped = try served.push("topic:release/2")
    #expect(jumped.code == 1)
    #expect(jumped.errors.contains("judged 1 landing on refs/heads/release/2"), "\(jumped.errors)")
    #expect(try served.push("topic:release/2/of/mine").code == 0)
    // The first push to an empty server is judged whole, from the first policy on.
    try served.clone.git("init", "-q", "--bare", "-b", "main", "../empty.git")
    let empty = served.clone.at("../empty.git")
    try empty.done("hook", "install")
    #expect(try served.clone.tryGit(["push", "../empty.git", "topic:main"]).code == 1)
    let whole = try served.clone.tryGit(["push", "../empty.git", "main"])
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(whole.errors.contains("export begins in draft"))
  }

  @Test func severalReferencesAreOneAnswer() throws {
    let served = try Served(judging: "main release/*")
    try served.clone.git("push", "-q", "origin", "main:release/1")
    try served.clone.git("tag", "v1")
    try served.clone.git("checkout", "-q", "-b", "topic")
    try served.jump()
    try served.clone.git("checkout", "-q", "main")
    try served.clone.write("features/late.yaml", served.clone.manifest("late", stage: "live"))
    try served.clone.commit("Late")
    let push = try served.push("main", "topic:release/1", "v1", "topic")
    #expect(push.code == 1)
    #expect(push.errors.contains("remote: features/late.yaml:4:8: error: "), "\(push.errors)")
    #expect(push.errors.contains("remote: features/export.yaml:4:8: error: "))
    #expect(push.errors.contains("judged 2 landings on refs/heads/main, refs/heads/release/1"))
    #expect(try served.server.git("for-each-ref", "--format=%(refname)") == "refs/heads/main\nrefs/heads/release/1")
  }

  @Test func aPolicyNeverDecidesAboutItself() throws {
    let served = try Served()
    let loosen = { (version: Int) in
      try served.clone.write(
        "schemas/workflow.yaml",
        Project.trialWorkflow.replacing("version: 1", with: "version: \(version)")
          .replacing("optional: {skip-sign-offs: [review]}", with: "optional: {}"))
    }
    // In the same landing, the old policy judges.
    try loosen(2)
    try served.jump()
    let together = try served.push("main")
    #expect(together.code == 1)
    #expect(together.errors.contains("this landing changes the policy in `schemas/workflow.yaml` [policy-change]"))
    // In two landings of one push, the second is judged by the first.
    try served.clone.git("reset", "-q", "--hard", "origin/main")
    try loosen(3)
    try served.clone.commit("Loosen, at the wrong version")
    try served.clone.done("new", "late", "--title", "Late")
    let push = try served.push("main")
    #expect(push.code == 1)
    #expect(push.errors.contains("so `version` goes from 1 to 2 [policy-version]"), "\(push.errors)")
    #expect(push.errors.contains("judged 2 landings"))
    try served.clone.git("reset", "-q", "--hard", "origin/main")
    try loosen(2)
    try served.clone.commit("Loosen")
    #expect(try served.push("main").code == 0)
  }

  @Test func whatCannotBeJudgedDoesNotPass() throws {
    let served = try Served()
    let head = try served.clone.head()
    let update = "\(try served.clone.git("rev-parse", "HEAD~1")) \(head) refs/heads/main\n"
    #expect(try served.server.slipway("hook", "pre-receive", input: update).code == 0)
    for (input, code) in [("bogus\n", 2), ("\(head) x refs/heads/main\n", 2), ("", 0), ("\n", 0)] {
      #expect(try served.server.slipway("hook", "pre-receive", input: input).code == Int32(code), "\(input)")
    }
    let absent = String(repeating: "1", count: 40)
    #expect(try served.server.slipway("hook", "pre-receive", input: "\(head) \(absent) refs/heads/main\n").code == 3)
    for setting in ["", "[", "/main"] {
      try served.server.git("config", "slipway.branches", setting)
      let outcome = try served.server.slipway("hook", "pre-receive", input: update)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("`slipway.branches`") && outcome.errors.contains("help: "))
    }
    try served.clone.git("clone", "-q", "--bare", "--depth", "1", "file://\(served.server.folder)", "../shallow.git")
    let shallow = try served.clone.at("../shallow.git").slipway("hook", "pre-receive", input: update)
    #expect(shallow.code == 3)
    #expect(shallow.errors.contains("shallow clone"))
  }

  @Test func neitherAMissingProgramNorThePushersSettingsOpenTheServer() throws {
    let served = try Served()
    try served.jump()
    let settings = try served.clone.tryGit(["-c", "slipway.branches=none", "push", "origin", "main"])
    #expect(settings.code == 1)
    #expect(settings.errors.contains("[skip]"))
    let folder = URL(fileURLWithPath: Program.find("git") ?? "/usr/bin/git").deletingLastPathComponent().path
    let missing = try served.clone.with(["PATH": folder + ":/usr/bin:/bin"]).tryGit(["push", "origin", "main"])
    #expect(missing.code == 1)
    #expect(missing.errors.contains("there is no `slipway` on the PATH"), "\(missing.errors)")
  }
}

/// The hooks of a clone, and how all of them come and go.
@Suite struct CloneHookTests {
  @Test func whatIsCommittedIsJudgedAndTheRestIsQuiet() throws {
    let project = try Project.trial(in: "draft").with(Served.path)
    try project.done("hook", "install")
    try project.write("README.md", "Hello.\n")
    try project.git("add", "README.md")
    let clean = try project.tryGit(["commit", "-m", "Hello"])
    #expect(clean.code == 0)
    #expect(!clean.all.contains("judged") && !clean.all.contains("note:"), "\(clean.all)")
    try project.edit("features/export.yaml", "stage: draft", "stage: live")
    let head = try project.head()
    // However git hands over the index.
    for arguments in [["-a"], ["--", "features/export.yaml"], ["--only", "features/export.yaml"]] {
      let refused = try project.tryGit(["commit", "-m", "Jump"] + arguments)
      #expect(refused.code == 1, "\(refused.all)")
      #expect(refused.errors.contains("features/export.yaml:4:8: error: "))
      #expect(refused.errors.contains("`git commit --no-verify`"))
    }
    #expect(try project.head() == head)
    // What is not committed is not judged.
    try project.write("README.md", "Hello again.\n")
    #expect(try project.tryGit(["commit", "-m", "Hello again", "README.md"]).code == 0)
    try project.git("stash", "-q")
    // A branch that has no policy is nobody's line.
    try project.git("checkout", "-q", "--orphan", "site")
    try project.git("rm", "-rqf", ".")
    try project.write("index.html", "Hello.\n")
    try project.git("add", "-A")
    for message in ["Site", "More"] {
      #expect(try project.tryGit(["commit", "--allow-empty", "-m", message]).code == 0)
    }
    // Another working tree has the same hooks.
    try project.git("worktree", "add", "-q", "../other", "main")
    let other = project.at("../other")
    try other.edit("features/export.yaml", "stage: draft", "stage: live")
    #expect(try other.tryGit(["commit", "-a", "-m", "Jump"]).code == 1)
  }

  @Test func whatIsPushedIsJudgedBeforeItLeaves() throws {
    let served = try Served()
    try served.server.done("hook", "uninstall")
    try served.clone.git("remote", "set-head", "origin", "main")
    try served.clone.done("hook", "install", "pre-push")
    try served.clone.git("checkout", "-q", "-b", "topic")
    try served.jump()
    #expect(try served.push("topic").code == 0)
    let refused = try served.push("topic:main")
    #expect(refused.code == 1)
    #expect(refused.all.contains("refs/heads/main, landing"), "\(refused.all)")
    #expect(refused.all.contains("`git push --no-verify`"))
    #expect(!refused.all.contains("remote:"))
    #expect(try served.push("--delete", "main").code == 1)
    // The remote has what is not here.
    try served.clone.git("clone", "-q", "../server.git", "../other")
    let other = served.clone.at("../other")
    try other.commit("Meanwhile")
    try other.git("push", "-q", "origin", "main")
    #expect(try served.push("--force", "topic:main").all.contains("what landed would be lost [line-kept]"))
    try served.clone.git("config", "slipway.branches", "nothing")
    #expect(try served.push("--force", "topic:main").code == 0)
  }

  @Test func thePreCommitFrameworkTellsInVariables() throws {
    let served = try Served()
    try served.clone.git("config", "slipway.base", "main")
    try served.jump()
    let variables = [
      "PRE_COMMIT_REMOTE_NAME": "origin", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main",
      "PRE_COMMIT_FROM_REF": try served.tip(), "PRE_COMMIT_TO_REF": try served.clone.head(),
      "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main",
    ]
    let outcome = try served.clone.with(variables).slipway("hook", "pre-push")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("judged 1 landing on refs/heads/main"), "\(outcome.all)")
    let topic = ["PRE_COMMIT_REMOTE_BRANCH": "refs/heads/topic"]
    #expect(try served.clone.with(variables).with(topic).slipway("hook", "pre-push").code == 0)
  }

  @Test func hooksComeAndGoAndOthersStay() throws {
    let project = try Project.trial()
    try project.write(".git/hooks/pre-push", "#!/bin/sh\nexit 0\n")
    let install = try project.slipway("hook", "install")
    #expect(install.code == 2)
    #expect(install.errors.contains("/.git/hooks/pre-push`"), "\(install.errors)")
    #expect(install.errors.contains("slipway hook pre-push \"$@\" || exit $?"))
    #expect(try project.read(".git/hooks/pre-push") == "#!/bin/sh\nexit 0\n")
    let script = try project.read(".git/hooks/pre-commit")
    #expect(FileManager.default.isExecutableFile(atPath: project.folder + "/.git/hooks/pre-commit"))
    #expect(try project.slipway("hook", "install", "pre-commit").code == 0)
    #expect(try project.read(".git/hooks/pre-commit") == script)
    // A line that somebody added makes it theirs.
    try project.done("hook", "install", "pre-receive")
    try project.write(".git/hooks/pre-receive", project.read(".git/hooks/pre-receive") + "echo\n")
    let uninstall = try project.done("hook", "uninstall")
    #expect(uninstall.errors.contains("is not what Slipway wrote, and stays"))
    let left = try FileManager.default.contentsOfDirectory(atPath: project.folder + "/.git/hooks")
      .filter { !$0.hasSuffix(".sample") }
    #expect(left.sorted() == ["pre-push", "pre-receive"])
    // Where git is told to look.
    try project.git("config", "core.hooksPath", "hooks/of/mine")
    try FileManager.default.createDirectory(atPath: project.folder + "/hooks/of", withIntermediateDirectories: true)
    try project.at("schemas").done("hook", "install")
    #expect(try project.read("hooks/of/mine/pre-commit") == script)
    try project.git("config", "core.hooksPath", "~/hooks")
    try project.done("hook", "install")
    #expect(FileManager.default.fileExists(atPath: project.outside + "/hooks/pre-push"))
    try project.git("init", "-q", "--bare", "../server.git")
    #expect(try project.at("../server.git").slipway("hook", "install", "pre-push").code == 2)
    #expect(try project.slipway("hook", "install", "post-commit").code == 2)
  }

  /// The line that `install` shows is enough, and what the hook did before is still done.
  @Test func theLineToAddWorks() throws {
    let served = try Served()
    try served.server.done("hook", "uninstall")
    let own = "#!/bin/sh\n"
    try served.server.write("hooks/pre-receive", own)
    let shown = try served.server.slipway("hook", "install").errors
    let line = try #require(shown.components(separatedBy: "pre-receive`: ").last)
    try served.server.write("hooks/pre-receive", own + line + "echo the rest of it\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: served.server.folder + "/hooks/pre-receive")
    try served.clone.done("advance", "export")
    let legal = try served.push("main")
    #expect(legal.code == 0 && legal.errors.contains("remote: the rest of it"), "\(legal.errors)")
    try served.clone.edit("features/export.yaml", "stage: test", "stage: done")
    try served.clone.commit()
    let illegal = try served.push("main")
    #expect(illegal.code == 1 && illegal.errors.contains("[edge]"), "\(illegal.errors)")
  }

  @Test func offTheLineCheckNamesTheQuestionThatCounts() throws {
    let served = try Served()
    let advice = "`slipway check --base origin/main` judges what will land there"
    try served.clone.git("remote", "set-head", "origin", "main")
    #expect(try !served.clone.slipway("check").out.contains(advice))
    try served.clone.git("checkout", "-q", "-b", "topic")
    for arguments in [["check"], ["check", "--staged"]] {
      #expect(try served.clone.slipway(arguments).out.contains("`topic` is not the line: \(advice)"))
    }
    #expect(try served.clone.slipway("check", "--base", "origin/main").code == 0)
    try served.clone.git("config", "slipway.base", "main")
    #expect(try served.clone.slipway("check").out.contains("`slipway check --base main`"))
    try served.clone.git("config", "slipway.base", "origin/topic")
    try served.clone.git("push", "-q", "origin", "topic")
    #expect(try !served.clone.slipway("check").out.contains("is not the line"))
  }
}
