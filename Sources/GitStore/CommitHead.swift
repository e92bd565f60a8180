/// What walking a line has to know of a commit: a fraction of ``Commit``, read in place.
package struct CommitHead: Hashable, Sendable {
  package let id: ObjectID
  /// The root of what the commit holds.
  package let tree: ObjectID
  /// The line's own parent; nil for a root.
  package let parent: ObjectID?
  /// Whether there are other parents.
  package let isMerge: Bool
  /// The committer date in seconds since 1970; nil for a malformed commit, whose ``Commit/flaw`` says why.
  package let seconds: Int64?
}

extension Commit {
  /// What a walk has to know of it.
  package var head: CommitHead {
    CommitHead(
      id: id, tree: tree, parent: parents.first, isMerge: parents.count > 1, seconds: committer?.seconds)
  }
}

extension Repository {
  /// Reads what a walk has to know of a commit.
  ///
  /// Throws as ``commit(_:)`` does.
  package func commitHead(_ id: ObjectID) throws(GitError) -> CommitHead {
    let object = try read(id, .commit, atMost: Self.commitLimit)
    if verification != .off, try Self.hash(object.bytes, .commit) != id {
      throw GitError(.corrupted, "commit \(id) holds other bytes than its own")
    }
    if let head = CommitHead(id: id, plain: object.bytes) { return head }
    return try Commit(id: id, bytes: Array(object.bytes)).head
  }

  /// The commits along first parents, the newest first, down to a root: each call tells the next one, nil is the end.
  package func heads(from tip: ObjectID) -> () throws(GitError) -> CommitHead? {
    var next: ObjectID? = tip
    return { () throws(GitError) in
      guard let id = next else { return nil }
      let head = try self.commitHead(id)
      next = head.parent
      return head
    }
  }
}

extension CommitHead {
  /// Reads a commit of the plain form that nearly all have; nil for any other, which ``Commit`` reads.
  init?(id: ObjectID, plain bytes: UnsafeRawBufferPointer) {
    var scanner = HeaderScanner(bytes)
    guard scanner.take("tree "), let tree = scanner.takeName() else { return nil }
    var parents = 0
    var first: ObjectID?
    while scanner.take("parent ") {
      guard let parent = scanner.takeName() else { return nil }
      if parents == 0 { first = parent }
      parents += 1
    }
    guard scanner.take("author "), scanner.takeStamp() != nil, scanner.take("committer "),
      let seconds = scanner.takeStamp()
    else { return nil }
    if scanner.take("gpgsig ") { scanner.skipContinuedLine() }
    guard scanner.take("\n"), !scanner.holdsNUL else { return nil }
    self.init(id: id, tree: tree, parent: first, isMerge: parents > 1, seconds: seconds)
  }
}

/// Steps through a commit's header in place.
private struct HeaderScanner {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var holdsNUL: Bool { bytes.contains(0) }

  mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for index in 0..<count where bytes[position + index] != text.utf8Start[index] { return false }
    position += count
    return true
  }

  /// Forty digits and the end of the line.
  mutating func takeName() -> ObjectID? {
    guard position + 41 <= bytes.count, bytes[position + 40] == UInt8(ascii: "\n"),
      let name = ObjectID(hexDigits: UnsafeRawBufferPointer(rebasing: bytes[position..<position + 40]))
    else { return nil }
    position += 41
    return name
  }

  /// `Name <email> seconds +zzzz` and the end of the line; the seconds.
  mutating func takeStamp() -> Int64? {
    guard let open = find(UInt8(ascii: "<")), open == position || bytes[open - 1] == UInt8(ascii: " ") else {
      return nil
    }
    position = open + 1
    guard let close = find(UInt8(ascii: ">")), close + 2 < bytes.count, bytes[close + 1] == UInt8(ascii: " ") else {
      return nil
    }
    position = close + 2
    var seconds: Int64 = 0
    let start = position
    while position < bytes.count, case let digit = bytes[position], digit >= 0x30, digit <= 0x39 {
      if position - start == 18 { return nil }
      seconds = seconds * 10 + Int64(digit - 0x30)
      position += 1
    }
    guard position > start, position + 7 <= bytes.count, bytes[position] == UInt8(ascii: " "),
      [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position + 1]),
      bytes[position + 6] == UInt8(ascii: "\n"),
      bytes[(position + 2)..<(position + 6)].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), bytes[position + 4] < 0x36
    else { return nil }
    position += 7
    return seconds
  }

  /// Where the byte stands in this line, before any other angle bracket.
  private func find(_ wanted: UInt8) -> Int? {
    var index = position
    while index < bytes.count, case let byte = bytes[index], byte != UInt8(ascii: "\n") {
      if byte == wanted { return index }
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { return nil }
      index += 1
    }
    return nil
  }

  /// To behind the line and those that continue it.
  mutating func skipContinuedLine() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") {
        position += 1
        if position >= bytes.count || bytes[position] != UInt8(ascii: " ") { return }
      } else {
        position += 1
      }
    }
  }
}
