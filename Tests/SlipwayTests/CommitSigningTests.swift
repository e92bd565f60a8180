import Foundation
import Testing

/// Commits are signed as git would sign them, by the real programs, and git accepts them.
@Suite struct CommitSigningTests {
  /// A trial whose person signs with an SSH key, its folder for temporary files apart.
  private func trial(passphrase: String = "") throws -> Project {
    try signing(Project.trial(), passphrase: passphrase)
  }

  private func signing(_ project: Project, passphrase: String = "") throws -> Project {
    let outside = project.outside
    try FileManager.default.createDirectory(atPath: outside + "/tmp", withIntermediateDirectories: true)
    let made = try Program.run(
      try #require(Program.find("ssh-keygen")),
      ["-q", "-t", "ed25519", "-N", passphrase, "-C", "ada", "-f", outside + "/key"], environment: project.environment,
      folder: outside)
    if made.code != 0 { throw Failure(description: made.all) }
    let key = try String(contentsOfFile: outside + "/key.pub", encoding: .utf8)
    try Data("*@example.org \(key)".utf8).write(to: URL(fileURLWithPath: outside + "/allowed"))
    for (name, value) in [
      ("commit.gpgSign", "true"), ("gpg.format", "ssh"), ("user.signingKey", "~/key"),
      ("gpg.ssh.allowedSignersFile", outside + "/allowed"),
    ] {
      try project.git("config", name, value)
    }
    return project.with(["TMPDIR": outside + "/tmp"])
  }

