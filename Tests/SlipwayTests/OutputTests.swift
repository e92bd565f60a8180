import Foundation
import Testing

/// What other tools expect of the output.
@Suite struct OutputTests {
  /// Two manifests with several findings.
  private func flawed() throws -> Project {
    let project = try Project.trial(in: "draft")
    try project.edit("features/export.yaml", "stage: draft", "stage: live")
    try project.write("features/other.yaml", "feature: another\ntitle: x\nowner: ada\nstage: Draft\nbogus: 1\n")
    try project.write("features/third.yaml", "feature: [")
    return project
  }

  @Test func hasAPlaceForEveryFinding() throws {
    let project = try flawed()
    let place = try Regex("^[^: ]+:[0-9]+:[0-9]+: (error|warning|note): .+ \\[[a-z-]+\\]$")
    let oneline = try project.slipway("check", "--format", "oneline").out.split(separator: "\n")
    #expect(oneline.count > 4)
    for line in oneline { #expect(try place.wholeMatch(in: line) != nil, "\(line)") }
    let text = try project.slipway("check").out.split(separator: "\n").filter { $0.contains("[") && $0.first != " " }
    #expect(text.map(String.init) == oneline.map(String.init))
    #expect(
      try project.slipway("check").out.split(separator: "\n").last?.contains("errors, 0 warnings; judged") == true)
    #expect(try !project.slipway("check", "-q").out.contains("judged"))
    // A finding about a commit has one too.
    try project.git("checkout", "-q", "--", ".")
    try project.git("clean", "-fdq")
    try project.on(day: 0).commit("From the past")
    let clock = try project.slipway("check", "--format", "oneline").out.split(separator: "\n")
    #expect(clock.count == 1)
    for line in clock { #expect(try place.wholeMatch(in: line) != nil, "\(line)") }
  }

  @Test(
    arguments: [
      ([], [:], false), ([], ["CLICOLOR_FORCE": "1"], true), ([], ["CLICOLOR_FORCE": "0"], false),
      ([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false), ([], ["CLICOLOR_FORCE": "1", "NO_COLOR": ""], true),
      (["--color", "always"], ["NO_COLOR": "1"], true), (["--color", "never"], ["CLICOLOR_FORCE": "1"], false),
      ([], ["CLICOLOR_FORCE": "1", "TERM": "dumb"], false), (["--format", "oneline", "--color", "always"], [:], false),
    ] as [([String], [String: String], Bool)])
  func coloursWhenAsked(_ arguments: [String], _ variables: [String: String], _ isColoured: Bool) throws {
    let outcome = try flawed().with(variables).slipway(["check"] + arguments)
    #expect(outcome.out.contains("\u{1B}[") == isColoured)
  }

  @Test func showsNoGateAsPassedThatWasNot() throws {
    let project = try Project.trial(in: "test")
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.on(day: 8).done("withdraw", "export", "--because", "Nobody wants it.")
    let shown = try project.slipway("show", "export").out
    #expect(shown.contains("draft  passed"))
    #expect(shown.contains("test  not-passed"), "\(shown)")
    // Nor after its move was undone.
    let undone = try Project.trial(in: "test").on(day: 8)
    try undone.by(.sam).done("sign-off", "export", "--team", "review")
    try undone.edit("features/export.yaml", "stage: test", "stage: draft")
    try undone.commit("Undo the move")
    #expect(try undone.slipway("show", "export").out.contains("test  not-passed"))
  }

  @Test func printsTablesForPipes() throws {
    let project = try Project.trial(in: "test")
    #expect(
      try project.slipway("status").out == "test\texport\t2023-11-17T22:13:20Z\t1\tada\t-\tTitle of export\n")
    for line in try project.slipway("log").out.split(separator: "\n") {
      #expect(line.split(separator: "\t", omittingEmptySubsequences: false).count == 7)
    }
  }

  @Test func saysNullWhereAFeatureWasNowhere() throws {
    let project = try Project.trial(in: "draft")
    try project.write("features/other.yaml", "feature: other\ntitle: x\nowner: ada\nstage: draft\n")
    #expect(try project.slipway("check", "--format", "json").out.contains("\"from\" : null"))
  }

  @Test func isJSONWithAKind() throws {
    let project = try Project.trial(in: "test")
    for (command, kind) in [
      (["check"], "check"), (["status"], "status"), (["show", "export"], "feature"), (["plan", "export"], "plan"),
      (["log"], "log"), (["explain"], "rules"), (["explain", "edge"], "rule"),
      (["withdraw", "export", "--because", "x", "-n"], "write"),
    ] {
      let outcome = try project.slipway(command + ["--format", "json"])
      let object = try JSONSerialization.jsonObject(with: Data(outcome.outBytes)) as? [String: Any]
      #expect(object?["schemaVersion"] as? Int == 1, "\(command)")
      #expect(object?["kind"] as? String == kind, "\(command)")
    }
    for line in try project.slipway("log", "--format", "jsonl").out.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      for key in ["feature", "path", "from", "to", "commit", "made_by", "committed_at", "verdict", "findings"] {
        #expect(object?[key] != nil, "\(key)")
      }
    }
    #expect(try project.slipway("log", "--format", "jsonl").out.contains("\"from\":null"))
    // Nothing on standard output when it failed.
    for command in [
      ["show", "nope"], ["plan", "nope"], ["check", "--at", "nope"], ["log", "--at", "nope"], ["advance", "nope"],
    ] {
      #expect(try project.slipway(command + ["--format", "json"]).out == "", "\(command)")
    }
  }

