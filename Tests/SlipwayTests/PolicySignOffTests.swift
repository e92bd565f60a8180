import Testing

/// Changes of policy that somebody has to agree to.
@Suite struct PolicySignOffTests {
  private static let shut = ["error:policy-sign-offs", "note:policy-change"]

  private func trial(_ terms: String = "policy: {changed-by: quality}\n", strength: String = "named") throws -> Project
  {
    try Project.trial(strength: strength, more: terms)
  }

  private func loosen(_ project: Project, to days: Int = 1, from: Int = 3, version: Int = 2) throws {
    try project.edit("schemas/workflow.yaml", "soak: \(from) days", "soak: \(days) days")
    try project.edit("schemas/workflow.yaml", "version: \(version - 1)", "version: \(version)")
  }

  @Test(arguments: ["named", "authored", "signed"])
  func aSignOffByThoseWhoAreNamedLetsItLand(_ strength: String) throws {
    let project = try trial(strength: strength)
    try loosen(project)
    #expect(try rules(project) == Self.shut)
    try project.signing(as: .gina).done("sign-off", "--policy")
    #expect(try rules(project) == ["note:policy-change"])
    try project.on(day: 3).commit("Soak less")
    #expect(try rules(project, "--at", "HEAD") == ["note:policy-change"])
    #expect(try project.slipway("audit").code == 0)
  }

  @Test func itCanBeBroughtByTheSameBranch() throws {
    let project = try trial(strength: "authored")
    try project.git("config", "slipway.base", "main")
    try project.git("checkout", "-q", "-b", "work")
    try loosen(project)
    try project.commit("Soak less")
    #expect(try rules(project) == Self.shut)
    try project.by(.gina).done("sign-off", "--policy")
    #expect(try rules(project) == ["note:policy-change"])
    try project.git("checkout", "-q", "main")
    try project.by(.eve).git("merge", "-q", "--no-ff", "-m", "Merge work", "work")
    #expect(try rules(project, "--at", "HEAD") == ["note:policy-change"])
  }

  @Test func nobodyElseCan() throws {
    let project = try trial()
    try loosen(project)
    let refused = try project.slipway("sign-off", "--policy", "--by", "ada")
    #expect(refused.code == 2 && refused.errors.contains("in none of the teams"), "\(refused.all)")
    // By hand it stands there, and counts for nothing.
    let line = try project.slipway("sign-off", "--policy", "--by", "gina", "--export").line
    try project.write("schemas/policy-sign-offs.yaml", "sign-offs:\n  - \(line.replacing("gina", with: "ada"))\n")
    #expect(try rules(project) == Self.shut)
    try project.write("schemas/policy-sign-offs.yaml", "sign-offs:\n  - \(line)\n")
    #expect(try rules(project) == ["note:policy-change"])
  }

  @Test func whatChangesAfterwardsVoidsIt() throws {
    let project = try trial()
    try loosen(project)
    try project.by(.gina).done("sign-off", "--policy")
    try project.edit("schemas/workflow.yaml", "soak: 1 days", "soak: 0 days")
    #expect(try rules(project) == Self.shut)
    try project.git("checkout", "-q", "schemas/workflow.yaml")
    try loosen(project)
    try project.edit("schemas/teams.yaml", "quality: [gina, sam]", "quality: [gina]")
    #expect(try rules(project).filter { $0 != "note:policy-change" } == ["error:policy-sign-offs"])
  }

  /// The change itself takes away who would have to agree, or adds who agrees.
  @Test func theOldPolicyJudges() throws {
    let project = try trial()
    try project.edit("schemas/workflow.yaml", "policy: {changed-by: quality}\n", "")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    #expect(try rules(project) == Self.shut)
    try project.git("checkout", "-q", ".")
    try project.edit("schemas/teams.yaml", "quality: [gina, sam]", "quality: [gina, sam, ada]")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    let refused = try project.slipway("sign-off", "--policy", "--by", "ada")
    #expect(refused.code == 2, "\(refused.all)")
  }

  /// The first policy comes back in the third landing, with the sign-off that the step to it once had.
  @Test func anOldPolicyDoesNotComeBackByItsOldSignOff() throws {
    let project = try trial()
    try loosen(project, to: 1)
    try project.by(.gina).done("sign-off", "--policy")
    try project.on(day: 3).commit("Soak less")
    try loosen(project, to: 5, from: 1, version: 3)
    try project.on(day: 4).by(.gina).done("sign-off", "--policy")
    try project.on(day: 4).commit("Soak more")
    try project.edit("schemas/workflow.yaml", "soak: 5 days", "soak: 1 days")
    #expect(try rules(project).contains("error:policy-version"))
    try project.edit("schemas/workflow.yaml", "version: 3", "version: 2")
    let found = try rules(project)
    #expect(found.contains("error:policy-version") && found.contains("error:policy-sign-offs"), "\(found)")
    try project.edit("schemas/workflow.yaml", "version: 2", "version: 4")
    #expect(try rules(project) == Self.shut)
  }