  private func script(_ project: Project, _ name: String, _ lines: String) throws -> String {
    let path = project.outside + "/" + name
    try Data("#!/bin/sh\n\(lines)\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func leftovers(_ project: Project) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: project.outside + "/tmp")
  }

  private func isSigned(_ project: Project) throws -> Bool {
    let commit = try project.git("cat-file", "commit", "HEAD")
    return (commit.components(separatedBy: "\n\n").first ?? "").contains("\ngpgsig ")
  }

  @Test func everyCommandThatCommitsSigns() throws {
    let project = try signing(Project())
    func check(_ what: String) throws {
      let verdict = try project.tryGit(["verify-commit", "HEAD"])
      #expect(verdict.code == 0 && verdict.all.contains("Good \"git\" signature"), "\(what): \(verdict.all)")
    }
    try project.write("trial.yaml", Project.trialWorkflow)
    try project.done("init", "--workflow", "trial.yaml")
    try check("init")
    try project.write("schemas/teams.yaml", Project.trialTeams)
    try project.git("commit", "-q", "-am", "Name the people")
    try project.begin("export")
    try check("new")
    try project.on(day: 2).done("record", "export", "tried", "https://example.org/1")
    try check("record")
    try project.by(.sam).on(day: 2).done("sign-off", "export", "--team", "review")
    try check("sign-off")
    try project.on(day: 3).done("advance", "export")
    try check("advance")
    try project.on(day: 4).done("return", "export", "--because", "It was not what people need")
    try check("return")
    try project.on(day: 5).done("withdraw", "export", "--because", "Nobody needs it")
    try check("withdraw")
    #expect(try project.git("fsck", "--strict").isEmpty)
    #expect(try project.git("log", "--format=%G?", "HEAD").split(separator: "\n").allSatisfy { $0 == "G" })
    #expect(try leftovers(project) == [])
  }

  /// Ed25519 signs the same bytes the same way each time, so git's own commit has the same name.
  @Test func commitIsTheOneThatGitWouldMake() throws {
    let project = try trial().on(day: 1)
    try project.done("new", "export", "--title", "Export")
    let message = Array((try project.git("log", "-1", "--format=%B") + "\n").utf8)
    let same = try project.git(
      ["commit-tree", "-S" + project.outside + "/key", "-p", "HEAD^", "-F", "-", "HEAD^{tree}"], input: message)
    #expect(try project.head() == same)
  }

  @Test func settingsComeFromTheEnvironmentToo() throws {
    let project = try trial().on(day: 1).with([
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "commit.gpgsign", "GIT_CONFIG_VALUE_0": "false",
    ])
    try project.done("new", "one", "--title", "One")
    #expect(try !isSigned(project))
    try project.git("config", "--unset", "commit.gpgsign")
    let asked = project.with(["GIT_CONFIG_KEY_0": "commit.gpgSign", "GIT_CONFIG_VALUE_0": "yes"])
    try asked.done("new", "two", "--title", "Two")
    #expect(try isSigned(project))
  }

  @Test func keyAloneSignsNothing() throws {
    let project = try trial().on(day: 1)
    try project.git("config", "--unset", "commit.gpgsign")
    try project.git("config", "gpg.ssh.program", try script(project, "signer", "touch \"$HOME/called\"; exit 1"))
    try project.done("new", "export", "--title", "Export")
    #expect(try !isSigned(project))
    #expect(!FileManager.default.fileExists(atPath: project.outside + "/called"))
  }

  @Test func dryRunSignsNothing() throws {
    let project = try trial().on(day: 1)
    try project.git("config", "gpg.ssh.program", try script(project, "signer", "touch \"$HOME/called\"; exit 1"))
    try project.done("new", "export", "--title", "Export", "--dry-run")
    #expect(!FileManager.default.fileExists(atPath: project.outside + "/called"))
  }

  @Test func nothingChangesWhereNothingIsSigned() throws {
    let project = try trial().on(day: 1)
    let before = try project.bytes()
    let words = try script(project, "signer", "echo 'the card is not here' >&2; exit 1")
    let cases: [(settings: [String: String?], code: Int32, says: String)] = [
      (["user.signingkey": nil], 2, "git config --global user.signingkey"),
      (["gpg.ssh.program": "no-such-signer"], 3, "there is no program `no-such-signer`"),
      (["gpg.ssh.program": words], 3, "did not sign: the card is not here"),
      (["user.signingkey": "~/nowhere"], 3, "`ssh-keygen` did not sign: Couldn't load public key"),
      (["gpg.format": "seal"], 2, "`gpg.format` is `seal`"),
      (["gpg.format": "x509", "gpg.x509.program": "true"], 3, "`true` did not sign"),
      (["commit.gpgsign": "perhaps"], 2, "commit.gpgsign"),
    ]
    for (settings, code, says) in cases {
      let old = try String(contentsOfFile: project.folder + "/.git/config", encoding: .utf8)
      for (name, value) in settings {
        try project.git(value.map { ["config", name, $0] } ?? ["config", "--unset", name])
      }
      let outcome = try project.slipway("new", "export", "--title", "Export")
      #expect(outcome.code == code, "\(says): \(outcome.all)")
      #expect(outcome.errors.contains(says), "\(outcome.all)")
      #expect(try project.bytes() == before, "\(says)")
      #expect(!FileManager.default.fileExists(atPath: project.folder + "/.git/index.lock"))
      try old.write(toFile: project.folder + "/.git/config", atomically: true, encoding: .utf8)
    }
    #expect(try leftovers(project) == [])
    #expect(try project.slipway("new", "export", "--title", "Export").code == 0)
  }

  @Test func workThatWouldBeLostIsToldBeforeAnybodyIsAsked() throws {
    let project = try trial().on(day: 1)
    try project.done("new", "export", "--title", "Export")
    try project.git("config", "gpg.ssh.program", try script(project, "signer", "touch \"$HOME/called\"; exit 1"))
    try project.edit("features/export.yaml", "Export", "Import")
    let outcome = try project.slipway("record", "export", "tried", "https://example.org/1")
    #expect(outcome.code == 3 && outcome.errors.contains("git stash"))
    #expect(!FileManager.default.fileExists(atPath: project.outside + "/called"))
  }

  @Test func lostRaceIsSignedAnew() throws {
    let project = try trial().on(day: 1)
    let program = try script(
      project, "signer",
      """
      echo called >> "$HOME/log"
      if test "$(wc -l < "$HOME/log")" -eq 1; then git -c commit.gpgsign=false commit -q --allow-empty -m 'First'; fi
      exec ssh-keygen "$@"
      """)
    try project.git("config", "gpg.ssh.program", program)
    try project.done("new", "export", "--title", "Export")
    #expect(try project.git("log", "-1", "--format=%s", "HEAD^") == "First")
    #expect(try String(contentsOfFile: project.outside + "/log", encoding: .utf8) == "called\ncalled\n")
    try project.git("config", "--unset", "gpg.ssh.program")
    #expect(try project.tryGit(["verify-commit", "HEAD"]).code == 0)
  }

  @Test func writersThatSignAtOnceLoseNothing() async throws {
    let project = try trial().on(day: 1)
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      for number in 0..<6 {
        group.addTask {
          try await inThread { try project.slipway("new", "f\(number)", "--title", "F \(number)") }
        }
      }
      for try await outcome in group where outcome.code != 0 { Issue.record("\(outcome.all)") }
    }
    #expect(try project.git("log", "--format=%G?", "-6") == "G\nG\nG\nG\nG\nG")
    #expect(try project.git("ls-files", "features").split(separator: "\n").count == 6)
    #expect(try leftovers(project) == [])
  }

