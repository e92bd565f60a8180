import Foundation
import Testing

/// Histories of every shape, and repositories that are not all there.
@Suite struct AuditShapeTests {
  // MARK: Not everything was seen

  @Test(arguments: [["--depth=1"], ["--filter=blob:none", "--no-checkout"]])
  func aPartOfTheHistoryIsIncomplete(arguments: [String]) throws {
    let project = try Project.trial(in: "test")
    try project.git("config", "uploadpack.allowFilter", "true")
    let clone = project.outside + "/clone"
    try project.git(["clone", "-q"] + arguments + ["file://\(project.folder)", clone])
    let outcome = try project.at(clone).slipway("audit")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("incomplete"), "\(outcome.all)")
    #expect(outcome.out.isEmpty)
  }

  @Test func aMissingObjectIsIncomplete() throws {
    let project = try Project.trial(in: "test")
    let blob = try project.git("rev-parse", "HEAD~1:features/export.yaml")
    try project.delete(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("incomplete"), "\(outcome.all)")
  }

  @Test func sha256IsUnsupported() throws {
    let project = try Project("--object-format=sha256")
    try project.commit("Begin")
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("incomplete"), "\(outcome.all)")
  }

  // MARK: Tampered with

  /// Which commits landed with a record hangs on all that came before them, those that are merged long since as well.
  @Test(arguments: [false, true])
  func aMergedCommitWithOtherBytesIsFound(isNew: Bool) throws {
    let project = try Project.trial(in: "test")
    if isNew { #expect(try project.slipway("audit").code == 0) }
    try project.git("checkout", "-q", "-b", "side")
    try project.write("README", "Read me.\n")
    try project.on(day: 5).commit("A readme")
    let merged = try project.head()
    try project.write("README", "Read me twice.\n")
    try project.on(day: 5).commit("Another readme")
    try project.git("checkout", "-q", "main")
    try project.on(day: 6).git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
    #expect(try project.slipway("audit", "--no-cache").code == 0)
    let other = try project.git("commit-tree", "-m", "Another", "-p", "\(merged)~2", "\(merged)^{tree}")
    func path(_ id: String) -> String { "\(project.folder)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))" }
    try FileManager.default.removeItem(atPath: path(merged))
    try FileManager.default.copyItem(atPath: path(other), toPath: path(merged))
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("holds other bytes than its own"), "\(outcome.all)")
    #expect(try project.slipway("audit", "--no-cache", "--no-verify-objects").code == 0)
  }

  @Test(arguments: ["HEAD~1:features/export.yaml", "HEAD~1:features", "HEAD~1^{tree}", "HEAD~1"])
  func anObjectWithOtherBytesIsFound(name: String) throws {
    let project = try Project.trial(in: "test")
    let object = try project.git("rev-parse", name)
    let path = ".git/objects/\(object.prefix(2))/\(object.dropFirst(2))"
    // A well-formed object in the place of another one.
    let other =
      switch try project.git("cat-file", "-t", object) {
      case "blob":
        try project.git(
          "hash-object", "-w", "--stdin",
          input: Array(project.git("cat-file", "blob", object).replacing("Title", with: "Tilte").utf8) + [10])
      case "tree": try project.git("rev-parse", name.replacing("HEAD~1", with: "HEAD~2"))
      default: try project.git("commit-tree", "-m", "Another", "-p", "HEAD~2", "HEAD~1^{tree}")
      }
    try project.delete(path)
    try FileManager.default.copyItem(
      atPath: project.folder + "/.git/objects/\(other.prefix(2))/\(other.dropFirst(2))",
      toPath: project.folder + "/" + path)
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("holds other bytes than its own"), "\(outcome.all)")
  }

  @Test func forgedGraphsReplacementsAndGraftsHaveNoEffect() throws {
    let project = try Project.trial(in: "draft")
    let jump = try project.jump("export", to: "done")
    let tip = try project.on(day: 6).commit("Behind it")
    let expected = ["\(jump) error:edge"]
    #expect(try project.audited("--no-cache") == expected)
    // A replacement of the landing by one that changes nothing.
    let harmless = try project.git("commit-tree", "-m", "Harmless", "-p", "\(jump)~1", "\(jump)~1^{tree}")
    try project.git("replace", jump, harmless)
    #expect(try project.audited("--no-cache") == expected)
    try project.git("replace", "-d", jump)
    // A graft that leaves the landing out.
    try project.write(".git/info/grafts", "\(tip) \(try project.git("rev-parse", "\(jump)~1"))\n")
    #expect(try project.audited("--no-cache") == expected)
    try project.delete(".git/info/grafts")
    // A graph that was written while the tip held other bytes, without the landing behind it.
    func file(_ id: String) -> URL {
      URL(fileURLWithPath: "\(project.folder)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    }
    let own = try Data(contentsOf: file(tip))
    let other = try project.git("commit-tree", "-m", "Behind it", "-p", "\(jump)~1", "\(tip)^{tree}")
    try FileManager.default.removeItem(at: file(tip))
    try FileManager.default.copyItem(at: file(other), to: file(tip))
    try project.git("commit-graph", "write", "--reachable")
    try FileManager.default.removeItem(at: file(tip))
    try own.write(to: file(tip))
    #expect(try !project.git("rev-list", "main").contains(jump), "git believes it")
    #expect(try project.audited("--no-cache") == expected)
  }

  // MARK: Malformed commits

  @Test(arguments: [
    ("two authors", "s/^author .*/&\\n&/"), ("no date", "s/^committer \\(.*>\\).*/committer \\1/"),
    ("no committer", "/^committer/d"), ("two e-mails", "s/^author [^>]*>/& <eve@example.org>/"),
    ("a NUL", "s/Malformed/Mal\\x00formed/"),
  ])
  func aMalformedCommitIsAFinding(what: String, script: String) throws {
    let project = try Project.trial(in: "draft")
    try project.on(day: 5).commit("Malformed")
    let good = try project.git("cat-file", "commit", "HEAD")
    let edited = try Program.run(
      "/bin/sed", [script], environment: project.environment, folder: project.folder, input: Array(good.utf8) + [10])
    let bad = try project.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", input: edited.outBytes)
    try project.git("update-ref", "refs/heads/main", bad)
    let outcome = try project.slipway("audit")
    #expect(outcome.code == 1, "\(what): \(outcome.all)")
    #expect(outcome.out.contains("is malformed: "), "\(outcome.all)")
    #expect(outcome.out.contains("1 error, 0 warnings"), "\(outcome.all)")
    // Where there is no committer libgit2 resolves no name to it.
    if what == "no committer" { return }
    let check = try project.slipway("check", "--at", "HEAD")
    #expect(check.code == 1 && check.out.contains("is malformed: "), "\(check.all)")
  }

  /// A commit without a date lands with its parent; the log tells it, whether it was audited before or not.
  @Test func aMalformedCommitThatMovesAFeatureIsTold() throws {
    let project = try Project.trial(in: "test")
    let good = try project.git("cat-file", "commit", "HEAD")
    let edited = try Program.run(
      "/bin/sed", ["s/^committer \\(.*>\\).*/committer \\1/"], environment: project.environment,
      folder: project.folder, input: Array(good.utf8) + [10])
    let bad = try project.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", input: edited.outBytes)
    try project.git("update-ref", "refs/heads/main", bad)
    let before = try project.slipway("log")
    #expect(before.code == 0 && before.out.contains("draft -> test"), "\(before.all)")
    #expect(try project.slipway("audit").out.contains("is malformed: "))
    #expect(try project.slipway("log").out == before.out)
  }

  // MARK: Shapes

  /// More landings than one thread takes, in a pack, which is read while the line is still being walked: edits of words, and
  /// among them, in each half, one that moves on without leave.
  @Test(arguments: [["--no-cache"], ["--no-cache", "--no-verify-objects"]])
  func aLongLineIsJudgedByTwoThreads(options: [String]) throws {
    let project = try Project.trial(in: "draft")
    let manifest = try project.read("features/export.yaml")
    let jumps = [(150, "done"), (1150, "dropped")]
    var (stream, text) = ("", manifest)
    for number in 0..<1200 {
      text = text.replacing(/Title of export.*/, with: "Title of export number \(number)")
      for (jump, stage) in jumps where jump == number {
        text = text.replacing(/stage: .*/, with: "stage: \(stage)")
      }
      stream += "commit refs/heads/main\ncommitter Ada <ada@example.org> \(1_700_500_000 + number) +0000\n"
      stream += "data 5\nEdit\n\n" + (number == 0 ? "from refs/heads/main^0\n" : "")
      stream += "M 100644 inline features/export.yaml\ndata \(text.utf8.count)\n\(text)\n"
    }
    try project.git("fast-import", "--quiet", "--force", input: Array(stream.utf8))
    let expected = try jumps.map { try project.git("rev-parse", "main~\(1199 - $0.0)") }
    let outcome = try project.slipway(["audit", "--format", "jsonl"] + options)
    #expect(outcome.code == 1)
    let landings = outcome.out.split(separator: "\n").filter { $0.contains(#""severity":"error""#) }
    #expect(landings.count == 2, "\(landings)")
    #expect(expected.allSatisfy { id in landings.contains { $0.contains(id) } })
  }

  @Test func whatASideBranchUndoesIsNotHeldAgainstAMerge() throws {
    let project = try Project.trial(in: "draft")
    try project.git("checkout", "-q", "-b", "side")
    _ = try project.jump("export", to: "done")
    try project.git("revert", "--no-edit", "HEAD")
    try project.git("checkout", "-q", "main")
    try project.on(day: 6).git("merge", "-q", "--no-ff", "-m", "Nothing", "side")
    #expect(try project.audited() == [])
  }

  @Test func anEvilMergeIsFound() throws {
    let project = try Project.trial(in: "draft")
    try project.git("checkout", "-q", "-b", "side")
    try project.write("notes", "x\n")
    try project.on(day: 5).commit("Harmless")
    try project.git("checkout", "-q", "main")
    try project.on(day: 6).git("merge", "-q", "--no-ff", "--no-commit", "side")
    try project.edit("features/export.yaml", "stage: draft", "stage: done")
    let merge = try project.on(day: 6).commit("Merge side")
    #expect(try project.audited() == ["\(merge) error:edge"])
  }

  @Test func anOctopusIsOneLanding() throws {
    let project = try Project.trial(in: "draft")
    for name in ["one", "two"] {
      try project.git("checkout", "-q", "-b", name, "main")
      try project.write("features/\(name).yaml", project.manifest(name, stage: name == "one" ? "draft" : "live"))
      try project.on(day: 5).commit("Begin \(name)")
    }
    try project.git("checkout", "-q", "main")
    try project.on(day: 6).git("merge", "-q", "--no-ff", "-m", "Both", "one", "two")
    let tip = try project.head()
    #expect(try project.audited() == ["\(tip) error:initial-stage"])
  }

  @Test func aCrissCrossIsJudgedAlongFirstParents() throws {
    let project = try Project.trial(in: "draft")
    try project.git("checkout", "-q", "-b", "side")
    try project.write("notes", "x\n")
    let side = try project.on(day: 5).commit("On the side")
    try project.git("checkout", "-q", "main")
    let jump = try project.jump("export", to: "done")
    try project.on(day: 6).git("merge", "-q", "--no-ff", "-m", "Cross", side)
    try project.git("checkout", "-q", "side")
    try project.on(day: 6).git("merge", "-q", "--no-ff", "-m", "Criss", jump)
    let criss = try project.head()
    #expect(try project.audited("main") == ["\(jump) error:edge"])
    // On the other line the same jump landed with the merge.
    #expect(try project.audited("side") == ["\(criss) error:edge"])
  }

  @Test func severalRootsAndAnUnbornBranch() throws {
    let project = try Project.trial(in: "draft")
    try project.git("checkout", "-q", "--orphan", "other")
    try project.git("rm", "-rqf", ".")
    try project.write("readme", "x\n")
    try project.on(day: 3).commit("Another root")
    try project.git("checkout", "-q", "main")
    try project.on(day: 4).git("merge", "-q", "--no-ff", "--allow-unrelated-histories", "-m", "Join", "other")
    #expect(try project.audited() == [])
    #expect(try Project().slipway("audit").code == 2)
  }

  @Test func aBareRepositoryIsAuditedToo() throws {
    let project = try Project.trial(in: "test")
    let bare = project.outside + "/bare.git"
    try project.git("clone", "-q", "--bare", project.folder, bare)
    let outcome = try project.at(bare).slipway("audit")
    #expect(outcome.code == 0, "\(outcome.all)")
  }
}
