import Foundation
import Testing

/// The way of a feature from its first commit to its last, with the default workflow and real git.
@Suite struct MainPathTests {
  /// The default policy with one person for each team.
  private func defaults() throws -> Project {
    let project = try Project()
    try project.done("init", "--repository", "0123456789abcdef0123456789abcdef")
    try project.write(
      "schemas/teams.yaml",
      """
      people:
        ada: {name: Ada Byron, emails: [ada@example.org]}
        sam: {name: Sam Reyes, emails: [sam@example.org]}
        gina: {name: Gina Holm, emails: [gina@example.org]}
      teams:
        support: [sam]
        growth: [gina]
        docs: [gina]

      """)
    try project.edit("schemas/workflow.yaml", "version: 1\n", "version: 2\n")
    try project.commit("policy: name the people")
    return project
  }

  private func show(_ project: Project, _ criteria: [(String, String)]) throws {
    for (criterion, evidence) in criteria { try project.done("record", "replies", criterion, evidence) }
  }

  private static let link = "https://example.org/1"
  private static let development = [
    ("problem-confirmed", link), ("preview-tried", link), ("route-agreed", "Beta, if Support is unsure."),
  ]
  private static let internalRelease = [
    ("announced-internally", link), ("no-major-bugs", link), ("solves-as-expected", "As expected."),
    ("improves-experience", "Fewer clicks."),
  ]

  /// To `internal-release`, on day 3.
  private func started() throws -> Project {
    let project = try defaults()
    try project.on(day: 1).done(
      "new", "replies", "--title", "Saved replies", "--set", "flag=saved_replies", "--set",
      "summary=Ten answers a day.",
      "--set", "testers=4", "--set", "documentation=needed")
    try show(project.on(day: 2), Self.development)
    try project.by(.sam).on(day: 2).done("sign-off", "replies")
    try project.on(day: 3).done("advance", "replies")
    try show(project.by(.sam).on(day: 4), Self.internalRelease)
    try project.by(.sam).on(day: 5).done("sign-off", "replies")
    try project.by(.gina).on(day: 5).done("sign-off", "replies")
    return project
  }

