import Foundation
import Testing

/// Sign-offs that their people have to bring themselves, and what commits prove and do not.
@Suite struct AuthoredSignOffTests {
  private static let shut = ["error:gate-sign-offs", "warning:void-sign-off"]

  /// A trial on `main`, and the sign-off by Sam on the branch `work`, which moves on.
  private func branched(
    landing: String = "merge", strength: String = "authored", signing: (Project) throws -> Void
  ) throws -> Project {
    let project = try Project.trial(strength: strength, landing: landing)
    try project.git("checkout", "-q", "-b", "work")
    try signing(project.on(day: 3))
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 3).commit("Move on")
    try project.git("checkout", "-q", "main")
    return project.on(day: 4)
  }

  private func judged(_ project: Project) throws -> [String] { try rules(project, "--base", "main", "--head", "work") }

  /// The record that Sam's sign-off would be, put into the file without a commit.
  private func putIn(_ project: Project) throws {
    let made = try project.by(.sam).slipway("sign-off", "export", "--team", "review", "--export")
    #expect(made.code == 0, "\(made.all)")
    try project.replace("\\z", with: "    sign-offs:\n      - \(made.line)\n")
  }

  @Test func thePersonsOwnCommitBringsIt() throws {
    let project = try branched { try $0.by(.sam).done("sign-off", "export", "--team", "review") }
    #expect(try judged(project) == [])
    try project.by(.eve).git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    #expect(try rules(project, "--at", "HEAD") == [])
    #expect(try project.slipway("log", "--format", "jsonl").out.contains(#""proved":"authored""#))
  }

  @Test func somebodyElsesCommitDoesNot() throws {
    let project = try branched { project in
      try putIn(project)
      try project.by(.eve).commit("Sam said yes")
    }
    #expect(try judged(project) == Self.shut)
  }

  @Test func theCommandRefusesToCommitForSomebodyElse() throws {
    let project = try Project.trial(strength: "authored")
    let outcome = try project.by(.eve).slipway("sign-off", "export", "--team", "review", "--by", "sam")
    #expect(outcome.code == 2 && outcome.errors.contains("must be committed by `sam`"), "\(outcome.all)")
  }

  /// A manifest that comes back brings its records anew, whether it moves in the same landing or in a later one.
  @Test func aRecordThatCameBackIsWhoseBroughtItBack() throws {
    let project = try Project.trial(strength: "authored").on(day: 3)
    try project.by(.sam).done("sign-off", "export", "--team", "review")
    let signed = try project.read("features/export.yaml")
    try project.delete("features/export.yaml")
    try project.commit("Delete it")
    #expect(try rules(project, "--at", "HEAD") == [])
    try project.write("features/export.yaml", signed.replacing("stage: draft", with: "stage: test"))
    #expect(try rules(project) == Self.shut)
    try project.write("features/export.yaml", signed)
    try project.by(.eve).commit("Bring it back")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    #expect(try rules(project) == Self.shut)
  }

  /// What the documentation says outright: whoever can commit can write any author.
  @Test func anAuthorSetByHandIsTakenForTheAuthor() throws {
    let project = try branched { project in
      try putIn(project)
      try project.by(.eve).git("commit", "-q", "-am", "Forged", "--author", "Sam Reyes <sam@example.org>")
    }
    #expect(try judged(project) == [])
  }

  /// The same person under another of their addresses, in other letter case.
  @Test func anyAddressOfThePersonCounts() throws {
    let project = try branched { project in
      try project.by(Person(name: "S", email: "SAM@example.org")).done("sign-off", "export", "--team", "review")
    }
    #expect(try judged(project) == [])
  }

  @Test func aMailmapClaimsNobodysCommits() throws {
    let project = try branched { project in
      try project.write(".mailmap", "Sam Reyes <sam@example.org> <eve@example.org>\n")
      try putIn(project)
      try project.by(.eve).commit("Sam said yes")
    }
    #expect(try judged(project) == Self.shut)
    #expect(
      try project.git("-c", "mailmap.blob=work:.mailmap", "log", "-1", "--format=%aE", "work~1") == "sam@example.org",
      "git itself would believe it")
  }

  @Test func everyCommitThatBroughtItHasToBeThePersons() throws {
    let project = try branched { project in
      try putIn(project)
      let record = try project.read("features/export.yaml")
      try project.by(.sam).commit("Yes")
      try project.git("checkout", "-q", "-b", "other", "main")
      try project.write("features/export.yaml", record)
      try project.by(.eve).commit("The same again")
      try project.git("checkout", "-q", "work")
      try project.git("merge", "-q", "--no-ff", "-m", "Both", "other")
    }
    #expect(try judged(project) == Self.shut)
  }

  // MARK: Landings

  @Test func aRebaseKeepsTheAuthor() throws {
    let project = try branched(landing: "rebase") { try $0.by(.sam).done("sign-off", "export", "--team", "review") }
    try project.commit("Something else")
    #expect(try judged(project) == [])
    try project.by(.eve).git("rebase", "-q", "main", "work")
    try project.git("checkout", "-q", "main")
    try project.git("merge", "-q", "--ff-only", "work")
    #expect(try rules(project, "--at", "HEAD") == [])
    #expect(try project.slipway("audit").code == 0)
  }

  /// The workflow says `merge`, and somebody squashes all the same: it is said, and nothing is taken for granted.
  @Test func aSquashLosesTheAuthor() throws {
    let project = try branched { try $0.by(.sam).done("sign-off", "export", "--team", "review") }
    try project.git("merge", "-q", "--squash", "work")
    try project.by(.eve).commit("Squash work")
    #expect(try rules(project, "--at", "HEAD") == Self.shut)
    let audit = try project.slipway("audit")
    #expect(audit.code == 1 && audit.out.contains("no commit by `sam` brought it"), "\(audit.all)")
  }

  // MARK: Signed commits

  @Test func aSignedCommitIsAsGoodAsASignedRecord() throws {
    let project = try branched(strength: "signed") { project in
      try putIn(project.with([:]), named: true)
      try project.signing(as: .sam).git("commit", "-q", "-S", "-am", "Yes")
    }
    #expect(try judged(project) == [])
    try project.git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    #expect(try rules(project, "--at", "HEAD") == [])
  }

  /// The record of a named sign-off, where a signed one is asked for.
  private func putIn(_ project: Project, named: Bool) throws {
    let plan = try project.slipway("plan", "export", "--format", "json").out
    let covers = try #require(plan.firstMatch(of: /"covers" ?: ?"([0-9a-f]{64})"/)).1
    try project.replace(
      "\\z", with: "    sign-offs:\n      - {team: review, by: sam, on: 2023-11-17, covers: \(covers)}\n")
  }

  @Test(arguments: ["author set by hand", "signature in the message", "another key", "rebased"])
  func whatOnlyLooksLikeASignedCommitIsNone(_ attack: String) throws {
    let project = try branched(
      landing: attack == "rebased" ? "rebase" : "merge", strength: "signed"
    ) { project in
      try putIn(project, named: true)
      switch attack {
      case "author set by hand":
        try project.signing(as: .gina).git(
          "commit", "-q", "-S", "-am", "Yes", "--author", "Sam Reyes <sam@example.org>")
      case "signature in the message":
        try project.signing(as: .sam).git("commit", "-q", "-S", "--allow-empty", "-m", "Harmless")
        let signature = try project.git("cat-file", "commit", "HEAD").components(separatedBy: "gpgsig ").last ?? ""
        try project.git("reset", "-q", "--soft", "HEAD^")
        try project.by(.sam).git("commit", "-q", "-am", "Yes\n\ngpgsig \(signature)")
      case "another key": try project.signing(as: .sam, key: "sam-new").git("commit", "-q", "-S", "-am", "Yes")
      default: try project.signing(as: .sam).git("commit", "-q", "-S", "-am", "Yes")
      }
    }
    if attack == "rebased" { try project.commit("Something else") }
    // Where each commit lands by itself, each says it.
    #expect(try Set(judged(project)) == Set(Self.shut))
  }

  /// Two authors, two addresses: git and libraries read them differently, so they are nobody's.
  @Test(arguments: ["author Sam Reyes <sam@example.org> 1700172800 +0000\n", "<eve@example.org> "])
  func aCommitThatCanBeReadInTwoWaysIsNobodys(_ inserted: String) throws {
    let project = try branched { project in
      try putIn(project)
      try project.by(.eve).commit("Yes")
      let commit = try project.git("cat-file", "commit", "HEAD")
      let altered =
        inserted.hasPrefix("author")
        ? commit.replacing("author Eve", with: inserted + "author Eve")
        : commit.replacing("author Eve Stranger <", with: "author Sam <sam@example.org> <")
      let id = try project.git(
        ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input: Array((altered + "\n").utf8))
      try project.git("reset", "-q", "--hard", id)
    }
    #expect(try judged(project) == Self.shut)
  }

  // MARK: What stood there before

  /// Eve writes Sam's name where no program reads it, and Sam mends what hides it: his commit is the first that holds
  /// the record, and he never gave it.
  @Test(arguments: ["a day that is none", "a key that is none", "no YAML"])
  func whatCouldNotBeReadBeforeProvesNothing(_ flaw: String) throws {
    let project = try branched { project in
      try putIn(project)
      let whole = try project.read("features/export.yaml")
      switch flaw {
      case "a day that is none": try project.replace("by: sam, on: 2023-", with: "by: sam, on: 2023-13-")
      case "a key that is none": try project.edit("features/export.yaml", "sign-offs:", "sign-off:")
      default: try project.replace("\\z", with: "returned: [\n")
      }
      try project.by(.eve).commit("Sam said yes")
      try project.write("features/export.yaml", whole)
      try project.by(.sam).commit("Mend the file")
    }
    #expect(try judged(project) == Self.shut)
  }

  /// The same over three landings, the second of which is illegal.
  @Test func aLandingThatMendsAManifestBroughtNoneOfItsRecords() throws {
    let project = try Project.trial(strength: "authored").on(day: 3)
    try putIn(project)
    try project.by(.eve).commit("Sam said yes")
    let whole = try project.read("features/export.yaml")
    try project.write("features/export.yaml", whole + "returned: [\n")
    try project.by(.eve).commit("Break the file")
    try project.write("features/export.yaml", whole)
    try project.by(.sam).commit("Mend the file")
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.commit("Move on")
    #expect(try rules(project, "--at", "HEAD") == Self.shut)
  }

  /// U+212A, the Kelvin sign, is another character than `K`, and becomes `k` in lower case all the same.
  @Test func anAddressThatOnlyLooksAlikeIsAnotherOne() throws {
    let project = try branched { project in
      try project.replace("sam@example.org", with: "kim@example.org", in: "schemas/teams.yaml")
      try project.replace("version: 1", with: "version: 2", in: "schemas/workflow.yaml")
      try project.commit("Sam has another address")
      try project.git("checkout", "-q", "main")
      try project.git("merge", "-q", "--ff-only", "work")
      try project.git("checkout", "-q", "work")
      let made = try project.by(Person(name: "Sam", email: "Kim@example.org")).slipway(
        "sign-off", "export", "--team", "review", "--export")
      #expect(made.code == 0, "\(made.all)")
      try project.replace("\\z", with: "    sign-offs:\n      - \(made.line)\n")
      try project.by(Person(name: "Sam", email: "\u{212A}im@example.org")).commit("Sam said yes")
    }
    #expect(try judged(project) == Self.shut)
  }
}
