internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What becomes of one path in the index.
struct IndexChange {
  let path: RepositoryPath
  /// What it holds now; nil to take it out.
  let leaf: TreeEdit.Leaf?
  /// How the working file looks.
  let status: stat?
}

/// Puts lines into an index or takes them out; every other line keeps its bytes.
///
/// Of the extensions the cached trees stay, as far as they still hold, and what undoes a resolved conflict; others are
/// caches that git makes anew.
struct IndexSplice {
  private let index: IndexFile
  private let old: [UInt8]
  private var new: [UInt8] = []
  /// The path of the last line written: version 4 says only how the next one differs.
  private var lastPath = RepositoryPath("")

  /// Lines of a forgotten size are read again by git before it trusts them.
  init(of index: IndexFile, forgettingSizesOf doubtful: [Int]) {
    self.index = index
    var bytes = index.bytes
    for start in doubtful.map({ index.contents.lines[$0].start }) {
      bytes.replaceSubrange(start + 36..<start + 40, with: [0, 0, 0, 0])
    }
    old = bytes
  }

  /// The whole new file; each path is changed once.
  consuming func bytes(with changes: [IndexChange]) -> [UInt8] {
    new.reserveCapacity(old.count + changes.map { 128 + $0.path.bytes.count }.reduce(64, +))
    new += Array("DIRC".utf8) + bigEndian(UInt32(index.contents.version)) + bigEndian(UInt32(0))
    var (count, position) = (index.count, 0)
    for change in changes.sorted(by: { $0.path < $1.path }) {
      let place = index.firstPosition(notBefore: change.path)
      let facts = index.facts(at: change.path)
      copy(position..<place)
      if let leaf = change.leaf {
        append(change, leaf, facts ?? IndexFacts())
        if facts == nil { count += 1 }
      } else if facts != nil {
        count -= 1
      }
      position = facts == nil ? place : place + 1
    }
    copy(position..<index.count)
    new.replaceSubrange(8..<12, with: bigEndian(UInt32(count)))
    copySections(changes.map(\.path))
    new += new.withUnsafeBytes(IndexContents.checksum)
    return new
  }

  private mutating func copy(_ positions: Range<Int>) {
    guard let first = positions.first, let last = positions.last else { return }
    let lines = index.contents.lines
    var start = lines[first].start
    if index.contents.version == 4, lastPath != (first == 0 ? RepositoryPath("") : index.path(at: first - 1)) {
      appendLine(index.facts(at: first), index.path(at: first))
      start = lines[first].end
    }
    new += old[start..<lines[last].end]
    lastPath = index.path(at: last)
  }

  private mutating func append(_ change: IndexChange, _ leaf: TreeEdit.Leaf, _ facts: IndexFacts) {
    var facts = facts
    facts.mode = leaf.mode
    facts.id = leaf.id
    facts.flags = facts.flags & 0xF000 | UInt16(min(change.path.bytes.count, 0xFFF))
    if let status = change.status { facts.note(status) }
    appendLine(facts, change.path)
  }

  private mutating func appendLine(_ facts: IndexFacts, _ path: RepositoryPath) {
    var line = facts.bytes
    if index.contents.version == 4 {
      let kept = zip(lastPath.bytes, path.bytes).prefix { $0 == $1 }.count
      line += Self.number(lastPath.bytes.count - kept) + path.bytes[kept...] + [0]
    } else {
      line += path.bytes
      // At least one, so that the path ends.
      line += [UInt8](repeating: 0, count: 8 - line.count % 8)
    }
    new += line
    lastPath = path
  }

  /// A number in git's variable width.
  private static func number(_ number: Int) -> [UInt8] {
    var bytes = [UInt8(number & 0x7F)]
    var rest = number >> 7
    while rest > 0 {
      rest -= 1
      bytes.insert(UInt8(0x80 | rest & 0x7F), at: 0)
      rest >>= 7
    }
    return bytes
  }

  private mutating func copySections(_ changed: [RepositoryPath]) {
    for section in index.contents.sections {
      let content: [UInt8]?
      switch String(decoding: section.name, as: UTF8.self) {
      case "TREE": content = CachedTrees(old[section.content]).without(changed)
      case "REUC": content = Array(old[section.content])
      default: content = nil
      }
      guard let content else { continue }
      new += section.name + bigEndian(UInt32(content.count)) + content
    }
  }
}
