import GitStore
import Paths
import Testing

@Suite struct TreeReadingTests {
  let box: Sandbox
  let blob: ObjectID
  let repository: Repository

  init() throws {
    box = try Sandbox()
    try box.commit(["a": "a\n"])
    blob = try box.id("HEAD:a")
    repository = try box.open()
  }

  @Test(arguments: [
    ["a", "a"], ["b", "a"], [".."], ["."], [".git"], [".GiT"], ["x/../../etc"], ["/etc"], [""],
  ])
  func refusesNames(names: [String]) throws {
    let tree = try box.storeTree(names.map { ("100644", $0, blob) })
    #expect(kind { _ = try repository.tree(tree) } == .corrupted)
    #expect(kind { _ = try repository.files(in: tree) } == .corrupted)
    #expect(kind { _ = try repository.changedFiles(from: nil, to: tree) } == .corrupted)
    #expect(kind { _ = try repository.changedFiles(from: box.id("HEAD^{tree}"), to: tree) } == .corrupted)
    #expect(kind { _ = try repository.entry(at: RepositoryPath("q"), in: tree) } == .corrupted)
  }

  @Test func refusesAFileAndAFolderOfOneName() throws {
    let inner = try box.id("HEAD^{tree}")
    let tree = try box.storeTree([("100644", "a", blob), ("100644", "a.b", blob), ("40000", "a", inner)])
    #expect(kind { _ = try repository.tree(tree) } == .corrupted)
    let fine = try box.storeTree([("100644", "a.b", blob), ("40000", "a", inner), ("100644", "a0", blob)])
    #expect(try repository.tree(fine).count == 3)
  }

  @Test func refusesATreeThatIsCutOff() throws {
    for bytes in [Array("100644 a".utf8), Array("100644 a\0123".utf8), Array("9 a\0".utf8) + blob.bytes, [0x20]] {
      let tree = try box.store(bytes, as: "tree")
      #expect(kind { _ = try repository.tree(tree) } == .corrupted)
    }
  }

  @Test(arguments: ["0", "100664", "107777", "120000", "160000"])
  func keepsModesAsStored(mode: String) throws {
    let tree = try box.storeTree([(mode, "a", blob)])
    #expect(try repository.tree(tree).map(\.mode) == [UInt32(mode, radix: 8)])
  }

  @Test func keepsNamesThatAreNoText() throws {
    for name in [[0xCC, 0x81, 0x78], [0x0A, 0x25], [0xFF], Array("::error::".utf8)] as [[UInt8]] {
      let tree = try box.store(Array("100644 ".utf8) + name + [0] + blob.bytes, as: "tree")
      #expect(try repository.files(in: tree).map(\.path.bytes) == [name])
    }
  }

  @Test func survivesDepth() throws {
    var tree = try box.id("HEAD^{tree}")
    for _ in 0..<70 { tree = try box.storeTree([("40000", "d", tree)]) }
    guard case .tooLarge = kind({ _ = try repository.files(in: tree) }) else {
      Issue.record("no limit")
      return
    }
    guard case .tooLarge = kind({ _ = try repository.changedFiles(from: nil, to: tree) }) else {
      Issue.record("no limit")
      return
    }
  }

  @Test func survivesABomb() throws {
    var tree = try box.id("HEAD^{tree}")
    for _ in 0..<7 { tree = try box.storeTree((0..<10).map { ("40000", "\($0)", tree) }) }
    let limits = WalkLimits(entries: 10_000)
    #expect(kind { _ = try repository.files(in: tree, limits: limits) } == .tooLarge(size: 10_001))
    #expect(kind { _ = try repository.changedFiles(from: nil, to: tree, limits: limits) } == .tooLarge(size: 10_001))
  }

  @Test func walksAndCompares() throws {
    let old = try box.commit(["a": "a\n", "d/x": "1\n", "d/y": "1\n", "e/z": "1\n", "n": "1\n"])
    try box.git("rm", "-q", "n", "d/y")
    let new = try box.commit(["d/x": "2\n", "e/z/deep": "2\n", "n/in": "3\n"].filter { $0.key != "e/z/deep" })
    let (before, after) = (try repository.commit(old).tree, try repository.commit(new).tree)
    #expect(try repository.files(in: after).map(\.path.description) == ["a", "d/x", "e/z", "n/in"])
    #expect(try repository.files(in: after, below: RepositoryPath("d")).map(\.path.description) == ["d/x"])
    #expect(try repository.files(in: after, opening: { $0.description != "d" }).count == 3)
    let changes = try repository.changedFiles(from: before, to: after)
    #expect(changes.map(\.path.description).sorted() == ["d/x", "d/y", "n", "n/in"])
    #expect(changes.filter { $0.before == nil }.map(\.path.description) == ["n/in"])
    #expect(changes.filter { $0.after == nil }.map(\.path.description).sorted() == ["d/y", "n"])
    let raw = try box.git("diff-tree", "-r", "--name-only", old.hex, new.hex)
    #expect(Set(raw.split(separator: "\n").map(String.init)) == Set(changes.map(\.path.description)))
    #expect(try repository.entry(at: RepositoryPath("d/x"), in: after)?.mode == 0o100644)
    #expect(try repository.entry(at: RepositoryPath("d/x/y"), in: after) == nil)
    // What the comparison found is remembered, and is what anybody else reads.
    let other = try box.open()
    for tree in [before, after] {
      for path in changes.map(\.path) + [RepositoryPath("a"), RepositoryPath("n"), RepositoryPath("d")] {
        #expect(try repository.entry(at: path, in: tree) == other.entry(at: path, in: tree))
      }
    }
    #expect(try repository.entry(at: RepositoryPath("n"), in: after)?.isFolder == true)
  }

