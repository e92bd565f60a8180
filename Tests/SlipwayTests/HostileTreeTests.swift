import Foundation
import Testing

/// Trees, names and files that nobody writes by accident: a clean answer, and never a crash.
@Suite struct HostileTreeTests {
  /// Commits a tree of raw entries as `features`.
  private func commit(_ project: Project, features entries: [(mode: String, name: [UInt8], id: String)]) throws {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += Array("\(entry.mode) ".utf8) + entry.name + [0]
      bytes += stride(from: 0, to: 40, by: 2).compactMap { UInt8(entry.id.dropFirst($0).prefix(2), radix: 16) }
    }
    let tree = try project.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", input: bytes)
    try commit(project, folder: "040000 tree \(tree)")
  }

  /// Commits something as `features` beside the policy.
  private func commit(_ project: Project, folder: String) throws {
    let schemas = try project.git("rev-parse", "HEAD:schemas")
    let root = try project.git("mktree", input: Array("\(folder)\tfeatures\n040000 tree \(schemas)\tschemas\n".utf8))
    let commit = try project.git("commit-tree", root, "-p", "HEAD", "-m", "hostile")
    try project.git("update-ref", "refs/heads/main", commit)
  }

  private func blob(_ project: Project, _ text: String) throws -> String {
    try project.git("hash-object", "-w", "--stdin", input: Array(text.utf8))
  }

  @Test(arguments: ["same", "unsorted", "..", ".git", "a/b", ""])
  func refusesATreeThatToolsReadDifferently(_ flaw: String) throws {
    let project = try Project.trial()
    let one = try blob(project, project.manifest("x"))
    let two = try blob(project, project.manifest("x", stage: "live"))
    let names =
      switch flaw {
      case "same": ["x.yaml", "x.yaml"]
      case "unsorted": ["y.yaml", "x.yaml"]
      default: [flaw, "x.yaml"]
      }
    try commit(project, features: zip(names, [one, two]).map { ("100644", Array($0.utf8), $1) })
    for command in [["check", "--at", "HEAD"], ["check"], ["status"], ["log"], ["plan", "x"], ["advance", "x"]] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 3, "\(command): \(outcome.all)")
      #expect(outcome.errors.contains("tree "))
      #expect(outcome.errors.contains("git fsck"))
    }
  }

  @Test func refusesADeepTree() throws {
    let project = try Project.trial {
      try $0.edit("schemas/workflow.yaml", "features/*.yaml", "\"features/**/*.yaml\"")
    }
    var tree = try project.git("mktree", input: Array("100644 blob \(blob(project, "x: y\n"))\tx.yaml\n".utf8))
    for _ in 0..<80 { tree = try project.git("mktree", input: Array("040000 tree \(tree)\td\n".utf8)) }
    try commit(project, folder: "040000 tree \(tree)")
    for command in [["check", "--at", "HEAD"], ["check", "--tree", "--at", "HEAD"], ["status"], ["log"]] {
      let outcome = try project.slipway(command)
      #expect(outcome.code == 3, "\(command): \(outcome.all)")
      #expect(outcome.errors.contains("nested deeper"))
    }
  }

  @Test(arguments: ["120000", "160000", "100664", "107777", "100755"])
  func refusesAManifestOfAnotherKind(_ mode: String) throws {
    let project = try Project.trial()
    let id = mode == "160000" ? try project.head() : try blob(project, project.manifest("x"))
    try commit(project, features: [(mode, Array("x.yaml".utf8), id)])
    let outcome = try project.slipway("check", "--at", "HEAD", "--format", "json")
    // Git itself wrote 100664 once, and an executable manifest is odd but harmless.
    let isFine = ["100755", "100664"].contains(mode)
    #expect(outcome.code == (isFine ? 0 : 1), "\(outcome.all)")
    #expect(try outcome.rules() == (isFine ? [] : ["error:file-kind"]))
    #expect(try project.slipway("status").code == 0)
  }

  /// What is judged as a manifest is one in the past, too.
  @Test func remembersAManifestOfAnOddMode() throws {
    let project = try Project.trial(in: "draft")
    try project.open("export")
    let signed = try project.read("features/export.yaml")
    let takenBack = signed + "      - {team: review, by: sam, on: 2023-11-18, retracted: I was wrong.}\n"
    for text in [takenBack, signed] {
      try commit(project.on(day: 3), features: [("100664", Array("export.yaml".utf8), try blob(project, text))])
    }
    #expect(try rules(project, "--at", "HEAD~1") == [])
    #expect(try rules(project, "--at", "HEAD") == ["error:sign-offs-grow"])
  }

  @Test(arguments: ["120000", "160000"])
  func refusesAFolderOfAnotherKind(_ mode: String) throws {
    let project = try Project.trial(in: "draft")
    let id = mode == "160000" ? try project.head() : try blob(project, "../elsewhere")
    try commit(project, folder: "\(mode) \(mode == "160000" ? "commit" : "blob") \(id)")
    #expect(try rules(project, "--at", "HEAD") == ["error:file-kind"])
    #expect(try rules(project, "--tree", "--at", "HEAD") == ["error:file-kind"])
  }

  @Test func neverFollowsTheWorkingTreeOut() throws {
    let project = try Project.trial(in: "draft")
    try FileManager.default.createDirectory(atPath: project.outside + "/elsewhere", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: project.folder + "/features/export.yaml", toPath: project.outside + "/elsewhere/export.yaml")
    try project.delete("features")
    try FileManager.default.createSymbolicLink(
      atPath: project.folder + "/features", withDestinationPath: "../elsewhere")
    #expect(try rules(project) == ["error:file-kind"])
    #expect(try rules(project, "--tree") == ["error:file-kind"])
    try project.git("add", "-A")
    #expect(try rules(project, "--staged") == ["error:file-kind"])
    let before = try project.bytes()
    let outcome = try project.slipway("record", "export", "tried", "https://example.org/1")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("features is a file"))
    #expect(try project.bytes() == before)
  }

  private static let names: [(name: [UInt8], shown: String)] = [
    (Array("a\nb.yaml".utf8), "features/a\\nb.yaml"),
    ([0x62, 0xFF] + Array(".yaml".utf8), "features/b\\xff.yaml"),
    (Array("::error::x.yaml".utf8), "features/::error::x.yaml"),
    (Array("##[error]x.yaml".utf8), "features/\\u{23}#[error]x.yaml"),
    (Array("\u{301}x.yaml".utf8), "features/\\u{301}x.yaml"),
    (Array("e\u{200B}x.yaml".utf8), "features/e\\u{200b}x.yaml"),
    (Array("\u{202E}x.yaml".utf8), "features/\\u{202e}x.yaml"),
    (Array("\u{1B}[31mx.yaml".utf8), "features/\\u{1b}[31mx.yaml"),
    (Array("%0A::error::.yaml".utf8), "features/%0A::error::.yaml"),
  ]

  @Test(arguments: names.indices)
  func judgesAFileByAnyName(_ index: Int) throws {
    let (name, shown) = Self.names[index]
    let project = try Project.trial()
    try commit(project, features: [("100644", name, blob(project, project.manifest("x", stage: "live")))])
    let outcome = try project.slipway("check", "--at", "HEAD", "--format", "oneline")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("[initial-stage]"))
    #expect(outcome.out.split(separator: "\n").allSatisfy { $0.hasPrefix(shown + ":") }, "\(outcome.out)")
    for command in [["status"], ["log"], ["check"], ["check", "--format", "json"], ["status", "--format", "json"]] {
      let lines = try project.slipway(command).all
      #expect(!lines.contains("\u{1B}"), "\(command)")
      #expect(!lines.contains("##["), "\(command)")
      #expect(!lines.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") }, "\(command)")
    }
  }

  @Test(arguments: [["Export", "export"], ["re\u{301}sume", "r\u{E9}sume"]])
  func refusesTwins(_ names: [String]) throws {
    let project = try Project.trial()
    for (first, second) in [(names[0], names[1]), (names[1], names[0])] {
      let entries = try [first, second].sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.map {
        name in
        ("100644", Array((name + ".yaml").utf8), try blob(project, project.manifest(name)))
      }
      try commit(project, features: entries.filter { $0.1.starts(with: Array((first + ".yaml").utf8)) })
      #expect(try !rules(project, "--at", "HEAD").contains("error:path-collision"))
      // Whichever comes second is to blame.
      try commit(project, features: entries)
      #expect(try rules(project, "--at", "HEAD").contains("error:path-collision"))
      try project.git("update-ref", "refs/heads/main", "HEAD~2")
    }
    let fresh = try Project.trial(in: "draft")
    let twin = try fresh.slipway("new", "Export", "--title", "Twin")
    #expect(twin.code == 1)
    #expect(twin.out.contains("[path-collision]"))
  }

  private static let texts: [(text: String, rule: String)] = [
    ("feature: x\ntitle: a\ntitle: b\nowner: ada\nstage: draft\n", "yaml-duplicate-key"),
    ("feature: x\ntitle: &a b\nowner: *a\nstage: draft\n", "yaml-anchor"),
    ("feature: x\ntitle: b\nowner: ada\nstage: draft\n<<: {a: b}\n", "yaml-merge-key"),
    ("feature: x\ntitle: !!str b\nowner: ada\nstage: draft\n", "yaml-tag"),
    ("feature: x\ntitle: b\nowner: ada\nstage: draft\n---\na: b\n", "yaml-several-documents"),
    ("%YAML 1.2\n---\nfeature: x\ntitle: b\nowner: ada\nstage: draft\n", "yaml-directive"),
    (String(repeating: "[", count: 40_000), ""),
    (String(repeating: "a: {", count: 20_000), ""),
    ("feature: x\ntitle: " + String(repeating: "x", count: 300_000) + "\n", "file-kind"),
    ("feature: x\ntitle: \u{0}\nowner: ada\nstage: draft\n", ""),
    ("", ""),
    ("\u{FEFF}feature: x\ntitle: b\nowner: ada\nstage: draft\n", ""),
    ("feature: x\rtitle: b\rowner: ada\rstage: draft\r", ""),
    ("feature: \"x\\e[31m\"\ntitle: b\nowner: ada\nstage: draft\n", ""),
    ("feature: x\ntitle: b\nowner: ada\nstage: [draft]\n", ""),
    ("feature: x\ntitle: b\nowner: ada\nstage: Draft\n", "unknown-stage"),
    ("feature: x\ntitle: b\nowner: ada\nstage: draft\nstatus: live\n", "unknown-key"),
  ]

  @Test(arguments: texts.indices)
  func refusesYAMLThatIsNone(_ index: Int) throws {
    let (text, rule) = Self.texts[index]
    let project = try Project.trial()
    try project.write("features/x.yaml", text)
    let start = Date()
    let outcome = try project.slipway("check", "--format", "json")
    #expect(Date().timeIntervalSince(start) < 2)
    #expect(outcome.code == 1, "\(outcome.all)")
    let found = try outcome.rules()
    #expect(found.contains { $0.hasPrefix("error:\(rule)") }, "\(found)")
    let shown = try project.slipway("check")
    #expect(shown.out.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    try project.commit()
    let status = try project.slipway("status")
    #expect(status.code == 0)
    #expect(try [1, 2].contains(project.slipway("advance", "x").code))
  }

  /// Each sign-off could be one of each pass: as many as a manifest holds of both are no reason to wait.
  @Test func explainsManyVoidSignOffsAtOnce() throws {
    let project = try Project.trial(in: "draft")
    let covers = String(repeating: "0", count: 64)
    let signOffs = String(
      repeating: "    - {team: review, by: sam, on: 2026-01-01, covers: \(covers)}\n", count: 1_000)
    let returned = String(
      repeating: "- {from: test, to: draft, because: Again., by: ada, on: 2026-01-01}\n", count: 1_500)
    let more = "gates:\n  draft:\n    sign-offs:\n\(signOffs)returned:\n\(returned)"
    try project.write("features/export.yaml", project.manifest("export", more: more))
    let start = Date()
    #expect(try project.slipway("check", "--format", "oneline").code == 1)
    #expect(Date().timeIntervalSince(start) < 8)
  }

  @Test func keepsTextsThatLookLikeOtherTypes() throws {
    let project = try Project.trial()
    for (index, title) in ["no", "12:30:45", "1.10", "0o17", "2026-11-02", "~", "null", "1e3"].enumerated() {
      try project.write("features/f\(index).yaml", "feature: f\(index)\ntitle: \(title)\nowner: ada\nstage: draft\n")
    }
    #expect(try project.slipway("check").code == 0)
    try project.commit()
    let titles = try project.slipway("status").out.split(separator: "\n").map { $0.split(separator: "\t").last ?? "" }
    #expect(titles == ["no", "12:30:45", "1.10", "0o17", "2026-11-02", "~", "null", "1e3"])
  }
}