  private func finish(_ project: Project) throws {
    try show(
      project.on(day: 30),
      ["enabled-for-everyone", "announced", "no-new-errors", "flag-removal-ready"].map { ($0, Self.link) })
    try project.on(day: 30).done("sign-off", "replies")
    try project.on(day: 31).done("advance", "replies")
    #expect(try project.slipway("status").out.hasPrefix("done\treplies\t2023-12-15T"))
    let log = try project.slipway("log", "replies").out.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(log.allSatisfy { $0[2] == "legal" })
    // Each commit is a landing that holds, and touches one manifest.
    for commit in try project.git("rev-list", "--first-parent", "HEAD").split(separator: "\n") {
      #expect(try project.slipway("check", "--at", String(commit)).code == 0)
    }
    for commit in try project.git("rev-list", "HEAD", "-25", "--", "features").split(separator: "\n") {
      #expect(
        try project.git("diff-tree", "--no-commit-id", "--name-only", "-r", "--root", String(commit))
          == "features/replies.yaml")
    }
    #expect(try project.git("status", "--porcelain") == "")
    #expect(try project.git("fsck", "--strict").isEmpty)
  }

  @Test func goesThroughBeta() throws {
    let project = try started()
    let refused = try project.on(day: 9).slipway("advance", "replies")
    #expect(refused.code == 1)
    #expect(refused.out.contains("beta.reasons"))
    try project.edit(
      "features/replies.yaml", "documentation: needed\n",
      """
      documentation: needed
      beta:
        reasons: [much-requested]
        pool: support-users
        channel: https://example.org/channel

      """)
    #expect(try project.on(day: 9).slipway("check").code == 0)
    try project.on(day: 9).commit("Say who the beta users are")
    // The sign-offs cover title, summary and owner; the beta's fields are not normative.
    try project.on(day: 10).done("advance", "replies")
    try show(
      project.on(day: 11),
      [
        ("bug-free", Self.link), ("improves-users-experience", "It does."), ("solves-it-best", "It does."),
        ("discussed-in-planning", Self.link),
      ])
    for person in [Person.ada, .sam, .gina] { try project.by(person).on(day: 12).done("sign-off", "replies") }
    try project.on(day: 13).done("advance", "replies")
    try finish(project)
  }

  @Test func passesOverBeta() throws {
    let project = try started()
    try project.on(day: 8).done("record", "replies", "--skip", "beta-release", "--because", "Nobody has to learn it.")
    for person in [Person.sam, .gina] {
      try project.by(person).on(day: 8).done("sign-off", "replies", "--skip", "beta-release")
    }
    try project.on(day: 9).done("advance", "replies")
    #expect(
      try project.git("log", "-1", "--format=%(trailers:key=Stage,valueonly)")
        == "internal-release -> public-release")
    #expect(try project.git("log", "-1", "--format=%B").contains("Passed over: beta-release"))
    try finish(project)
  }

  @Test func writesTrailersThatGitReads() throws {
    let project = try Project.trial(in: "test")
    let message = try project.git("log", "-1", "--format=%B")
    #expect(message.hasPrefix("stage(export): draft -> test\n\n"))
    let trailers = try project.git(["interpret-trailers", "--parse"], input: Array((message + "\n").utf8))
    #expect(
      trailers == """
        Feature: export
        Stage: draft -> test
        Approved-by: Sam Reyes <sam@example.org> (review)
        """)
    #expect(try project.git("log", "-1", "--format=%(trailers:key=Stage,valueonly)") == "draft -> test")
  }

  @Test func goesBackInANewPass() throws {
    let project = try Project.trial(in: "live")
    try project.on(day: 12).done("return", "export", "--to", "draft", "--because", "Nobody found the button.")
    let manifest = try project.read("features/export.yaml")
    #expect(manifest.contains("stage: draft"))
    #expect(!manifest.contains("gates:"))
    #expect(manifest.contains("because: Nobody found the button."))
    #expect(try project.slipway("status").out.contains("\t2\tada\t"))
    #expect(try project.on(day: 13).slipway("advance", "export").code == 1)
    try project.on(day: 13).done("record", "export", "tried", "https://example.org/2")
    try project.by(.sam).on(day: 13).done("sign-off", "export", "--team", "review")
    try project.on(day: 14).done("advance", "export")
    #expect(try project.slipway("check").code == 0)
  }

  @Test func withdraws() throws {
    let project = try Project.trial(in: "test")
    try project.on(day: 5).done("withdraw", "export", "--because", "Nobody would use it.")
    #expect(try project.slipway("check").code == 0)
    #expect(try project.slipway("status").out.hasPrefix("dropped\t"))
    // Nothing leaves a final stage.
    for command in [
      ["advance", "export"], ["return", "export", "--because", "x"], ["withdraw", "export", "--because", "x"],
    ] {
      #expect(try project.slipway(command).code == 2)
    }
    try project.edit("features/export.yaml", "stage: dropped", "stage: live")
    #expect(try rules(project).contains("error:edge"))
  }

  @Test func leavesEverythingElseAlone() throws {
    let project = try Project.trial()
    try project.begin("export")
    try project.begin("other")
    try project.write("notes.txt", "one\n")
    try project.write("kept.txt", "one\n")
    try project.on(day: 1).commit()
    try project.open("export")
    // Staged, dirty, untracked, deleted, and a staged change under a dirty one.
    try project.write("notes.txt", "two\n")
    try project.git("add", "notes.txt")
    try project.write("notes.txt", "three\n")
    try project.write("new.txt", "new\n")
    try project.delete("kept.txt")
    try project.edit("features/other.yaml", "Title of other", "Another title")
    try project.git("add", "features/other.yaml")
    let before = try project.git("status", "--porcelain=v2")
    try project.on(day: 3).done("advance", "export")
    #expect(try project.git("status", "--porcelain=v2") == before)
    #expect(try project.git("show", ":notes.txt") == "two")
    #expect(try project.read("notes.txt") == "three\n")
    #expect(try project.git("show", "--format=", "--name-only") == "features/export.yaml")
    #expect(try project.git("show", "--format=", "--shortstat").contains("1 insertion(+), 1 deletion(-)"))
  }

  @Test func judgesHandEdits() throws {
    let project = try Project.trial()
    try project.write("features/export.yaml", project.manifest("export"))
    #expect(try project.on(day: 1).slipway("check").code == 0)
    try project.on(day: 1).commit()
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    let check = try project.slipway("check")
    #expect(check.code == 1)
    #expect(check.out.contains("export refused: draft -> test\n"))
    // The finding prints the complete line to paste: a block where there is none yet.
    let lines = check.linesToPaste
    try project.edit("features/export.yaml", "stage: test\n", "stage: test\n\(try #require(lines.first))\n")
    let signed = try project.slipway("check")
    #expect(signed.code == 1 && signed.out.contains("[gate-sign-offs]"))
    try project.write(
      "features/export.yaml",
      project.manifest(
        "export", stage: "test",
        more: "gates:\n  draft:\n    criteria:\n      tried: https://example.org/1\n    sign-offs:\n"))
    let stale = try #require(
      lines.last?.components(separatedBy: "sign-offs: [").last?.components(separatedBy: "]").first
    )
    .replacing("<who>", with: "gina")
    try project.write("features/export.yaml", project.read("features/export.yaml") + "      - \(stale)\n")
    // It was printed for a gate with no evidence, so it covers something else.
    let warned = try project.slipway("check")
    #expect(warned.code == 1)
    #expect(warned.out.contains("[void-sign-off]"))
    let fresh = try #require(warned.linesToPaste.last).replacing("<who>", with: "gina")
    try project.edit("features/export.yaml", "- \(stale)", fresh)
    #expect(try project.slipway("check").code == 0)
    try project.on(day: 4).commit("Move it by hand")
    let outcome = try project.slipway("check", "--at", "HEAD", "--format", "json")
    #expect(outcome.code == 0)
    #expect(outcome.out.contains("\"move\" : \"forward\""))
  }
}
