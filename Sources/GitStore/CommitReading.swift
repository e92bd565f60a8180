extension Repository {
  /// Reads a commit.
  ///
  /// Throws `.corrupted` when tree or parents cannot be told; what is wrong behind them is the commit's `flaw`. Throws
  /// `.shallow` or `.notFound` when it is not here.
  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try Commit(id: id, bytes: commitBytes(id))
  }

  /// No commit of ours is larger.
  static let commitLimit = 4 << 20

  /// A commit's bytes as they are stored: what a signature covers is cut out of these.
  package func commitBytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    let object = try read(id, .commit, atMost: Self.commitLimit)
    let bytes = Array(object.bytes)
    if verification != .off, try Self.hash(object.bytes, .commit) != id {
      throw GitError(.corrupted, "commit \(id) holds other bytes than its own")
    }
    return bytes
  }
}

extension Commit {
  /// Reads a commit's bytes strictly: `tree`, any number of `parent`, `author`, `committer`, others, in this order.
  init(id: ObjectID, bytes: [UInt8]) throws(GitError) {
    var lines = HeaderLines(bytes)
    guard let first = lines.next(), first.name.elementsEqual("tree".utf8), let tree = ObjectID(hex: first.value) else {
      throw GitError(.corrupted, "commit \(id) names no tree")
    }
    var parents: [ObjectID] = []
    var line = lines.next()
    while let parent = line, parent.name.elementsEqual("parent".utf8) {
      guard let parentID = ObjectID(hex: parent.value) else {
        throw GitError(.corrupted, "commit \(id) has a parent that is no object name")
      }
      parents.append(parentID)
      line = lines.next()
    }
    var flaw: String?
    var author: Stamp?
    if let found = line, found.name.elementsEqual("author".utf8) {
      author = Stamp(found.value[...])
      if author == nil { flaw = "its author line is malformed" }
      line = lines.next()
    } else {
      flaw = "it has no author"
    }
    var committer: Stamp?
    if let found = line, found.name.elementsEqual("committer".utf8) {
      committer = Stamp(found.value[...])
      if committer == nil { flaw = flaw ?? "its committer line is malformed" }
      line = lines.next()
    } else if flaw == nil {
      flaw = line?.name.elementsEqual("author".utf8) == true ? "it has two authors" : "it has no committer"
    }
    var others: [Header] = []
    while let header = line {
      let isSignature = header.name.starts(with: "gpgsig".utf8)
      if Self.once.contains(where: { header.name.elementsEqual($0.utf8) })
        || isSignature && others.contains(where: { $0.name == header.name })
      {
        flaw = flaw ?? "its header \(String(decoding: header.name, as: UTF8.self)) stands twice or out of order"
      }
      others.append(header)
      line = lines.next()
    }
    if lines.isMalformed { flaw = flaw ?? "its header is malformed" }
    if bytes.contains(0) { flaw = flaw ?? "it holds a NUL byte" }
    self.init(
      id: id, tree: tree, parents: parents, author: flaw == nil ? author : nil,
      committer: flaw == nil ? committer : nil,
      extraHeaders: others, message: Array(lines.rest), flaw: flaw)
  }

  private static let once = ["tree", "parent", "author", "committer"]
}

/// The header lines of a commit, up to the empty line.
private struct HeaderLines {
  private(set) var rest: ArraySlice<UInt8>
  private(set) var isMalformed = false

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func next() -> Commit.Header? {
    guard let line = takeLine() else { return nil }
    guard let space = line.firstIndex(of: UInt8(ascii: " ")), space > line.startIndex else {
      isMalformed = true
      return Commit.Header(name: Array(line), value: [])
    }
    var value = Array(line[(space + 1)...])
    while rest.first == UInt8(ascii: " "), let more = takeLine() {
      value += [UInt8(ascii: "\n")] + more.dropFirst()
    }
    return Commit.Header(name: Array(line[..<space]), value: value)
  }

  /// Nil at the empty line, which is taken, and at the end.
  private mutating func takeLine() -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      isMalformed = true
      defer { rest = [] }
      return rest
    }
    defer { rest = rest[(end + 1)...] }
    return end == rest.startIndex ? nil : rest[..<end]
  }
}
