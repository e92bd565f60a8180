import Foundation
import Testing

/// The whole line judged once more.
@Suite struct AuditTests {
  @Test func aLegalHistoryIsClean() throws {
    let project = try Project.trial(in: "done")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 0, "\(outcome.all)")
    #expect(outcome.out.contains("0 errors, 0 warnings"), "\(outcome.out)")
    #expect(outcome.out.contains("4 transitions"), "\(outcome.out)")
    let audit = try project.audit()
    #expect(audit["ungoverned"] as? Int == 1)
    let feature = try #require((audit["features"] as? [[String: Any]])?.first)
    #expect(feature["feature"] as? String == "export")
    #expect(feature["stage"] as? String == "done")
    #expect(feature["illegal"] as? Int == 0)
  }

  @Test func aJumpByHandIsFoundWhereItLanded() throws {
    let project = try Project.trial(in: "draft")
    let jump = try project.jump("export", to: "done")
    try project.write("notes", "x\n")
    try project.on(day: 6).commit("Something else")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("landing \(jump.prefix(12)), 2023-11-19: Jump"), "\(outcome.out)")
    #expect(outcome.out.contains("[edge]"))
    #expect(outcome.out.contains("help: what landed stays: "))
    #expect(try project.audited() == ["\(jump) error:edge"])
    // A check of that landing says the same.
    #expect(try rules(project, "--at", jump) == ["error:edge"])
  }

  // MARK: What is acknowledged

  @Test func whatIsAcknowledgedStandsApart() throws {
    let project = try Project.trial(in: "draft")
    let jump = try project.jump("export", to: "done")
    try project.acknowledge(jump, "edge", feature: "export")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 0, "\(outcome.all)")
    #expect(
      outcome.out.contains("acknowledged: \(jump.prefix(12)) edge of export, by ada: An import."), "\(outcome.out)")
    #expect(!outcome.out.contains("help:"))
    #expect(try project.audit()["acknowledged"] as? Int == 1)
  }

  /// An entry without a feature is about findings that are about none.
  @Test func anAcknowledgementNamesItsFeature() throws {
    let project = try Project.trial(in: "draft")
    let jump = try project.jump("export", to: "done")
    try project.acknowledge(jump, "edge", feature: "export")
    try project.edit("schemas/acknowledged.yaml", "    feature: export\n", "")
    try project.on(day: 8).commit("For whatever it is")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("[acknowledgement]") && outcome.out.contains("[edge]"), "\(outcome.out)")
  }

  @Test(arguments: [("edge", "other"), ("soak", "export")])
  func anAcknowledgementOfNothingIsFound(rule: String, feature: String) throws {
    let project = try Project.trial(in: "draft")
    let jump = try project.jump("export", to: "done")
    try project.acknowledge(jump, rule, feature: feature)
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("[acknowledgement]"), "\(outcome.out)")
    #expect(outcome.out.contains("[edge]"))
  }

  @Test func aListThatCannotBeReadIsAnError() throws {
    let project = try Project.trial(in: "draft")
    try project.write("schemas/acknowledged.yaml", "acknowledged: all\n")
    try project.commit()
    #expect(try project.slipway("audit").code == 1)
  }

  // MARK: Parts of the line

  @Test func sinceLooksAtAPart() throws {
    let project = try Project.trial(in: "draft")
    let jump = try project.jump("export", to: "done")
    try project.write("notes", "x\n")
    try project.on(day: 8).commit("Something else")
    #expect(try project.slipway("audit", "--since", jump).code == 0)
    #expect(try project.slipway("audit", "--since", "\(jump)~1").code == 1)
    #expect(try project.slipway("audit", "--since", "2023-11-20").code == 0)
    #expect(try project.slipway("audit", "--since", "2023-11-19").code == 1)
    #expect(try project.slipway("audit", "--since", "nowhere").code == 2)
    #expect(try project.slipway("audit", "\(jump)~1").code == 0)
  }

  /// A date that was set by hand leaves no landing out, and the numbers add up.
  @Test func sinceADayIsAllBehindTheFirstLandingOfThatDay() throws {
    let project = try Project.trial(in: "draft")
    try project.write("notes", "x\n")
    try project.on(day: 8).commit("Something else")
    _ = try project.jump("export", to: "done", day: -300)
    let outcome = try project.slipway("audit", "--since", "2023-11-22")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("judged 2 landings"), "\(outcome.out)")
    #expect(outcome.out.contains("[edge]") && outcome.out.contains("[clock]"))
    let since = try project.slipway("audit", "--since", "2022-01-01", "--format", "json").out
    #expect(try since == project.slipway("audit", "--format", "json").out)
  }

  /// Several manifests in one landing are looked at together, plain as each edit may be.
  @Test func twoFilesOfOneIdentityAreFoundWhereBothAreEdited() throws {
    let project = try Project.trial { project in
      try project.edit("schemas/workflow.yaml", "features/*.yaml", "features/**/*.yaml")
    }
    try project.done("new", "export", "--title", "Export", "--path", "features/a/export.yaml")
    try project.write("features/b/export.yaml", project.read("features/a/export.yaml"))
    try project.on(day: 4).commit("Twice")
    for folder in ["a", "b"] { try project.edit("features/\(folder)/export.yaml", "Export", "Another") }
    let edit = try project.on(day: 5).commit("Other words")
    let found = try project.audited().filter { $0.hasPrefix(edit) }
    #expect(found == ["\(edit) error:duplicate-identity"])
    #expect(try rules(project, "--at", "HEAD").contains("error:duplicate-identity"))
  }

  @Test func withoutAPolicyThatCanBeReadItSaysWhy() throws {
    let project = try Project()
    try project.write("schemas/workflow.yaml", "stages: [\n")
    try project.write("schemas/teams.yaml", Project.trialTeams)
    try project.commit("Begin")
    for command in ["audit", "log"] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 2 || outcome.code == 1, "\(outcome.all)")
      #expect(outcome.all.contains("schemas/workflow.yaml:"), "\(outcome.all)")
    }
  }

  /// The past is told although the newest policy is broken: by the last one that could be read.
  @Test func aBrokenPolicyHidesNoPast() throws {
    let project = try Project.trial(in: "test")
    try project.write("schemas/workflow.yaml", "stages: [\n")
    try project.on(day: 9).commit("Break it")
    #expect(try project.slipway("audit").out.contains("2 transitions"))
    let log = try project.slipway("log")
    #expect(log.code == 0 && log.out.contains("draft -> test"), "\(log.all)")
  }

  @Test func anotherWorkflowIsTriedOnThePast() throws {
    let project = try Project.trial(in: "live")
    try project.write(
      "stricter.yaml", Project.trialWorkflow.replacing("soak: 3 days", with: "soak: 30 days"))
    #expect(try project.slipway("audit").code == 0)
    let outcome = try project.slipway("audit", "--workflow", "stricter.yaml")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("[gate-soak]"), "\(outcome.out)")
  }

  /// What the first commit holds is told, and judged by its form, as where it brings the repository's own policy.
  @Test func anotherWorkflowTellsTheFirstCommitToo() throws {
    let project = try Project.trial { project in
      try project.write(
        "features/export.yaml", project.manifest("export").replacing("stage: draft", with: "stage: live"))
    }
    try project.write("other.yaml", Project.trialWorkflow)
    for arguments in [[], ["--workflow", "other.yaml"]] {
      let outcome = try project.slipway(["audit"] + arguments)
      #expect(outcome.code == 0 && outcome.out.contains("judged 0 landings"), "\(outcome.all)")
      #expect(outcome.out.contains("1 transition"), "\(outcome.all)")
    }
    try project.write("other.yaml", Project.trialWorkflow.replacing("live", with: "alive"))
    #expect(try project.slipway("audit", "--workflow", "other.yaml").out.contains("[unknown-stage]"))
  }

  // MARK: The line is kept

  @Test func aRecordedTipThatIsGoneIsARewrite() throws {
    let project = try Project.trial(in: "draft")
    let tip = try project.head()
    try project.write("notes", "x\n")
    try project.commit("More")
    #expect(try project.slipway("audit", "--anchor", tip).code == 0)
    try project.git("reset", "-q", "--hard", "HEAD~1")
    try project.git("commit", "-q", "--amend", "-m", "Another past")
    let outcome = try project.slipway("audit", "--anchor", tip)
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("no longer in the history of the line [line-kept]"), "\(outcome.out)")
    let unknown = try project.slipway("audit", "--anchor", String(repeating: "ab", count: 20))
    #expect(unknown.code == 1)
    #expect(unknown.out.contains("no longer in this repository"))
    #expect(try project.slipway("audit", "--anchor", "no-such-tag").code == 2)
  }

  @Test func aTipOnASideBranchIsARewriteToo() throws {
    let project = try Project.trial(in: "draft")
    let tip = try project.head()
    try project.git("checkout", "-q", "-b", "side", "HEAD~1")
    try project.commit("Another history")
    try project.git("merge", "-q", "--no-ff", "-m", "Foxtrot", tip)
    let outcome = try project.slipway("audit", "--anchor", tip)
    #expect(outcome.out.contains("on a side branch now"), "\(outcome.out)")
    #expect(outcome.code == 1)
  }

  // MARK: Edits of texts

  /// What only puts other words into a text is let pass unread; each of these does a little more than that.
  @Test(arguments: [
    ("words", "Other words", []), ("a comment", "Other # words", []), ("nothing", "''", ["missing-key"]),
    ("a map", "{a: b}", ["wrong-shape"]), ("an alias", "*other", ["yaml-alias"]),
    ("an anchor", "&x words", ["yaml-anchor"]),
    ("another key", "Other\nstage: done", ["yaml-duplicate-key"]),
    ("a huge text", String(repeating: "x", count: 300_000), ["file-kind"]),
  ])
  func anEditThatDoesMoreIsJudged(what: String, text: String, expected: [String]) throws {
    let project = try Project.trial(in: "draft")
    for (day, title) in [(3, "First words"), (4, "Second words"), (5, text), (6, "Last words")] {
      try project.git("checkout", "-q", "HEAD~0")
      let lines = project.manifest("export").replacing("title: Title of export", with: "title: \(title)")
      try project.write("features/export.yaml", lines)
      try project.on(day: day).commit("Title on day \(day)")
    }
    let landing = try project.git("rev-parse", "HEAD~1")
    let found = Set(try project.audited().filter { $0.hasPrefix(landing) }.map { String($0.dropFirst(47)) })
    #expect(found == Set(expected), "\(what)")
    #expect(
      Set(try rules(project, "--at", landing).filter { $0.hasPrefix("error") }.map { String($0.dropFirst(6)) }) == found
    )
  }

  // MARK: Dates

  @Test func datesThatRunBackwardsOrAheadAreFound() throws {
    let project = try Project.trial(in: "draft")
    try project.on(day: -30).commit("Before the beginning")
    #expect(try project.audited().map { $0.suffix(11) } == ["error:clock"])
    let ahead = try Project.trial(in: "draft")
    try ahead.on(day: 20_000).commit("In another century")
    #expect(try ahead.audited().map { $0.suffix(11) } == ["error:clock"])
  }
}

