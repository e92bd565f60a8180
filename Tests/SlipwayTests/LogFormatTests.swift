import Foundation
import Testing

/// The past as other tools read it.
@Suite struct LogFormatTests {
  @Test func filtersByDayStageAndTeam() throws {
    let project = try Project.trial(in: "done")
    func count(_ arguments: String...) throws -> Int {
      try project.slipway(["log"] + arguments).out.split(separator: "\n").count
    }
    #expect(try count() == 4)
    #expect(try count("--since", "2023-11-23") == 2)
    #expect(try count("--until", "2023-11-22") == 2)
    #expect(try count("--stage", "test") == 2)
    #expect(try count("--team", "quality") == 1)
    #expect(try project.slipway("log", "--since", "yesterday").code == 2)
  }

  /// A name that is nowhere was mistyped; one that only did nothing in that time was not.
  @Test(arguments: [
    (["exprt"], "this history has no feature `exprt`", "did you mean `export`?"),
    (["features/exprt.yaml"], "this history has no feature `features/exprt.yaml`", "status"),
    (["exprt", "--since", "2023-11-20", "--format", "json"], "has no feature `exprt`", "did you mean `export`?"),
    (["--stage", "tset"], "`tset` is not a stage of `trial`", "did you mean `test`?"),
    (["--team", "sales"], "`sales` is not a team of `trial`", "`quality`"),
    (["--team", "sales", "--format", "xes"], "`sales` is not a team of `trial`", "`quality`"),
  ])
  func slipsAreTold(arguments: [String], message: String, help: String) throws {
    let outcome = try Project.trial(in: "test").slipway(["log"] + arguments)
    #expect(outcome.code == 2)
    #expect(outcome.out.isEmpty)
    #expect(outcome.errors.contains(message) && outcome.errors.contains(help), "\(outcome.errors)")
  }

  @Test(arguments: [
    ["export", "--since", "2030-01-01"], ["--stage", "dropped"], ["--team", "owner"], ["--until", "2001-01-01"],
  ])
  func whatOnlyNeverHappenedIsNoSlip(arguments: [String]) throws {
    let outcome = try Project.trial(in: "test").slipway(["log"] + arguments)
    #expect(outcome.code == 0)
    #expect(outcome.out.isEmpty)
    #expect(outcome.errors.contains("matches these filters"))
  }

  @Test func aManifestThatWasNeverReadableIsNoSlip() throws {
    let project = try Project.trial(in: "test")
    try project.write("features/broken.yaml", "a: [\n")
    try project.commit("Break it")
    for name in ["broken", "features/broken.yaml"] {
      let outcome = try project.slipway("log", name)
      #expect(outcome.code == 0)
      #expect(outcome.errors.contains("no change of stage of `\(name)`"), "\(outcome.errors)")
    }
  }

  /// What an older workflow called so is found, and no slip either.
  @Test func aStageThatIsNoMoreIsFound() throws {
    let project = try Project.trial(in: "test")
    try project.git("rm", "-q", "features/export.yaml")
    try project.commit("Drop it")
    try project.edit("schemas/workflow.yaml", "  test:\n", "  trial:\n")
    try project.edit("schemas/workflow.yaml", "back-to: [draft, test]", "back-to: [draft, trial]")
    try project.edit("schemas/workflow.yaml", "version: 1", "version: 2")
    try project.on(day: 4).commit("policy: another name")
    let log = try project.slipway("log", "--stage", "test")
    #expect(log.code == 0)
    #expect(log.out.contains("draft") && log.out.contains("gone"), "\(log.all)")
    #expect(try project.slipway("log", "export").code == 0)
  }

  @Test func theLogIsTheSameFromACheckpoint() throws {
    let project = try Project.trial(in: "live")
    func formats() throws -> [String] {
      try ["text", "json", "jsonl", "csv", "xes"].map { try project.slipway("log", "--format", $0).out }
    }
    let before = try formats()
    #expect(try project.slipway("audit").code == 0)
    #expect(try formats() == before)
    #expect(try project.slipway("log", "export").out == before[0])
    #expect(try project.slipway("log", "other").code == 2)
    // What landed since then is told, too.
    try project.on(day: 10).done("sign-off", "export")
    try project.on(day: 11).done("advance", "export")
    #expect(try project.slipway("log").out.split(separator: "\n").count == 4)
  }

  @Test func tellsHowLongAndWhatWasShown() throws {
    let project = try Project.trial(in: "live")
    let lines = try project.slipway("log", "--format", "jsonl").out.split(separator: "\n")
    let line = try #require(lines.first { $0.contains("\"to\":\"test\"") })
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["seconds_in_stage"] as? Int == 2 * 86_400)
    #expect(object["shown"] as? [[String: String]] == [["criterion": "tried", "evidence": "https://example.org/1"]])
    #expect(object["sign_offs"] as? [[String: String]] == [["team": "review", "by": "sam", "proved": "named"]])
  }

  @Test func quotesFieldsAsRFC4180Says() throws {
    let project = try Project.trial()
    try project.on(day: 1).write("features/export.yaml", project.manifest("export"))
    try project.on(day: 1).commit("Say \"hello\", world")
    let lines = try project.slipway("log", "--format", "csv").out.components(separatedBy: "\r\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("feature,path,from,to,commit,"))
    #expect(lines[1].hasSuffix(",\"Say \"\"hello\"\", world\""), "\(lines[1])")
    #expect(lines[2] == "")
  }

  @Test func writesXMLThatParses() throws {
    let project = try Project.trial(in: "live").by(Person(name: "A & \"B\" C", email: "ab@example.org"))
    try project.on(day: 10).write("features/other.yaml", project.manifest("other"))
    try project.on(day: 10).commit("Begin \"other\" & more")
    let xml = try project.slipway("log", "--format", "xes").out
    #expect(xml.components(separatedBy: "<trace>").count == 3)
    #expect(xml.components(separatedBy: "<event>").count == 5)
    #expect(xml.contains("value=\"A &amp; &quot;B&quot; C\""))
    guard let python = Program.find("python3") else { return }
    let script = "import sys, xml.etree.ElementTree as tree; print(len(tree.fromstring(sys.stdin.buffer.read())))"
    let parsed = try Program.run(
      python, ["-c", script], environment: project.environment, folder: project.folder, input: Array(xml.utf8))
    #expect(parsed.code == 0, "\(parsed.errors)")
  }
}
