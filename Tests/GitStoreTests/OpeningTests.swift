import Foundation
import GitStore
import Paths
import Testing

@Suite struct OpeningTests {
  @Test func findsTheRepositoryAbove() throws {
    let box = try Sandbox()
    try box.write("a/b/x", "x")
    let inner = box.folder + "/a/b"
    let repository = try Repository.open(startingAt: inner, environment: box.environment)
    #expect(repository.workingFolder.map { $0.hasSuffix(box.folder + "/") } == true)
    #expect(!repository.isBare && !repository.isShallow && !repository.isPartialClone)
    #expect(try repository.head == .unborn(reference: "refs/heads/main"))
    #expect(kind { _ = try repository.resolve("HEAD") } == .unborn)
    let ceiling = box.environment.merging(["GIT_CEILING_DIRECTORIES": box.folder + "/a"]) { $1 }
    #expect(kind { _ = try Repository.open(startingAt: inner, environment: ceiling) } == .notFound)
  }

  @Test func honoursTheEnvironment() throws {
    let box = try Sandbox()
    try box.commit(["x": "x\n"])
    try box.git("read-tree", "--index-output=.git/second", "HEAD")
    try box.git("rm", "-q", "--cached", "x")
    let repository = try Repository.open(
      environment: box.environment.merging([
        "GIT_DIR": box.folder + "/.git", "GIT_WORK_TREE": box.folder, "GIT_INDEX_FILE": box.folder + "/.git/second",
      ]) { $1 })
    #expect(repository.workingFolder == box.folder + "/")
    #expect(try repository.indexEntries().map(\.path.description) == ["x"])
    #expect(try box.open().indexEntries().isEmpty)
  }

  @Test(arguments: [
    (["core.repositoryformatversion=1", "extensions.worktreeconfig=true"], "extensions.worktreeconfig"),
    (["core.repositoryformatversion=1", "extensions.refstorage=reftable"], "extensions.refstorage"),
    (["core.repositoryformatversion=1", "extensions.relativeworktrees=true"], "extensions.relativeworktrees"),
    (["core.repositoryformatversion=1", "extensions.objectformat=sha256"], "extensions.objectformat"),
    (["core.repositoryformatversion=9"], "core.repositoryFormatVersion"),
  ])
  func namesTheSettingItCannotHonour(settings: [String], name: String) throws {
    let box = try Sandbox()
    for setting in settings {
      let parts = setting.split(separator: "=").map(String.init)
      try box.git("config", "--file", ".git/config", parts[0], parts[1])
    }
    guard case .unsupported(let setting, let remedy) = kind({ _ = try box.open() }) else {
      Issue.record("opened, or \(String(describing: kind { _ = try box.open() }))")
      return
    }
    #expect(setting == name)
    #expect(!remedy.isEmpty)
  }

  @Test func refusesSHA256() throws {
    let box = try Sandbox("--object-format=sha256")
    guard case .unsupported(let setting, _) = kind({ _ = try box.open() }) else {
      Issue.record("opened")
      return
    }
    #expect(setting.lowercased() == "extensions.objectformat")
  }

  @Test func refusesIndexesItWouldMisread() throws {
    let split = try Sandbox()
    try split.commit(["x": "x\n"])
    try split.git("update-index", "--split-index")
    guard case .unsupported("core.splitIndex", _) = kind({ _ = try split.open().indexEntries() }) else {
      Issue.record("\(String(describing: kind { _ = try split.open().indexEntries() }))")
      return
    }
    let bare = try Sandbox()
    try bare.commit(["x": "x\n"])
    let url = URL(fileURLWithPath: bare.folder + "/.git/index")
    var bytes = try Data(contentsOf: url)
    bytes.replaceSubrange((bytes.count - 20)..<bytes.count, with: Data(count: 20))
    try bytes.write(to: url)
    guard case .unsupported("index.skipHash", _) = kind({ _ = try bare.open().indexEntries() }) else {
      Issue.record("read")
      return
    }
    let sparse = try Sandbox()
    try sparse.commit(["x": "x\n", "d/y": "y\n", "e/z/q": "q\n"])
    try sparse.git("sparse-checkout", "set", "--cone", "--sparse-index", "d")
    guard case .unsupported = kind({ _ = try sparse.open().indexEntries() }) else {
      Issue.record("read")
      return
    }
  }

  @Test(.enabled(if: geteuid() == 0)) func tellsWhoseItIs() throws {
    let box = try Sandbox()
    try box.commit(["x": "x\n"])
    _ = try box.run("chown", ["-R", "12345", box.folder])
    #expect(kind { _ = try box.open() } == .notOwned(path: box.folder))
    _ = try box.run("chown", ["-R", "0", box.folder])
    #expect(kind { _ = try box.open() } == nil)
  }

  @Test func knowsShallowAndPartialClones() throws {
    let origin = try Sandbox()
    try origin.commit(["x": "1\n"])
    let tip = try origin.commit(["x": "2\n"])
    try origin.git("config", "uploadpack.allowFilter", "true")
    let shallow = try Sandbox("none")
    try shallow.git("clone", "-q", "--depth", "1", "file://" + origin.folder, ".")
    let one = try shallow.open()
    #expect(one.isShallow)
    #expect(kind { _ = try one.commits(reachableFrom: [tip]) } == .shallow)
    #expect(kind { _ = try one.resolve("HEAD~1") } == .shallow)
    var line = one.firstParentLine(from: tip)
    _ = try line.next()
    #expect(kind { _ = try line.next() } == .shallow)
    let partial = try Sandbox("none")
    try partial.git("clone", "-q", "--no-checkout", "--filter=blob:none", "file://" + origin.folder, ".")
    let two = try partial.open()
    #expect(two.isPartialClone)
    let blob = try origin.id("HEAD:x")
    #expect(kind { _ = try two.blob(blob, atMost: 100) } == .partialClone(missing: blob))
  }

  @Test func startsARepository() throws {
    let box = try Sandbox("none")
    let repository = try Repository.initialise(at: box.folder + "/new", environment: box.environment)
    #expect(try repository.head == .unborn(reference: "refs/heads/main"))
    _ = try repository.commit(repository.plan("x", "x\n"))
    #expect(try box.git("-C", "new", "status", "--porcelain").isEmpty)
  }
}
