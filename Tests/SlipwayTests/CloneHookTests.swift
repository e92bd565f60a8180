import Foundation
import Testing

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

  @Test func offTheLineCheckSaysWhatWillLand() throws {
    let served = try Served()
    try served.clone.git("remote", "set-head", "origin", "main")
    #expect(try served.clone.slipway("check").out.contains("HEAD's own landing was judged"))
    try served.clone.git("checkout", "-q", "-b", "topic")
    let empty = try served.clone.slipway("check")
    #expect(empty.code == 0 && empty.out.contains("there is nothing to judge"), "\(empty.all)")
    // A later commit does not hide what the branch does as a whole.
    try served.jump()
    try served.clone.commit("Later")
    let jumped = try served.clone.slipway("check")
    #expect(jumped.code == 1 && jumped.out.contains("[skip]"), "\(jumped.all)")
    #expect(jumped.out.contains("`topic` is not the line: judged as with `--base`"))
    // What is not committed yet is judged with what the branch holds.
    try served.clone.edit("features/export.yaml", "stage: live", "stage: done")
    try served.clone.git("add", "-A")
    let dirty = try served.clone.slipway("check").out
    #expect(dirty.contains("`topic` is not the line: judged as with `--base origin/main`"), "\(dirty)")
    #expect(dirty.contains("export refused: draft -> done"), "\(dirty)")
    // The index is what `git commit` is about to record, and the question that counts is named.
    let advice = "`topic` is not the line: `slipway check --base origin/main` judges what will land there"
    #expect(try served.clone.slipway("check", "--staged").out.contains(advice))
    try served.clone.git("config", "slipway.base", "main")
    #expect(try served.clone.slipway("check", "--staged").out.contains("`slipway check --base main`"))
    try served.clone.git("config", "slipway.base", "origin/topic")
    try served.clone.git("push", "-q", "origin", "topic")
    #expect(try !served.clone.slipway("check").out.contains("is not the line"))
    try served.clone.git("config", "slipway.base", "nowhere")
    try served.clone.commit()
    let nowhere = try served.clone.slipway("check")
    #expect(nowhere.code == 2 && nowhere.errors.contains("the line is `nowhere`"), "\(nowhere.all)")
  }
}
