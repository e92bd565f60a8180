/// A commit, read from its raw bytes.
package struct Commit: Hashable, Sendable {
  /// The name, which the bytes were checked against.
  package let id: ObjectID
  /// The root of what the commit holds.
  package let tree: ObjectID
  /// The commits before it, the line's own first.
  package let parents: [ObjectID]
  /// Who wrote the change; nil only where ``flaw`` says why it cannot be told.
  package let author: Stamp?
  /// Who made the commit; nil only where ``flaw`` says why it cannot be told.
  package let committer: Stamp?
  /// All headers behind the committer, such as `gpgsig`, in order, continuation lines joined by newlines.
  package let extraHeaders: [Header]
  /// The bytes behind the first empty line.
  package let message: [UInt8]
  /// What makes the commit malformed: such a commit must not be attributed to anyone.
  package let flaw: String?

  /// One header line of a commit.
  package struct Header: Hashable, Sendable {
    /// What stands before the first space.
    package let name: [UInt8]
    /// What stands behind it.
    package let value: [UInt8]
  }
}

/// A person and a moment, as a commit records them.
package struct Stamp: Hashable, Sendable {
  /// The name; may be empty.
  package let name: [UInt8]
  /// What stands between the angle brackets; may be empty.
  package let email: [UInt8]
  /// Seconds since 1970.
  package let seconds: Int64
  /// Minutes east of Greenwich.
  package let offset: Int

  /// Puts a stamp together; a commit is refused if it could not be read back as given.
  package init(name: some Sequence<UInt8>, email: some Sequence<UInt8>, seconds: Int64, offset: Int) {
    self.name = Array(name)
    self.email = Array(email)
    self.seconds = seconds
    self.offset = offset
  }

  /// `Name <email> seconds +zzzz`, as commits and reflogs hold it.
  var bytes: [UInt8] {
    let minutes = abs(offset)
    let zone = [minutes / 600, minutes / 60 % 10, minutes % 60 / 10, minutes % 10].map(String.init).joined()
    return name + Array(" <".utf8) + email + Array("> \(seconds) \(offset < 0 ? "-" : "+")\(zone)".utf8)
  }

  /// Reads `Name <email> seconds +zzzz`; nil for anything that git and libgit2 could read in two ways.
  init?(_ line: ArraySlice<UInt8>) {
    guard let open = line.firstIndex(of: UInt8(ascii: "<")), let close = line.firstIndex(of: UInt8(ascii: ">")),
      open < close, line.lastIndex(of: UInt8(ascii: "<")) == open, line.lastIndex(of: UInt8(ascii: ">")) == close,
      open == line.startIndex || line[open - 1] == UInt8(ascii: " ")
    else { return nil }
    let rest = line[(close + 1)...].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard rest.count == 3, rest[0].isEmpty, let seconds = Self.number(rest[1]), rest[2].count == 5,
      let zone = Self.number(rest[2].dropFirst()), zone % 100 < 60
    else { return nil }
    switch rest[2].first {
    case UInt8(ascii: "+"): offset = Int(zone / 100 * 60 + zone % 100)
    case UInt8(ascii: "-"): offset = -Int(zone / 100 * 60 + zone % 100)
    default: return nil
    }
    name = Array(line[..<open].dropLast())
    email = Array(line[(open + 1)..<close])
    self.seconds = seconds
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }
}
