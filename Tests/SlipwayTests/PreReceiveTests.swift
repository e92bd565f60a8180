import Foundation
import Testing

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

  /// git writes through a symbolic reference, and tells the hook the name that was pushed to.
  @Test(arguments: ["refs/heads/master", "refs/other/name"]) func anotherNameOfTheLineIsTheLine(alias: String) throws {
    let served = try Served()
    try served.server.git("config", "receive.denyDeleteCurrent", "ignore")
    try served.server.git("symbolic-ref", alias, "refs/heads/main")
    let tip = try served.tip()
    try served.jump()
    let push = try served.push("main:\(alias)")
    #expect(push.code == 1 && push.errors.contains("refs/heads/main, landing"), "\(push.errors)")
    #expect(try served.push(":\(alias)").code == 1)
    #expect(try served.tip() == tip)
  }

  /// git quotes the path of the real objects where it holds what separates two paths.
  @Test func aColonInThePathIsNoEndOfIt() throws {
    let served = try Served()
    try FileManager.default.moveItem(atPath: served.server.folder, toPath: served.clone.outside + "/a \"b\":c.git")
    try served.clone.git("config", "remote.origin.url", "file://\(served.clone.outside)/a \"b\":c.git")
    try served.clone.done("advance", "export")
    let push = try served.push("main")
    #expect(push.code == 0 && push.errors.contains("export moves: draft -> test"), "\(push.errors)")
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
