import Foundation
import GitStore
import Paths
import Testing

@Suite struct CommittingTests {
  @Test func changesOneFileAndNothingElse() throws {
    let box = try Sandbox()
    let first = try box.commit(["a/b/x.yaml": "one\n", "a/y.yaml": "y\n", "dirty": "d\n", "staged": "s\n", "z": "z\n"])
    try box.write("dirty", "changed\n")
    try box.write("staged", "staged\n")
    try box.git("add", "staged")
    try box.write("new", "untracked\n")
    let before = try box.git("status", "--porcelain")
    let repository = try box.open()
    let commit = try repository.commit(repository.plan("a/b/x.yaml", "two\n"))
    #expect(try box.id("HEAD") == commit)
    #expect(try box.id("HEAD^") == first)
    #expect(try box.git("diff", "--name-only", "HEAD^", "HEAD") == "a/b/x.yaml")
    #expect(try box.git("show", "HEAD:a/b/x.yaml") == "two")
    #expect(box.read("a/b/x.yaml") == "two\n")
    #expect(try box.git("status", "--porcelain") == before)
    #expect(try box.git("fsck", "--strict").isEmpty)
    #expect(
      try box.git("log", "-1", "--format=%an <%ae> %ad|%cn|%B", "--date=raw").hasPrefix(
        "Ada <ada@example.org> 1700000000 +0100|Ada|Change a/b/x.yaml"))
    #expect(try box.git("reflog", "-1", "--format=%gs") == "commit: Change a/b/x.yaml")
    #expect(try leftovers(box).isEmpty)
  }

  @Test func makesAndRemovesFiles() throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n"])
    let repository = try box.open()
    _ = try repository.commit(repository.plan("deep/er/new.sh", "echo\n", mode: 0o100755))
    #expect(try box.git("ls-files", "-s", "deep").hasPrefix("100755"))
    #expect(FileManager.default.isExecutableFile(atPath: box.folder + "/deep/er/new.sh"))
    _ = try repository.commit(repository.plan("deep/er/new.sh", "echo 2\n"))
    #expect(try box.git("ls-files", "-s", "deep").hasPrefix("100755"))
    #expect(FileManager.default.isExecutableFile(atPath: box.folder + "/deep/er/new.sh"))
    _ = try repository.commit(repository.plan("deep/er/new.sh", nil))
    #expect(try box.git("ls-tree", "-r", "--name-only", "HEAD") == "a")
    #expect(try box.git("status", "--porcelain").isEmpty)
    #expect(try box.git("fsck", "--strict").isEmpty)
  }

  @Test func sortsEntriesAsGitDoes() throws {
    let box = try Sandbox()
    try box.commit(["a.b": "1\n", "a0": "1\n", "z/y/x": "1\n"])
    let repository = try box.open()
    var plan = try repository.plan("a/x", "new\n")
    plan.changes += ["a-": "2\n", "a.b": nil, "a0": "2\n", "z/y/x": nil, "z/y.z": "2\n", "\u{301}": "2\n"].map {
      FileChange(path: RepositoryPath($0.key), content: $0.value.map { Array($0.utf8) })
    }
    _ = try repository.commit(plan)
    #expect(try box.git("status", "--porcelain").isEmpty)
    #expect(try box.git("write-tree") == box.git("rev-parse", "HEAD^{tree}"))
    #expect(try box.git("fsck", "--strict").isEmpty)
    plan = try repository.plan("a-", "3\n")
    plan.changes += plan.changes
    #expect(kind { _ = try repository.commit(plan) } == .invalid)
    #expect(kind { _ = try repository.commit(repository.plan("a-", "2\n")) } == .noChange)
    #expect(kind { _ = try repository.commit(repository.plan("a", "2\n")) } == .invalid)
    #expect(kind { _ = try repository.commit(repository.plan("a-/x", "2\n")) } == .invalid)
    #expect(try box.git("status", "--porcelain").isEmpty)
  }

  @Test func startsABranch() throws {
    let box = try Sandbox()
    let repository = try box.open()
    let plan = try repository.plan("a/x", "one\n")
    let commit = try repository.commit(plan)
    #expect(try box.id("main") == commit)
    #expect(try box.git("status", "--porcelain").isEmpty)
    #expect(kind { _ = try repository.commit(plan) } == .moved(to: commit))
  }

  @Test func noticesThatTheBranchMoved() throws {
    let box = try Sandbox()
    try box.commit(["a": "a\n"])
    let repository = try box.open()
    let plan = try repository.plan("a", "b\n")
    let other = try box.commit(["c": "c\n"])
    #expect(kind { _ = try repository.commit(plan) } == .moved(to: other))
    #expect(box.read("a") == "a\n")
  }

  @Test(arguments: ["changed", "staged", "untracked", "deleted", "conflicted", "announced by git add -N"])
  func refusesADirtyTarget(how: String) throws {
    let box = try Sandbox()
    try box.commit(["x": "one\n", "y": "y\n"])
    var path = "x"
    switch how {
    case "changed": try box.write("x", "mine\n")
    case "staged":
      try box.write("x", "mine\n")
      try box.git("add", "x")
      try box.write("x", "one\n")
    case "deleted": try FileManager.default.removeItem(atPath: box.folder + "/x")
    case "conflicted":
      let blob = try box.git("rev-parse", "HEAD:x")
      try box.git(
        "update-index", "--index-info", input: Array("0 \(blob)\tx\n100644 \(blob) 1\tx\n100644 \(blob) 2\tx\n".utf8))
    default:
      path = "new"
      try box.write("new", "mine\n")
      if how != "untracked" { try box.git("add", "-N", "new") }
    }
    let repository = try box.open()
    let before = (try box.git("ls-files", "-s", "--debug"), box.read(path), try box.git("rev-parse", "HEAD"))
    #expect(kind { _ = try repository.commit(repository.plan(path, "two\n")) } == .dirty(path: path, how: how))
    #expect(try before == (box.git("ls-files", "-s", "--debug"), box.read(path), box.git("rev-parse", "HEAD")))
    #expect(try leftovers(box).isEmpty)
  }

  @Test(arguments: [false, true])
  func finishesWhatAnEarlierRunBegan(staged: Bool) throws {
    let box = try Sandbox()
    try box.commit(["x": "one\n"])
    try box.write("x", "two\n")
    if staged { try box.git("add", "x") }
    let repository = try box.open()
    _ = try repository.commit(repository.plan("x", "two\n"))
    #expect(try box.git("status", "--porcelain").isEmpty)
    #expect(try box.git("show", "HEAD:x") == "two")
  }

  @Test func keepsChangesThatGitTookForPossible() throws {
    // Same size, and so quickly that the index cannot tell by time: git looks into such files, and must go on to.
    let box = try Sandbox()
    try box.commit(["x": "one\n", "y": "aaa\n"])
    try box.write("y", "bbb\n")
    let repository = try box.open()
    _ = try repository.commit(repository.plan("x", "two\n"))
    #expect(try box.git("status", "--porcelain") == "M y")
  }

  @Test func writesLineEndsAsACheckoutWould() throws {
    let box = try Sandbox()
    try box.commit([".gitattributes": "*.yaml text eol=crlf\n", "x.yaml": "one\r\n"])
    let repository = try box.open()
    #expect(
      try repository.readWorkingFile(
        RepositoryPath("x.yaml"), through: repository.openWorkingFolder(), atMost: 100) == Array("one\n".utf8))
    _ = try repository.commit(repository.plan("x.yaml", "two\n"))
    #expect(box.read("x.yaml") == "two\r\n")
    #expect(try box.run("git", ["cat-file", "blob", "HEAD:x.yaml"]) == Array("two\n".utf8))
    #expect(try box.git("status", "--porcelain").isEmpty)
  }

  @Test func refusesFilters() throws {
    let box = try Sandbox()
    try box.commit([".gitattributes": "*.secret filter=crypt\n", "x.secret": "one\n"])
    let repository = try box.open()
    guard case .unsupported(let setting, _) = kind({ _ = try repository.commit(repository.plan("x.secret", "two\n")) })
    else {
      Issue.record("not refused")
      return
    }
    #expect(setting == "filter=crypt")
  }

  @Test func namesAStaleLock() throws {
    let box = try Sandbox()
    try box.commit(["x": "one\n"])
    let repository = try box.open()
    for lock in ["index.lock", "refs/heads/main.lock"] {
      try box.write(".git/" + lock, "")
      guard
        case .locked(let path, let age) = kind({ _ = try repository.commit(repository.plan("x", "2\n", patience: 20)) })
      else {
        Issue.record("not refused")
        return
      }
      #expect(path.hasSuffix("/.git/" + lock))
      #expect(age != nil)
      #expect(box.read(".git/" + lock) == "")
      try FileManager.default.removeItem(atPath: box.folder + "/.git/" + lock)
      #expect(box.read("x") == "one\n")
    }
  }

  @Test func refusesWhereItMustNotCommit() throws {
    let box = try Sandbox()
    try box.commit(["x": "one\n"])
    let repository = try box.open()
    let plan = try repository.plan("x", "two\n")
    try box.git("bisect", "start")
    #expect(kind { _ = try repository.commit(plan) } == .busy("bisect"))
    try box.git("bisect", "reset")
    try box.git("checkout", "-q", "--detach")
    #expect(kind { _ = try repository.commit(plan) } == .detached)
    try box.git("checkout", "-q", "main")
    try box.git("worktree", "add", "-q", "--force", box.folder + "/.git/other", "main")
    guard case .checkedOutElsewhere = kind({ _ = try repository.commit(plan) }) else {
      Issue.record("not refused")
      return
    }
    let bare = try Sandbox("--bare")
    let bareRepository = try bare.open()
    #expect(kind { _ = try bareRepository.commit(plan) } == .bare)
  }

  @Test func worksInAWorktreeOfABareRepository() throws {
    let origin = try Sandbox()
    try origin.commit(["x": "one\n"])
    let box = try Sandbox("none")
    try box.git("clone", "-q", "--bare", origin.folder, ".bare")
    try box.git("-C", ".bare", "worktree", "add", "-q", "../main", "main")
    let repository = try Repository.open(startingAt: box.folder + "/main", environment: box.environment)
    _ = try repository.commit(repository.plan("x", "two\n"))
    #expect(try box.git("-C", "main", "status", "--porcelain").isEmpty)
    #expect(try box.git("-C", ".bare", "show", "main:x") == "two")
  }

  @Test func neverWritesThroughALink() throws {
    let box = try Sandbox()
    try box.commit(["x": "one\n", "d/f": "f\n"])
    try FileManager.default.removeItem(atPath: box.folder + "/d")
    try FileManager.default.createDirectory(atPath: box.folder + "/.git/outside", withIntermediateDirectories: true)
    try box.write(".git/outside/f", "f\n")
    try FileManager.default.createSymbolicLink(atPath: box.folder + "/d", withDestinationPath: ".git/outside")
    let repository = try box.open()
    #expect(kind { _ = try repository.commit(repository.plan("d/f", "two\n")) } == .invalid)
    #expect(box.read(".git/outside/f") == "f\n")
  }

  @Test(arguments: ["", "../x", "a//b", ".git/config", "a/.GIT/x", "/etc/passwd"])
  func refusesPathsThatLeadOut(path: String) throws {
    let box = try Sandbox()
    try box.commit(["x": "one\n"])
    let repository = try box.open()
    #expect(kind { _ = try repository.commit(repository.plan(path, "two\n")) } == .invalid)
  }

  private func leftovers(_ box: Sandbox) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: box.folder + "/.git").filter {
      $0.hasPrefix("slipway") || $0.hasSuffix(".lock")
    }
  }
}
