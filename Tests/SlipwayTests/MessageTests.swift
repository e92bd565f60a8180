import Foundation
import Testing

/// The message that `check --base … --message` prints for a squash, and git's own reading of it.
@Suite struct MessageTests {
  /// A landing is told alike by the command that makes it and by whoever squashes it later.
  @Test func whatACommandCommitsIsWhatASquashSays() throws {
    let project = try Project.trial()
    try project.begin("export")
    try project.open("export")
    try project.on(day: 2).done("record", "export", "--skip", "test", "--because", "Nobody needs it.")
    try project.by(.gina).on(day: 2).done("sign-off", "export", "--skip", "test", "--team", "review")
    try project.on(day: 3).done("advance", "export")
    try project.on(day: 4).done("return", "export", "--to", "test", "--because=--- it broke: #1.")
    #expect(try project.git("log", "-1", "--format=%B").contains("\n ---"))
    try project.on(day: 6).done("withdraw", "export", "--because", "It was a bad idea.")
    let commits = try project.git("rev-list", "--reverse", "HEAD", "--", "features").split(separator: "\n")
    #expect(commits.count == 8)
    for commit in commits {
      let said = try project.on(day: 7).slipway("check", "--base", "\(commit)^", "--head", "\(commit)", "--message")
      // What is still to land is judged by the clock, so only the days differ.
      let texts = [said.line, try project.git("log", "-1", "--format=%B", "\(commit)")]
        .map { $0.replacing(/after \d+ days/, with: "after days") }
      #expect(texts[0] == texts[1], "\(said.errors)")
    }
  }

