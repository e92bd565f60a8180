import Foundation
import Testing

/// Sign-offs that have to be signed: each attack beside what it imitates.
@Suite struct SignedSignOffTests {
  private static let shut = ["error:gate-sign-offs", "warning:void-sign-off"]

  private func keys() throws -> Keyring { try Keyring.shared.get() }

  /// A trial where Sam has signed what leaving `draft` asks for.
  private func signed(landing: String = "merge") throws -> Project {
    let project = try Project.trial(strength: "signed", landing: landing)
    try project.signing(as: .sam).done("sign-off", "export", "--team", "review")
    return project
  }

  /// What `check` says of moving on by hand now.
  private func moving(_ project: Project) throws -> [String] {
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    return try rules(project)
  }

  @Test func aSignedRecordOpensTheGate() throws {
    let project = try signed()
    let plan = try project.slipway("plan", "export").out
    #expect(plan.contains("✓ sign-off by review  sam, signed with SHA256:"))
    try project.on(day: 3).done("advance", "export")
    #expect(try rules(project) == [])
    #expect(try project.slipway("log", "--format", "jsonl").out.contains(#""verdict":"legal""#))
  }

  /// Whoever cannot sign yet is told so before they try.
  @Test func thePlanTellsWhoseKeyIsMissing() throws {
    let project = try Project.trial(strength: "signed")
    let plan = try project.slipway("plan", "export").out
    #expect(plan.contains("can give it") && !plan.contains("no key of"), "\(plan)")
    try project.delete("schemas/allowed_signers")
    try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
    try project.commit("Nobody signs")
    let without = try project.slipway("plan", "export").out
    #expect(without.contains("no key of `sam`") && without.contains("counts yet"), "\(without)")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    let refused = try project.slipway("check").all
    #expect(refused.contains("help: no key of `sam`"), "\(refused)")
  }

  /// What a passed gate was passed with is what was proved then, as the line tells it.
  @Test func aPassedGateTellsWhatWasProvedThen() throws {
    let project = try signed()
    #expect(try project.slipway("show", "export").out.contains("  signed with SHA256:"))
    try project.on(day: 3).done("advance", "export")
    #expect(try project.slipway("show", "export").out.contains("review by sam on 2023-11-16  signed"))
    #expect(try project.slipway("show", "export", "--format", "json").out.contains("\"proved\" : \"signed\""))
  }

  @Test func theStatementIsShownBeforeItIsSigned() throws {
    let project = try Project.trial(strength: "signed")
    let outcome = try project.signing(as: .sam).slipway("sign-off", "export", "--team", "review")
    #expect(outcome.errors.contains("You are about to sign:\n  {\"by\":\"sam\",\"covers\":\""))
    #expect(outcome.errors.contains("`covers` stands for owner, title, tried as they are now."))
  }

  @Test func aNameAloneIsNotEnough() throws {
    let project = try Project.trial(strength: "signed")
    let covers = try project.slipway("plan", "export", "--format", "json").out.firstMatch(
      of: /"covers" ?: ?"([0-9a-f]{64})"/)
    let line = "- {team: review, by: sam, on: 2023-11-16, covers: \(try #require(covers).1)}"
    try project.replace("\\z", with: "    sign-offs:\n      \(line)\n")
    #expect(try moving(project) == Self.shut)
  }

  @Test(arguments: ["gina", "eve", "sam-new"])
  func anotherKeyIsRefusedWhenItSigns(_ key: String) throws {
    let project = try Project.trial(strength: "signed")
    let outcome = try project.signing(as: .sam, key: key).slipway("sign-off", "export", "--team", "review")
    #expect(outcome.code == 2 && outcome.errors.contains("is not listed for `sam`"), "\(outcome.all)")
    #expect(try project.git("status", "--porcelain") == "")
  }

