import Foundation
import Testing

/// Sign-offs that are proved by commits signed with OpenPGP, by the keys of the policy alone.
@Suite(.enabled(if: OpenPGPKeyring.isInstalled)) struct OpenPGPSignOffTests {
  private static let shut = ["error:gate-sign-offs", "warning:void-sign-off"]

  /// A trial on `main` that lists Sam's key, and the named record of Sam's sign-off on the branch `work`, which moves on.
  ///
  /// - Parameters:
  ///   - keys: The text of `openpgp-keys.asc`; nil where there is none.
  ///   - listed: The name of the key that the policy lists for Sam; nil for none.
  private func branched(
    _ keyring: OpenPGPKeyring, keys: String?, listed: String? = "sam", landing: String = "merge",
    strength: String = "signed", _ committing: (Project) throws -> Void
  ) throws -> Project {
    let project = try Project.trial(strength: strength, landing: landing)
    if let keys { try project.write("schemas/openpgp-keys.asc", keys) }
    if let listed {
      try project.replace(
        "sam@example.org\\]", with: "sam@example.org], openpgp: [\(keyring.fingerprint(listed))]",
        in: "schemas/teams.yaml")
    }
    if keys != nil || listed != nil {
      try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
      try project.commit("policy: OpenPGP")
    }
    try project.git("checkout", "-q", "-b", "work")
    let plan = try project.slipway("plan", "export", "--format", "json").out
    let covers = try #require(plan.firstMatch(of: /"covers" ?: ?"([0-9a-f]{64})"/)).1
    try project.replace(
      "\\z", with: "    sign-offs:\n      - {team: review, by: sam, on: 2023-11-17, covers: \(covers)}\n")
    try committing(project.on(day: 3))
    try project.edit("features/export.yaml", "stage: draft", "stage: test")
    try project.on(day: 3).commit("Move on")
    try project.git("checkout", "-q", "main")
    return project.on(day: 4)
  }

  private func commit(_ project: Project, as person: Person = .sam, with key: String = "sam", _ keyring: OpenPGPKeyring)
    throws
  {
    try project.signing(as: person, with: key, of: keyring).git("commit", "-q", "-S", "-am", "Yes")
  }

  private func judged(_ project: Project) throws -> [String] { try rules(project, "--base", "main", "--head", "work") }

  /// What is said of the branch.
  private func told(_ project: Project) throws -> String {
    try project.slipway("check", "--base", "main", "--head", "work").all
  }

  @Test func aSignedCommitProvesASignOff() throws {
    let keyring = try OpenPGPKeyring("sam", "gina")
    let project = try branched(keyring, keys: keyring.publicKeys("sam", "gina")) { try commit($0, keyring) }
    #expect(try judged(project) == [])
    try project.git("checkout", "-q", "work~1")
    let signed = try project.git("rev-parse", "--short=12", "HEAD")
    let proof = "signed in commit \(signed) with \(keyring.fingerprint("sam"))"
    #expect(try project.slipway("show", "export").out.contains(proof))
    #expect(try project.slipway("plan", "export").out.contains(proof))
    try project.git("checkout", "-q", "main")
    try project.git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    #expect(try rules(project, "--at", "HEAD") == [])
    #expect(try project.slipway("audit").code == 0)
    #expect(try project.slipway("log", "--format", "jsonl").out.contains(#""proved":"signed""#))
  }

  @Test func whoHasAnOpenPGPKeyIsNotSaidToHaveNone() throws {
    let keyring = try OpenPGPKeyring("sam")
    let project = try Project.trial(strength: "signed")
    try project.delete("schemas/allowed_signers")
    try project.write("schemas/openpgp-keys.asc", keyring.publicKeys("sam"))
    try project.replace(
      "sam@example.org\\]", with: "sam@example.org], openpgp: [\(keyring.fingerprint("sam"))]", in: "schemas/teams.yaml"
    )
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.commit("policy: OpenPGP alone")
    let plan = try project.slipway("plan", "export").out
    #expect(plan.contains("no key of `gina` counts yet"), "\(plan)")
  }

  @Test func onlyThePersonsKeyInThePolicyCounts() throws {
    let keyring = try OpenPGPKeyring("sam", "gina")
    let byOther = try branched(keyring, keys: keyring.publicKeys("sam", "gina")) {
      try commit($0, with: "gina", keyring)
    }
    #expect(try judged(byOther) == Self.shut)
    #expect(try told(byOther).contains("does not list the key \(keyring.fingerprint("gina")) for `sam`"))
    let unlisted = try branched(keyring, keys: keyring.publicKeys("sam"), listed: nil) { try commit($0, keyring) }
    #expect(try judged(unlisted) == Self.shut)
    #expect(try told(unlisted).contains("does not list the key \(keyring.fingerprint("sam")) for `sam`"))
    let absent = try branched(keyring, keys: nil, listed: nil) { try commit($0, keyring) }
    #expect(try judged(absent) == Self.shut)
    #expect(try told(absent).contains("there is no `schemas/openpgp-keys.asc`"))
  }

  /// Whoever judges has the key, and trusts it.
  @Test func aKeyOfTheReadersOwnKeyringIsNone() throws {
    let keyring = try OpenPGPKeyring("sam", "gina")
    let project = try branched(keyring, keys: keyring.publicKeys("gina"), listed: nil) { try commit($0, keyring) }
    let reader = project.with(["GNUPGHOME": keyring.home("sam")])
    #expect(try reader.tryGit(["verify-commit", "work~1"]).code == 0)
    #expect(try judged(reader) == Self.shut)
    #expect(try told(reader).contains("its key is not in the policy"))
  }

  @Test func anAuthorSetByHandIsNotTheSigner() throws {
    let keyring = try OpenPGPKeyring("sam", "gina")
    let project = try branched(keyring, keys: keyring.publicKeys("sam", "gina")) { project in
      try project.signing(as: .gina, with: "gina", of: keyring)
        .git("commit", "-q", "-S", "-am", "Yes", "--author", "Sam Reyes <sam@example.org>")
    }
    #expect(try judged(project) == Self.shut)
    // And the other way round: Sam's signature on what somebody else wrote.
    let other = try branched(keyring, keys: keyring.publicKeys("sam", "gina")) { project in
      try project.signing(as: .sam, with: "sam", of: keyring)
        .git("commit", "-q", "-S", "-am", "Yes", "--author", "Gina Holm <gina@example.org>")
    }
    #expect(try judged(other) == Self.shut)
  }

  @Test(arguments: ["in the message", "twice", "of another commit", "around another text"])
  func aSignatureStandsAloneInTheHeader(_ attack: String) throws {
    let keyring = try OpenPGPKeyring("sam")
    let project = try branched(keyring, keys: keyring.publicKeys("sam")) { project in
      let signing = project.signing(as: .sam, with: "sam", of: keyring)
      try signing.git("commit", "-q", "-S", "-am", "Yes")
      var commit = try project.git("cat-file", "commit", "HEAD") + "\n"
      let start = try #require(commit.range(of: "gpgsig "))
      let end = try #require(commit.range(of: " -----END PGP SIGNATURE-----\n"))
      let signature = String(commit[start.lowerBound..<end.upperBound])
      switch attack {
      case "in the message":
        commit = commit.replacing(signature, with: "") + "\n" + signature
      case "twice":
        let again = signature.replacing("gpgsig ", with: " ")
        commit = commit.replacing(signature, with: signature + again)
      case "of another commit":
        commit = commit.replacing("\n\nYes", with: "\n\nYes, and no")
      default:
        let made = try Program.run(
          keyring.home("sam") + "/gpg", ["-z0", "--armor", "--sign"], environment: signing.environment,
          folder: project.folder, input: Array("Another text".utf8))
        let message = made.out.replacing("PGP MESSAGE", with: "PGP SIGNATURE").trimmingCharacters(in: .newlines)
        commit = commit.replacing(
          signature, with: "gpgsig " + message.replacing("\n", with: "\n ") + "\n")
      }
      let id = try project.git(
        ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input: Array(commit.utf8))
      try project.git("reset", "-q", "--hard", id)
    }
    #expect(try judged(project) == Self.shut)
  }

  /// It was valid when it signed on day 3, and is not any more when that lands on day 4.
  @Test func aKeyIsValidWhenTheCommitLands() throws {
    let keyring = try OpenPGPKeyring("sam-brief")
    let project = try branched(keyring, keys: keyring.publicKeys("sam-brief"), listed: "sam-brief") {
      try commit($0, with: "sam-brief", keyring)
    }
    #expect(try judged(project) == Self.shut)
    #expect(try told(project).contains("its key had expired when it landed"))
    try project.on(day: 4).git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    #expect(try rules(project, "--at", "HEAD") == Self.shut)
    try project.git("reset", "-q", "--hard", "HEAD^")
    try project.on(day: 3).git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    #expect(try rules(project, "--at", "HEAD") == [], "in time")
  }

  @Test func aRevokedKeyCountsForNothing() throws {
    let keyring = try OpenPGPKeyring("sam")
    let project = try branched(keyring, keys: keyring.revokedKey("sam")) { try commit($0, keyring) }
    #expect(try judged(project) == Self.shut)
    #expect(try told(project).contains("its key is revoked"))
  }

  @Test func aRebaseAndASquashLoseIt() throws {
    let keyring = try OpenPGPKeyring("sam")
    let rebased = try branched(keyring, keys: keyring.publicKeys("sam"), landing: "rebase") { try commit($0, keyring) }
    try rebased.commit("Something else")
    #expect(try Set(judged(rebased)) == Set(Self.shut))
    let squashed = try branched(keyring, keys: keyring.publicKeys("sam")) { try commit($0, keyring) }
    try squashed.git("merge", "-q", "--squash", "work")
    try squashed.by(.eve).commit("Squash work")
    #expect(try rules(squashed, "--at", "HEAD") == Self.shut)
  }

  // MARK: The program

  @Test func withoutTheProgramNothingPassesAndNothingIsRemembered() throws {
    let keyring = try OpenPGPKeyring("sam")
    let project = try branched(keyring, keys: keyring.publicKeys("sam")) { try commit($0, keyring) }
    try project.git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    try project.git("config", "gpg.program", "no-such-gpg")
    #expect(try rules(project, "--at", "HEAD") == Self.shut)
    let audit = try project.slipway("audit")
    #expect(
      audit.code == 1 && audit.out.contains("there is no program `no-such-gpg` here to verify it"), "\(audit.all)")
    try project.git("config", "--unset", "gpg.program")
    #expect(try project.slipway("audit").code == 0)
    // What was verified is remembered.
    try project.git("config", "gpg.program", "no-such-gpg")
    #expect(try project.slipway("audit").code == 0)
  }

  /// Only where a signature is asked for, and once for each commit.
  @Test func theProgramIsCalledNoMoreOftenThanNeeded() throws {
    let keyring = try OpenPGPKeyring("sam")
    for (strength, calls) in [("authored", 0), ("signed", 2)] {
      let project = try branched(keyring, keys: keyring.publicKeys("sam"), strength: strength) {
        try commit($0, keyring)
      }
      let log = project.outside + "/calls"
      let script = "#!/bin/sh\necho called >> '\(log)'\nexec gpg \"$@\"\n"
      try Data(script.utf8).write(to: URL(fileURLWithPath: project.outside + "/gpg"))
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: project.outside + "/gpg")
      try project.git("config", "gpg.program", project.outside + "/gpg")
      #expect(try judged(project) == [])
      let called = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n").count ?? 0
      #expect(called == calls, "\(strength)")
    }
  }

  // MARK: The policy

  @Test func keysThatCannotBeReadAreFoundWithThePolicy() throws {
    let keyring = try OpenPGPKeyring("sam", "gina")
    let project = try Project.trial(strength: "signed")
    let cases: [(keys: String, listed: String, rule: String)] = [
      ("garbage\n", "[]", "openpgp-keys"),
      (try keyring.publicKeys("sam").replacing("\nmDME", with: "\nmDMF"), "[]", "openpgp-keys"),
      (try keyring.publicKeys("sam", "sam"), "[]", "openpgp-keys"),
      ("", "[\(keyring.fingerprint("sam"))]", "openpgp-keys"),
      (try keyring.publicKeys("sam"), "[\(keyring.fingerprint("sam").lowercased())]", "bad-value"),
    ]
    let teams = try project.read("schemas/teams.yaml")
    for (keys, listed, rule) in cases {
      try project.write("schemas/openpgp-keys.asc", keys)
      try project.write(
        "schemas/teams.yaml", teams.replacing("sam@example.org]", with: "sam@example.org], openpgp: \(listed)"))
      #expect(try rules(project, "--tree") == ["error:" + rule], "\(keys) \(listed)")
    }
    let fingerprint = keyring.fingerprint("sam")
    try project.write("schemas/openpgp-keys.asc", try keyring.publicKeys("sam"))
    try project.write(
      "schemas/teams.yaml", teams.replacing("@example.org]", with: "@example.org], openpgp: [\(fingerprint)]"))
    #expect(try Set(rules(project, "--tree")) == ["error:workflow-reference"], "one key, three people")
  }

  /// The keys are a part of the policy: they are signed for, judge from the next landing on, and are seen as a change.
  @Test func aKeyThatComesWithTheSignOffCountsForNothingYet() throws {
    let keyring = try OpenPGPKeyring("sam")
    let project = try branched(keyring, keys: nil, listed: nil) { project in
      try project.write("schemas/openpgp-keys.asc", keyring.publicKeys("sam"))
      try project.replace(
        "sam@example.org\\]", with: "sam@example.org], openpgp: [\(keyring.fingerprint("sam"))]",
        in: "schemas/teams.yaml")
      try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
      try project.git("add", "-A")
      try commit(project, keyring)
    }
    let rules = try judged(project)
    #expect(rules.filter { !$0.hasPrefix("note:") } == Self.shut)
    #expect(try told(project).contains("changes the policy in `schemas/openpgp-keys.asc`"))
  }
}