  @Test func readsSizesFirst() throws {
    #expect(kind { _ = try repository.blob(blob, atMost: 1) } == .tooLarge(size: 2))
    #expect(try repository.blob(blob, atMost: 2) == Array("a\n".utf8))
    #expect(kind { _ = try repository.blob(box.id("HEAD"), atMost: 9_999) } == .corrupted)
    #expect(kind { _ = try repository.commit(.zero) } == .notFound)
    #expect(try Repository.blobID(of: Array("a\n".utf8)) == blob)
  }
}

@Suite struct CommitReadingTests {
  let box: Sandbox
  let repository: Repository
  let tree: ObjectID

  init() throws {
    box = try Sandbox()
    try box.commit(["a": "a\n"])
    tree = try box.id("HEAD^{tree}")
    repository = try box.open()
  }

  @Test(arguments: [
    "author A <a@x> 1 +0000\nauthor B <b@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nm",
    "author A <a@x> <b@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nm",
    "author A <a@x>\ncommitter A <a@x> 1 +0000\n\nm", "author A <a@x> 1 +0000\n\nm", "\nm",
    "author A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nm\0n",
    "author A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\ngpgsig a\ngpgsig b\n\nm",
    "author A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\nparent 0000000000000000000000000000000000000000\n\nm",
    "author A <a@x> 99999999999999999999 +0000\ncommitter A <a@x> 1 +0000\n\nm",
    "author A <a@x> 1 0100\ncommitter A <a@x> 1 +0000\n\nm",
  ])
  func attributesNothingMalformed(text: String) throws {
    let id = try box.store(Array("tree \(tree)\n\(text)".utf8), as: "commit")
    let commit = try repository.commit(id)
    #expect(commit.flaw != nil)
    #expect(commit.author == nil && commit.committer == nil)
    #expect(commit.tree == tree)
  }

  @Test func refusesACommitWithoutATree() throws {
    let id = try box.store(Array("author A <a@x> 1 +0000\n\nm".utf8), as: "commit")
    #expect(kind { _ = try repository.commit(id) } == .corrupted)
  }

  @Test func readsAllOfIt() throws {
    let head = try box.id("HEAD")
    let text =
      "parent \(head)\nauthor Ö <a@x> 1700000000 -0330\ncommitter B <b@x> 2 +1400\nencoding x\ngpgsig a\n b\n\nm\n"
    let commit = try repository.commit(box.store(Array("tree \(tree)\n\(text)".utf8), as: "commit"))
    #expect(commit.flaw == nil)
    #expect(commit.parents == [head])
    #expect(commit.author == Stamp(name: "Ö".utf8, email: "a@x".utf8, seconds: 1_700_000_000, offset: -210))
    #expect(commit.committer?.offset == 840)
    #expect(commit.extraHeaders.map { String(decoding: $0.value, as: UTF8.self) } == ["x", "a\nb"])
    #expect(commit.message == Array("m\n".utf8))
  }

  @Test func walksHistory() throws {
    let first = try box.id("HEAD")
    try box.git("checkout", "-q", "-b", "side")
    let side = try box.commit(["s": "s"])
    try box.git("checkout", "-q", "main")
    let second = try box.commit(["b": "b"])
    try box.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    let merge = try box.id("HEAD")
    var line = repository.firstParentLine(from: merge)
    var seen: [ObjectID] = []
    while let commit = try line.next() { seen.append(commit.id) }
    #expect(seen == [merge, second, first])
    let all = try repository.commits(reachableFrom: [merge], notFrom: [first])
    #expect(all.first == merge && Set(all) == [merge, second, side])
    #expect(try repository.isAncestor(side, of: merge))
    #expect(try !repository.isAncestor(merge, of: side))
    #expect(try repository.mergeBases(second, side) == [first])
    #expect(repository.contains(merge) && !repository.contains(tree) && !repository.contains(.zero))
    #expect(try repository.resolve("main~1") == second)
    #expect(kind { _ = try repository.resolve("nowhere") } == .notFound)
    #expect(kind { _ = try repository.resolve("a..b..") } == .invalid)
    #expect(try repository.head == .branch(reference: "refs/heads/main", commit: merge))
  }

  @Test func isNotMisledByReplaceRefs() throws {
    let old = try box.id("HEAD")
    let new = try box.commit(["b": "b"])
    try box.git("replace", new.hex, old.hex)
    #expect(try repository.commit(new).parents == [old])
  }
}
