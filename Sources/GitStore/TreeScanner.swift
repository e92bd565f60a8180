#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Steps through a tree's bytes without copying them, and refuses what git's own checks call an error.
///
/// The bytes must outlive the scanner.
struct TreeScanner {
  /// An entry in place.
  struct Entry {
    let mode: UInt32
    let name: UnsafeRawBufferPointer
    let id: ObjectID
    let range: Range<Int>

    var isFolder: Bool { mode == 0o040000 }
    var value: TreeEntry { TreeEntry(name: Array(name), mode: mode, id: id) }
  }

  private let bytes: UnsafeRawBufferPointer
  private let id: ObjectID
  private(set) var position: Int
  private var previous: Entry?
  /// Files whose name begins the current one: `a` while `a.b` is read, as a folder `a` may still follow.
  private var openNames: [UnsafeRawBufferPointer] = []

  init(_ bytes: UnsafeRawBufferPointer, of id: ObjectID, from position: Int = 0) {
    self.bytes = bytes
    self.id = id
    self.position = position
  }

  /// The bytes not yet read.
  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[position...]) }

  /// The next entry; nil at the end.
  mutating func next() throws(GitError) -> Entry? {
    if position == bytes.count { return nil }
    guard let entry = parse() else { throw flaw("is cut off or garbled") }
    if let flaw = Self.flaw(inName: entry.name) { throw self.flaw(flaw) }
    if let previous {
      let order = Self.order(previous, entry)
      if order == 0 || Self.isEqual(previous.name, entry.name) { throw flaw("has two entries of one name") }
      if order > 0 { throw flaw("is not sorted") }
      try checkOpenNames(previous, entry)
    }
    previous = entry
    position = entry.range.upperBound
    return entry
  }

  private func parse() -> Entry? {
    guard let base = bytes.baseAddress else { return nil }
    var mode: UInt32 = 0
    var index = position
    while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
      guard bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "7"), index - position < 7 else {
        return nil
      }
      mode = mode << 3 | UInt32(bytes[index] & 7)
      index += 1
    }
    index += 1
    guard index < bytes.count, index > position + 1,
      let end = memchr(base + index, 0, bytes.count - index)
    else { return nil }
    let nameEnd = UnsafeRawPointer(end) - base
    guard nameEnd + 21 <= bytes.count else { return nil }
    return Entry(
      mode: mode, name: UnsafeRawBufferPointer(start: base + index, count: nameEnd - index),
      id: ObjectID(UnsafeRawPointer(base + nameEnd + 1)), range: position..<(nameEnd + 21))
  }

  /// A file and a folder of one name need not be neighbours: `a`, `a.b`, `a/`.
  private mutating func checkOpenNames(_ previous: Entry, _ entry: Entry) throws(GitError) {
    if !previous.isFolder, Self.begins(entry.name, previous.name) { openNames.append(previous.name) }
    while let open = openNames.last, !Self.begins(entry.name, open) { openNames.removeLast() }
    if entry.isFolder, openNames.contains(where: { Self.isEqual($0, entry.name) }) {
      throw flaw("has two entries of one name")
    }
  }

  private func flaw(_ flaw: String) -> GitError { GitError(.corrupted, "tree \(id) \(flaw)") }

  private static func flaw(inName name: UnsafeRawBufferPointer) -> String? {
    guard let first = name.first else { return "has an entry without a name" }
    if name.contains(UInt8(ascii: "/")) { return "has a name with a slash" }
    guard first == UInt8(ascii: "."), name.count <= 4 else { return nil }
    if name.count == 1 || name.count == 2 && name[1] == first { return "has an entry named . or .." }
    if name.count == 4, name[1] | 0x20 == UInt8(ascii: "g"), name[2] | 0x20 == UInt8(ascii: "i"),
      name[3] | 0x20 == UInt8(ascii: "t")
    {
      return "has an entry named .git"
    }
    return nil
  }

  /// Git's order: by bytes, a folder as if its name ended in a slash.
  ///
  /// Below 0 if `left` comes first.
  static func order(_ left: Entry, _ right: Entry) -> Int32 {
    let shared = min(left.name.count, right.name.count)
    if let one = left.name.baseAddress, let two = right.name.baseAddress {
      let order = memcmp(one, two, shared)
      if order != 0 { return order }
    }
    return Int32(left.byte(at: shared)) - Int32(right.byte(at: shared))
  }

  private static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    left.count == right.count && begins(left, right)
  }

  private static func begins(_ name: UnsafeRawBufferPointer, _ prefix: UnsafeRawBufferPointer) -> Bool {
    guard name.count >= prefix.count, let one = name.baseAddress, let two = prefix.baseAddress else { return false }
    return memcmp(one, two, prefix.count) == 0
  }
}

extension TreeScanner.Entry {
  fileprivate func byte(at index: Int) -> UInt8 {
    index < name.count ? name[index] : isFolder ? UInt8(ascii: "/") : 0
  }
}