  @Test func noInputKeepsAnybodyFromBeingAsked() throws {
    let project = try trial(passphrase: "open sesame").on(day: 1)
    let asked = project.with([
      "SSH_ASKPASS": try script(project, "askpass", "echo asked >> \"$HOME/log\"; echo 'open sesame'"),
      "SSH_ASKPASS_REQUIRE": "force",
    ])
    #expect(try asked.slipway("new", "export", "--title", "Export", "--no-input").code == 3)
    #expect(!FileManager.default.fileExists(atPath: project.outside + "/log"))
    try asked.done("new", "export", "--title", "Export")
    #expect(try project.tryGit(["verify-commit", "HEAD"]).code == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func interruptedSigningLeavesNothing(signal: Int32) async throws {
    let project = try trial().on(day: 1)
    let before = try project.bytes()
    let program = try script(project, "signer", "echo $$ > \"$HOME/pid\"; exec sleep 60")
    try project.git("config", "gpg.ssh.program", program)
    let outcome = try await inThread {
      // What a thread of the tests starts has its signals blocked, and what a shell starts beside itself ignores some.
      var none = sigset_t()
      sigemptyset(&none)
      pthread_sigmask(SIG_SETMASK, &none, nil)
      return try Program.run(
        "/bin/bash",
        [
          "-c",
          """
          set -m
          trap '' PIPE
          "$0" new export --title Export & slipway=$!
          while ! test -s "$HOME/pid"; do sleep 0.05; done
          kill -$1 $slipway; wait $slipway; code=$?
          kill $(cat "$HOME/pid"); exit $code
          """, Program.slipway, "\(signal)",
        ], environment: project.environment, folder: project.folder)
    }
    #expect(outcome.code == 128 + signal, "\(outcome.all)")
    #expect(try leftovers(project) == [])
    #expect(try project.bytes() == before)
    #expect(!FileManager.default.fileExists(atPath: project.folder + "/.git/index.lock"))
  }

  @Test func sampleIsNotSigned() throws {
    let project = try Project("none")
    let global = project.outside + "/gitconfig"
    try "[commit]\n\tgpgSign = true\n".write(toFile: global, atomically: true, encoding: .utf8)
    let person = project.on(day: nil).with(["GIT_CONFIG_GLOBAL": global])
    try person.done("demo", "sample")
    #expect(try !isSigned(project.at("sample")))
  }

  // MARK: GnuPG

  static let hasGnuPG: Bool = {
    if Program.find("gpg") != nil { return true }
    print("Skipped: commits signed with OpenPGP, as gpg is not installed")
    return false
  }()

  @Test(.enabled(if: hasGnuPG), arguments: ["", "ada@example.org"]) func signsWithOpenPGP(key: String) throws {
    let trial = try Project.trial()
    // Short, as the agent's socket has to fit into 108 bytes.
    let home = NSTemporaryDirectory() + "gpg-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(
      atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // The key has to be there already on the scenario's day.
    let project = trial.on(day: nil).with(["GNUPGHOME": home])
    defer {
      _ = try? Program.run(
        Program.find("gpgconf") ?? "gpgconf", ["--kill", "all"], environment: project.environment, folder: "/")
      try? FileManager.default.removeItem(atPath: home)
    }
    let made = try Program.run(
      try #require(Program.find("gpg")),
      [
        "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "Ada Byron <ada@example.org>", "ed25519",
        "sign",
      ],
      environment: project.environment, folder: project.folder)
    #expect(made.code == 0, "\(made.all)")
    try project.git("config", "commit.gpgsign", "true")
    if !key.isEmpty { try project.git("config", "user.signingkey", key) }
    try project.done("new", "export", "--title", "Export")
    let verdict = try project.tryGit(["verify-commit", "HEAD"])
    #expect(verdict.code == 0 && verdict.all.contains("Good signature from \"Ada Byron"), "\(verdict.all)")

    let before = try project.bytes()
    let other = project.with([
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.signingkey", "GIT_CONFIG_VALUE_0": "nobody@example.org",
    ])
    let refused = try other.slipway("record", "export", "tried", "https://example.org/1")
    #expect(refused.code == 3 && refused.errors.contains("No secret key"), "\(refused.all)")
    #expect(try project.bytes() == before)
  }

  @Test(arguments: [("openpgp", "gpg.program"), ("openpgp", "gpg.openpgp.program"), ("x509", "gpg.x509.program")])
  func anotherProgramIsCalledAsGitCallsIt(format: String, setting: String) throws {
    let project = try Project.trial().on(day: 1)
    let program = try script(
      project, "signer",
      """
      echo "$@" >> "$HOME/log"
      cat > /dev/null
      printf -- '-----BEGIN SIGNED MESSAGE-----\\n\\nabc\\n'
      echo '[GNUPG:] SIG_CREATED D 1' >&2
      """)
    try project.git("config", "commit.gpgsign", "true")
    try project.git("config", "gpg.format", format)
    try project.git("config", setting, program)
    try project.done("new", "export", "--title", "Export")
    let ours = try project.head()
    let message = Array((try project.git("log", "-1", "--format=%B") + "\n").utf8)
    #expect(
      try project.git(["commit-tree", "-S", "-p", "HEAD^", "-F", "-", "HEAD^{tree}"], input: message) == ours)
    let calls = try String(contentsOfFile: project.outside + "/log", encoding: .utf8).split(separator: "\n")
    #expect(
      calls == ["--status-fd=2 -bsau Ada Byron <ada@example.org>", "--status-fd=2 -bsau Ada Byron <ada@example.org>"])
  }
}