  /// A record whose signature is made by hand: over these bytes, with this key, for this namespace.
  private func forged(key: String, namespace: String, edit: (String) -> String = { $0 }) throws -> Project {
    let project = try Project.trial(strength: "signed")
    let shown = try project.signing(as: .sam).slipway("sign-off", "export", "--team", "review", "--export")
    let statement = try #require(shown.errors.firstMatch(of: /\ \ (\{"by".*\})/)).1
    try project.write("statement", edit(String(statement)))
    let made = try Program.run(
      try #require(Program.find("ssh-keygen")),
      ["-Y", "sign", "-q", "-n", namespace, "-f", try keys().path(key), "statement"], environment: project.environment,
      folder: project.folder)
    #expect(made.code == 0, "\(made.all)")
    let armor = try project.read("statement.sig").split(separator: "\n").dropFirst().dropLast().joined()
    let line = shown.line.replacing(/signed: [^}]*/, with: "signed: \(armor)")
    for file in ["statement", "statement.sig"] { try project.delete(file) }
    try project.replace("\\z", with: "    sign-offs:\n      - \(line)\n")
    return project
  }

  @Test(arguments: [
    ("sam", "slipway-sign-off", true), ("sam", "git", false), ("sam", "file", false),
    ("gina", "slipway-sign-off", false),
    ("eve", "slipway-sign-off", false),
  ])
  func onlyThePersonsKeyForThisPurposeCounts(key: String, namespace: String, holds: Bool) throws {
    #expect(try moving(forged(key: key, namespace: namespace)) == (holds ? [] : Self.shut))
  }

  @Test(arguments: [#""leave""#, #""export""#, #""draft""#, #""pass":0"#, #""review""#, #""sam""#])
  func aSignatureOverAnotherStatementDoesNotCount(_ part: String) throws {
    let project = try forged(key: "sam", namespace: "slipway-sign-off") { $0.replacing(part, with: part + " ") }
    #expect(try moving(project) == Self.shut)
  }

  @Test(arguments: [
    ("by: sam", "by: gina"), ("on: 2023-11-16", "on: 2023-11-17"), ("team: review", "team: quality"),
    ("title: .*", "title: Another one"), ("https://example.org/1", "https://example.org/2"),
    ("owner: ada", "owner: gina"),
  ])
  func whatIsEditedAfterwardsVoidsIt(_ old: String, _ new: String) throws {
    let project = try signed()
    try project.replace(old, with: new)
    let found = try moving(project)
    #expect(found.contains("error:gate-sign-offs") || found.contains("error:sign-offs-grow"), "\(found)")
    #expect(found.contains("warning:void-sign-off"), "\(found)")
  }

  @Test func aRecordThatIsCopiedToAnotherFeatureOrGateIsVoid() throws {
    let project = try signed()
    let record = try #require(project.read("features/export.yaml").firstMatch(of: /- \{team: review.*/)).0
    try project.done("new", "import", "--title", "Title of export", "--owner", "ada")
    try project.done("record", "import", "tried", "https://example.org/1")
    try project.replace("\\z", with: "    sign-offs:\n      \(record)\n", in: "features/import.yaml")
    try project.replace("stage: draft", with: "stage: test", in: "features/import.yaml")
    #expect(try rules(project) == Self.shut)
    try project.git("checkout", "-q", "features")
    try project.on(day: 3).done("advance", "export")
    try project.replace("\\z", with: "  test:\n    sign-offs:\n      \(record)\n")
    #expect(try rules(project.on(day: 9)) == ["warning:void-sign-off"])
  }

  @Test func aRecordFromAnEarlierPassIsVoid() throws {
    let project = try signed()
    let record = try #require(project.read("features/export.yaml").firstMatch(of: /- \{team: review.*/)).0
    try project.on(day: 3).done("advance", "export")
    try project.on(day: 4).done("return", "export", "--to", "draft", "--because", "feedback")
    try project.on(day: 5).done("record", "export", "tried", "https://example.org/1")
    try project.replace("(tried: .*)", with: "$1\n    sign-offs:\n      \(record)")
    #expect(try moving(project) == Self.shut)
  }

  // MARK: Keys and policies

  @Test(arguments: [true, false])
  func aKeyRemovedOnTheBaseCountsForNoBranch(_ isTheSigners: Bool) throws {
    let project = try signed()
    try project.on(day: 3).moveOnBranch()
    try project.write("schemas/allowed_signers", keys().signers("ada", isTheSigners ? "gina" : "sam"))
    try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
    try project.on(day: 4).commit("A key goes")
    #expect(try rules(project, "--base", "main", "--head", "work") == (isTheSigners ? Self.shut : []))
  }

  @Test(arguments: ["key", "team", "strength"])
  func thePolicyOfTheSameChangeDoesNotJudgeIt(_ part: String) throws {
    let project = try Project.trial(strength: "signed", signers: keys().signers("sam", "gina"))
    try project.git("checkout", "-q", "-b", "work")
    switch part {
    case "key": try project.replace("\\z", with: "sam \(keys().line("sam-new"))\n", in: "schemas/allowed_signers")
    case "team":
      try project.replace("review: \\[sam, gina\\]", with: "review: [sam, gina, eve]", in: "schemas/teams.yaml")
    default: try project.replace("strength: signed", with: "strength: named", in: "schemas/workflow.yaml")
    }
    if part == "team" {
      try project.replace(
        "(  gina: .*)", with: "$1\n  eve: {name: Eve, emails: [eve@example.org]}", in: "schemas/teams.yaml")
      try project.replace("\\z", with: "eve \(keys().line("eve"))\n", in: "schemas/allowed_signers")
    }
    try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
    try project.commit("Change the policy")
    // On `work` itself the commands would judge by the line; detached they judge by what stands here.
    try project.git("checkout", "-q", "--detach")
    let signer = part == "team" ? Person.eve : .sam
    let line = try project.signing(as: signer, key: part == "key" ? "sam-new" : nil).slipway(
      "sign-off", "export", "--team", "review", "--export")
    #expect(line.code == 0, "\(line.all)")
    try project.git("checkout", "-q", "work")
    try project.replace("\\z", with: "    sign-offs:\n      - \(line.line)\n")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.commit("Move on")
    let found = try rules(project, "--base", "main", "--head", "work")
    #expect(found.contains("error:gate-sign-offs") && found.contains("note:policy-change"), "\(found)")
  }

  /// Day 5 is 2023-11-19.
  @Test(arguments: [(4, true), (6, false)])
  func aKeyCountsUntilItExpires(day: Int, holds: Bool) throws {
    let signers = try keys().signers("sam", options: "valid-before=\"20231119235959Z\"")
    let project = try Project.trial(strength: "signed", signers: signers)
    let line = try record(of: .sam, in: project)
    try project.replace("\\z", with: "    sign-offs:\n      - \(line)\n")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: day).commit("Move on")
    #expect(try rules(project, "--at", "HEAD") == (holds ? [] : Self.shut))
  }

  /// Signed with a key that no policy lists any more: made in a copy where it still is.
  private func record(of person: Person, in project: Project) throws -> String {
    let copy = try Project.trial(strength: "signed")
    let outcome = try copy.signing(as: person).slipway("sign-off", "export", "--team", "review", "--export")
    #expect(outcome.code == 0, "\(outcome.all)")
    return outcome.line
  }

  @Test func aDateThatRunsBackwardsBringsNoExpiredKeyBack() throws {
    let signers = try keys().signers("sam", options: "valid-before=\"20231119235959Z\"")
    let project = try Project.trial(strength: "signed", signers: signers)
    let line = try record(of: .sam, in: project)
    try project.on(day: 8).commit("Something else")
    try project.replace("\\z", with: "    sign-offs:\n      - \(line)\n")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 4).commit("Move on")
    #expect(try rules(project, "--at", "HEAD") == ["error:clock"] + Self.shut)
  }

  /// What is still to land is judged by the clock, whatever dates its commits have.
  @Test func aBackdatedBranchGainsNothing() throws {
    let signers = try keys().signers("sam", options: "valid-before=\"20231119235959Z\"")
    let project = try Project.trial(strength: "signed", signers: signers)
    let line = try record(of: .sam, in: project)
    try project.git("checkout", "-q", "-b", "work")
    try project.replace("\\z", with: "    sign-offs:\n      - \(line)\n")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 3).commit("Move on")
    #expect(try rules(project, "--base", "main", "--head", "work") == Self.shut)
  }

  // MARK: Any channel

  @Test func aRecordTravelsByAnyChannel() throws {
    let project = try Project.trial(strength: "signed")
    let line = try project.signing(as: .sam).slipway("sign-off", "export", "--team", "review", "--export").out
    #expect(try project.git("log", "--format=%s", "-1") == "record(export): tried")
    let put = try project.by(.eve).slipway("sign-off", "export", "--import", "-", input: "  - " + line)
    #expect(put.code == 0, "\(put.all)")
    #expect(try project.git("log", "-1", "--format=%an|%s") == "Eve Stranger|sign-off(export): review by sam")
    #expect(try moving(project) == [])
  }

  @Test(arguments: [
    (#"by: sam"#, "by: gina"), ("covers: .", "covers: f"), ("signed: ....", "signed: AAAA"),
    ("on: 2023-11-16", "on: 2023-11-15"),
    ("team: review", "team: nobody"),
  ])
  func aRecordThatWasAlteredOnItsWayIsRefused(_ old: String, _ new: String) throws {
    let project = try Project.trial(strength: "signed")
    let line = try project.signing(as: .sam).slipway("sign-off", "export", "--team", "review", "--export").out
    let altered = line.replacingOccurrences(of: old, with: new, options: .regularExpression)
    let before = try project.head()
    let put = try project.by(.eve).slipway("sign-off", "export", "--import", "-", input: altered)
    #expect(put.code == 2, "\(put.all)")
    #expect(try project.head() == before)
  }

  // MARK: Every landing

  /// Three people sign on a branch; somebody else brings it in.
  @Test(arguments: ["merge", "squash", "rebase", "cherry-pick"])
  func signaturesSurviveEveryLanding(_ kind: String) throws {
    let project = try Project.trial(
      strength: "signed", landing: kind == "cherry-pick" ? "rebase" : kind)
    try project.replace(
      "sign-offs: \\[review\\]\n  test", with: "sign-offs: [review, quality, owner]\n  test",
      in: "schemas/workflow.yaml")
    try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
    try project.commit("Ask three people")
    try project.git("checkout", "-q", "-b", "work")
    for (person, team) in [(Person.sam, "review"), (.gina, "quality"), (.ada, "owner")] {
      try project.signing(as: person).on(day: 3).done("sign-off", "export", "--team", team)
    }
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 3).commit("Move on")
    try project.git("checkout", "-q", "main")
    try project.on(day: 3).commit("Something else")
    let eve = project.by(.eve).on(day: 4)
    switch kind {
    case "merge": try eve.git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    case "squash":
      try eve.git("merge", "-q", "--squash", "work")
      try eve.commit("Squash work")
    case "rebase":
      try eve.git("rebase", "-q", "main", "work")
      try eve.git("checkout", "-q", "main")
      try eve.git("merge", "-q", "--ff-only", "work")
    default: try eve.git("cherry-pick", "main..work")
    }
    #expect(try rules(project, "--at", "HEAD") == [])
    let audit = try project.slipway("audit")
    #expect(audit.code == 0, "\(audit.all)")
    let log = try project.slipway("log", "--format", "jsonl").out
    #expect(log.components(separatedBy: #""proved":"signed""#).count == 4, "\(log)")
  }
}