  @Test func neverPrintsWhatATerminalObeys() throws {
    let project = try Project.trial()
    let title = "\"::error::pwned \\e[31mred\\e[0m ##[error]x \\u202Egnp\""
    let evil = "::set-output name=x::y"
    try project.write(
      "features/x.yaml", "feature: x\ntitle: \(title)\nowner: '\(evil)'\nstage: '##[command]'\nsummary: |\n  \(evil)\n")
    try project.write(
      "features/y.yaml", project.manifest("y").replacing("Title of y", with: "'\(evil)'") + "# ::error::z ##[error]\n")
    try project.write("features/z.yaml", "\(evil)\n  ##[group]: [\n")
    for command in [
      ["check"], ["check", "--format", "oneline"], ["check", "--format", "json"], ["check", "--tree"],
    ] {
      let outcome = try project.slipway(command)
      #expect(isHarmless(outcome.all), "\(outcome.all)")
    }
    try project.commit("::error::subject")
    for command in [
      ["status"], ["log"], ["show", "x"], ["plan", "x"], ["show", "y"], ["plan", "y"], ["plan", "z"], ["advance", "z"],
      ["status", "--format", "json"], ["show", "y", "--format", "json"], ["log", "--format", "json"],
      ["withdraw", "y", "--because", evil, "-n"], ["withdraw", "y", "--because", "##[error]", "--format", "json"],
      ["record", "y", "::error::", "##[x]"], ["new", "::error::", "--title", "x"], ["explain", "::error::"],
      ["check", "--at", "::error::##[x]"], ["status", "--stage", "\u{1B}[31m"], ["explain", "\u{1B}[31m"],
      ["::error::"], ["check", "--format", "\u{1B}[31m"], ["status", "\u{1B}[31m"],
    ] {
      let outcome = try project.slipway(command)
      #expect(isHarmless(outcome.all), "\(command): \(outcome.all)")
      #expect([0, 1, 2].contains(outcome.code), "\(command)")
    }
    // JSON says the same after it was read.
    let status = try project.slipway("show", "y", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(status.outBytes)) as? [String: Any]
    #expect(object?["title"] as? String == evil)
  }

  private func isHarmless(_ text: String) -> Bool {
    !text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("##[")
      && !text.split(separator: "\n").contains { $0.drop { $0 == " " || $0 == "\t" }.hasPrefix("::") }
  }

  @Test func helpsWithoutARepository() throws {
    let project = try Project("none")
    for command in [["--help"], ["check", "--help"], ["--version"], ["help", "advance"], ["explain"], []] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 0, "\(command)")
      #expect(!outcome.out.isEmpty)
    }
    let outcome = try project.slipway("status")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("git init"))
    let nowhere = try project.slipway("status", "-C", "nowhere")
    #expect(nowhere.code == 2 && nowhere.errors.contains("there is no folder"), "\(nowhere.all)")
    try project.done("demo", project.outside + "/demo")
    let demo = project.at("../demo").on(day: nil)
    #expect(try demo.slipway("check").code == 0)
    #expect(
      try demo.slipway("log").out.split(separator: "\n").allSatisfy {
        $0.contains("\tlegal\t") || $0.contains("\tundone\t")
      })
    #expect(try project.slipway("demo", project.outside + "/demo").code == 2)
    // Whoever tries things there is one of its people.
    let stranger = demo.with(
      Dictionary(
        uniqueKeysWithValues: demo.environment.keys.filter { $0.hasPrefix("GIT_A") || $0.hasPrefix("GIT_COMM") }.map {
          ($0, "")
        }))
    let new = try stranger.slipway("new", "gestures", "--title", "Gestures")
    #expect(new.code == 0, "\(new.all)")
    #expect(try demo.git("log", "-1", "--format=%ae") == "maya@example.com")
  }

  @Test func writesToAFile() throws {
    let project = try flawed()
    let outcome = try project.slipway("check", "-o", "result.json", "--format", "json")
    #expect(outcome.code == 1)
    #expect(outcome.out == "")
    #expect(try project.read("result.json").contains("\"kind\" : \"check\""))
    #expect(try project.slipway("check", "-o", "no/such/folder").code == 3)
  }

  /// Help that nobody asked for is no verdict: a mistyped `-C` would pass in CI.
  @Test(arguments: [
    ["-C/home/ci", "check"], ["-Ch", "check"], ["check", "-xh"], ["hook"], ["hook", "-Ch", "pre-receive"],
  ])
  func helpInPassingIsAnError(arguments: [String]) throws {
    let outcome = try Project().slipway(arguments)
    #expect(outcome.code == 2)
    #expect(outcome.out.isEmpty && !outcome.errors.isEmpty)
  }

  @Test(arguments: [
    [], ["-h"], ["--help"], ["help"], ["help", "check"], ["check", "-h"], ["check", "--help"], ["--version"],
    ["hook", "--help"], ["--generate-completion-script", "bash"],
  ])
  func helpThatWasAskedForIsNone(arguments: [String]) throws {
    let outcome = try Project().slipway(arguments)
    #expect(outcome.code == 0)
    #expect(!outcome.out.isEmpty && outcome.errors.isEmpty)
  }
}