  /// Two changes, each agreed to on its own: the second one is judged on what the first one left.
  @Test func anAgreementIsToOneStep() throws {
    let project = try trial()
    try project.git("checkout", "-q", "-b", "work")
    try loosen(project)
    try project.by(.gina).done("sign-off", "--policy")
    try project.commit("Soak less")
    try project.git("checkout", "-q", "main")
    try project.replace("\\[sam, gina\\]", with: "[gina]", in: "schemas/teams.yaml")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.by(.gina).done("sign-off", "--policy")
    try project.on(day: 3).commit("Sam reviews no more")
    let found = try rules(project, "--base", "main", "--head", "work")
    #expect(found.contains { $0.hasPrefix("error:") }, "\(found)")
  }

  /// Rebased, each commit lands by itself: an agreement that comes after the change comes too late, and that is said.
  @Test func rebasedItComesNoLaterThanTheChange() throws {
    let project = try Project.trial(strength: "named", landing: "rebase", more: "policy: {changed-by: quality}\n")
    try project.git("config", "slipway.base", "main")
    try project.git("checkout", "-q", "-b", "work")
    try loosen(project)
    let line = try project.by(.gina).slipway("sign-off", "--policy", "--export").line
    try project.commit("Soak less")
    try project.write("schemas/policy-sign-offs.yaml", "sign-offs:\n  - \(line)\n")
    try project.commit("Gina agrees")
    let late = try project.slipway("check", "--base", "main")
    #expect(late.code == 1 && late.out.contains("or in one before it"), "\(late.all)")
    try project.git("reset", "-q", "--soft", "main")
    try project.commit("Soak less, and Gina agrees")
    #expect(try rules(project, "--base", "main") == ["note:policy-change"])
  }

  /// On a branch what is not committed yet is judged with it.
  @Test func anUncommittedRecordIsSeenOffTheLine() throws {
    let project = try trial()
    try project.git("config", "slipway.base", "main")
    try project.git("checkout", "-q", "-b", "work")
    try loosen(project)
    try project.commit("Soak less")
    let line = try project.by(.gina).slipway("sign-off", "--policy", "--export").line
    try project.write("schemas/policy-sign-offs.yaml", "sign-offs:\n  - \(line)\n")
    #expect(try rules(project) == ["note:policy-change"])
  }

  @Test func aRecordCanComeFromElsewhere() throws {
    let project = try trial(strength: "signed")
    try loosen(project)
    let line = try project.signing(as: .gina).slipway("sign-off", "--policy", "--export").out
    let put = try project.by(.eve).slipway("sign-off", "--policy", "--import", "-", input: line)
    #expect(put.code == 0, "\(put.all)")
    #expect(try rules(project) == ["note:policy-change"])
    let again = try project.signing(as: .gina).slipway("sign-off", "--policy")
    #expect(again.code == 2 && again.errors.contains("already"), "\(again.all)")
  }

  @Test func aFileOfSignOffsThatCannotBeReadLetsNothingPass() throws {
    let project = try trial()
    try loosen(project)
    try project.by(.gina).done("sign-off", "--policy")
    try project.replace("team: quality", with: "team: [quality]", in: "schemas/policy-sign-offs.yaml")
    let found = try rules(project)
    #expect(found.contains("error:policy-sign-offs") && found.contains("error:wrong-shape"), "\(found)")
  }

  /// Gina agrees, takes it back on the line, and somebody else takes that away.
  @Test(arguments: ["before the change", "with the change"]) func whatWasTakenBackStaysSo(_ when: String) throws {
    let project = try trial()
    try loosen(project)
    try project.by(.gina).done("sign-off", "--policy")
    let agreed = try project.read("schemas/policy-sign-offs.yaml")
    try project.write(
      "schemas/policy-sign-offs.yaml", agreed + "  - {team: quality, by: gina, on: 2023-11-17, retracted: No.}\n")
    #expect(try rules(project) == Self.shut)
    try project.git("checkout", "-q", "schemas/workflow.yaml")
    try project.by(.gina).on(day: 3).commit("No, after all")
    try project.write("schemas/policy-sign-offs.yaml", agreed)
    if when == "with the change" {
      try loosen(project)
      #expect(try rules(project) == Self.shut)
    } else {
      #expect(try rules(project) == ["error:policy-sign-offs"])
    }
    try project.by(.eve).on(day: 4).commit("Away with it")
    let audit = try project.slipway("audit")
    #expect(audit.code == 1 && audit.out.contains("the retraction by `gina`"), "\(audit.all)")
  }
}