extension Project {
  func audit(_ arguments: String...) throws -> [String: Any] {
    let outcome = try slipway(["audit", "--format", "json"] + arguments)
    guard let object = try JSONSerialization.jsonObject(with: Data(outcome.outBytes)) as? [String: Any] else {
      throw Failure(description: outcome.all)
    }
    return object
  }

  /// The open findings that an audit reports, as `LANDING SEVERITY:RULE`.
  func audited(_ arguments: String...) throws -> [String] {
    let outcome = try slipway(["audit", "--format", "jsonl"] + arguments)
    return try outcome.out.split(separator: "\n").flatMap { line -> [String] in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let landing = object?["landing"] as? String, let findings = object?["findings"] as? [[String: Any]] else {
        return []
      }
      return findings.filter { $0["acknowledged"] == nil }.map {
        "\(landing) \($0["severity"] ?? ""):\($0["rule"] ?? "")"
      }
    }
  }

  /// Writes another stage by hand and lands that on day 5.
  func jump(_ id: String, to stage: String, day: Int = 5) throws -> String {
    try edit("features/\(id).yaml", "stage: draft", "stage: \(stage)")
    return try on(day: day).commit("Jump")
  }

  func acknowledge(_ landing: String, _ rule: String, feature: String) throws {
    try write(
      "schemas/acknowledged.yaml",
      """
      acknowledged:
        - landing: \(landing)
          rule: \(rule)
          feature: \(feature)
          because: An import.
          by: ada

      """)
    try on(day: 7).commit("Acknowledge")
  }
}