  @Test func aSquashCarriesItAndGitReadsIt() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.open("export")
    try project.on(day: 3).done("advance", "export")
    try project.git("checkout", "-q", "main")
    try project.on(day: 4).git("merge", "-q", "--squash", "work")
    let message = try project.on(day: 4).slipway("check", "--base", "HEAD", "--head", "work", "--message")
    #expect(message.code == 0 && message.errors.isEmpty, "\(message.all)")
    let trailers = "Feature: export\nStage: draft -> test\nApproved-by: Sam Reyes <sam@example.org> (review)"
    #expect(try project.git(["interpret-trailers", "--parse"], input: message.outBytes) == trailers)
    try project.on(day: 4).git(["commit", "-q", "-F", "-"], input: message.outBytes)
    #expect(try project.git("log", "-1", "--format=%s") == "stage(export): draft -> test")
    #expect(try project.git("log", "-1", "--format=%(trailers:key=Stage,valueonly)") == "draft -> test")
    #expect(try project.git("log", "-1", "--format=%b").contains("Shown: tried (https://example.org/1)\n"))
    #expect(try project.slipway("check", "--at", "HEAD").code == 0)
  }

  @Test func whatMustNotLandHasNoMessage() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 2).commit("Jump")
    let refused = try project.slipway("check", "--base", "main", "--message")
    #expect(refused.code == 1 && refused.out.isEmpty, "\(refused.all)")
    #expect(refused.errors.contains("[gate-criteria]"))
    try project.git("reset", "-q", "--hard", "main")
    try project.open("export")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 2).commit("Walk")
    let told = try project.slipway("check", "--base", "main", "--message")
    #expect(told.code == 0 && told.out.hasPrefix("stage(export): draft -> test\n"), "\(told.all)")
  }

  @Test func severalFeaturesArePairsOfTrailers() throws {
    let project = try Project.trial()
    for id in ["export", "import"] { try project.begin(id) }
    for id in ["export", "import"] { try project.open(id) }
    try project.branch()
    try project.on(day: 2).done("new", "another", "--title", "Title of another")
    for id in ["export", "import"] { try project.on(day: 3).done("advance", id) }
    let alike = try project.slipway("check", "--base", "main", "--message")
    #expect(alike.out.hasPrefix("stage(export, import): draft -> test\n"), "\(alike.all)")
    let trailers = try project.git(["interpret-trailers", "--parse"], input: alike.outBytes)
    let pairs = trailers.split(separator: "\n").filter { !$0.hasPrefix("Approved-by:") }
    #expect(
      pairs == [
        "Feature: export", "Stage: draft -> test", "Feature: import", "Stage: draft -> test", "Feature: another",
        "Stage: draft",
      ])
    #expect(alike.out.contains("\nnew(another): Title of another\n"))
    try project.on(day: 4).git(["commit", "-q", "--allow-empty", "-F", "-"], input: alike.outBytes)
    let stages = try project.git("log", "-1", "--format=%(trailers:key=Stage,valueonly)")
    #expect(stages == "draft -> test\ndraft -> test\ndraft")
    try project.git("reset", "-q", "--hard", "main")
    try project.on(day: 3).done("advance", "export")
    try project.on(day: 3).done("withdraw", "import", "--because", "No.")
    let apart = try project.slipway("check", "--base", "main", "--message")
    #expect(apart.out.hasPrefix("stage: export draft -> test, import draft -> dropped\n"), "\(apart.all)")
  }

  @Test func whatMovesNothingIsToldToo() throws {
    let project = try Project.trial(in: "draft")
    try project.branch()
    func message() throws -> String { try project.slipway("check", "--base", "main", "--message").out }
    func subject() throws -> String { try message().components(separatedBy: "\n")[0] }
    try project.write("README", "Nothing that is judged.\n")
    try project.on(day: 2).commit("Explain")
    let nothing = try project.slipway("check", "--base", "main", "--message")
    #expect(nothing.code == 0 && nothing.out.isEmpty && nothing.errors.contains("nothing to tell"))
    #expect(try project.slipway("check", "--base", "work", "--message").out.isEmpty)
    try project.edit("features/export.yaml", "Title of export", "Another title")
    try project.on(day: 2).commit("Edit")
    #expect(try message() == "edit(export): title\n\nChanged: title\n\nFeature: export\n")
    try project.open("export")
    #expect(try subject() == "record(export): tried; sign-off review by sam; edit title")
    try project.write("features/import.yaml", project.manifest("import"))
    try project.on(day: 3).commit("Begin")
    #expect(try subject() == "new(import): Title of import")
    try project.edit("schemas/workflow.yaml", "version: 1\n", "version: 2\n")
    try project.on(day: 3).commit("Raise the version")
    #expect(try subject() == "policy: version 1 -> 2")
    let trailers = try project.git(["interpret-trailers", "--parse"], input: Array(message().utf8))
    #expect(trailers.hasPrefix("Policy-Version: 2\nFeature: export\n"), "\(trailers)")
    try project.git("rm", "-q", "features/import.yaml", "features/export.yaml")
    try project.on(day: 4).commit("Delete both")
    #expect(try message().contains("\ndelete(export): Title of export\n"))
  }

  @Test(arguments: [true, false])
  func aRebaseOfSeveralCommitsHasTheirMessages(_ isOne: Bool) throws {
    let project = try Project.trial { try $0.edit("schemas/workflow.yaml", "landing: merge", "landing: rebase") }
    try project.begin("export")
    try project.branch()
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    if !isOne { try project.by(.sam).on(day: 2).done("sign-off", "export", "--team", "review") }
    let told = try project.slipway("check", "--base", "main", "--message")
    #expect(told.code == (isOne ? 0 : 2), "\(told.all)")
    #expect(told.out.isEmpty != isOne)
  }

  @Test func itIsThatAndNothingElse() throws {
    let project = try Project.trial(in: "draft")
    for arguments in [["--message"], ["--base", "HEAD^", "--message", "--format", "json"]] {
      #expect(try project.slipway(["check"] + arguments).code == 2)
    }
    try project.done("check", "--base", "HEAD^", "--message", "-o", "message.txt")
    #expect(try project.read("message.txt").hasPrefix("new(export): "))
    let onGitHub = try project.with(["GITHUB_ACTIONS": "true"]).slipway("check", "--base", "HEAD^", "--message")
    #expect(onGitHub.out.hasPrefix("new(export): "))
  }
}

extension Project {
  fileprivate func branch() throws { try git("checkout", "-q", "-b", "work", "main") }
}
