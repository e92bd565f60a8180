internal import GitStore

/// The file of a checkpoint that holds the transitions by feature: to read those of one, two small pieces of it are read.
///
/// The features stand in the order of their names, on pages of some KiB. An index comes before the first page, and before
/// the index how long that is. It says up to which tip, and for each page which feature begins it, where it lies behind
/// the index, how long it is and what it hashes to.
struct TransitionFile: ~Copyable {
  private static let name = "transitions"
  /// How full a page gets, in bytes, before the next one is begun.
  private static let pageSize = 4_096

  /// A transition, and the number of its landing.
  private typealias Entry = (landing: Int, transition: LoggedTransition)

  private struct Page {
    let first: ArraySlice<UInt8>
    let place: Int
    let size: Int
    let hash: ArraySlice<UInt8>
  }

  private let file: PrivateFile
  /// Where the first page begins.
  private let start: Int
  private let pages: [Page]
  private var findings: FindingReader

  /// Nil where there is none up to this tip, or the clock would change it.
  ///
  /// - Parameter now: Seconds since 1970.
  init?(in repository: Repository, to tip: ObjectID, now: Int) {
    guard let file = repository.openPrivateFile(Self.name), let length = file.next(8).flatMap(Self.number),
      let bytes = file.next(length), var index = try? ByteReader(sealed: bytes)
    else { return nil }
    do {
      try index.expect(PrivateFormat.mark)
      guard try index.id() == tip, try index.number() <= now else { return nil }
      pages = try index.list {
        Page(first: try $0.part(), place: try $0.number(), size: try $0.number(), hash: try $0.part())
      }
    } catch {
      return nil
    }
    self.file = file
    start = 8 + bytes.count
    findings = FindingReader(repository: repository)
  }

  /// Those of one feature, the oldest first; nil where it has none, or they cannot be read.
  consuming func transitions(of feature: String) -> [LoggedTransition]? {
    let name = Array(feature.utf8)
    guard let page = pages.last(where: { !name.lexicographicallyPrecedes($0.first) }) else { return nil }
    do {
      var reader = try reader(of: page)
      while !reader.isAtEnd {
        let found = try reader.text()
        let entries = try entries(of: found, &reader)
        if found == feature { return entries.map { $0.transition } }
      }
    } catch {}
    return nil
  }

  /// All of them by the number of their landing, and there by feature; nil where they cannot be read.
  consuming func byLanding() -> [Int: [LoggedTransition]]? {
    var found: [Int: [LoggedTransition]] = [:]
    do {
      for page in pages {
        var reader = try reader(of: page)
        while !reader.isAtEnd {
          for entry in try entries(of: reader.text(), &reader) {
            found[entry.landing, default: []].append(entry.transition)
          }
        }
      }
    } catch {
      return nil
    }
    return found
  }

  private func reader(of page: Page) throws -> ByteReader {
    file.seek(to: start &+ page.place)
    guard let bytes = file.next(page.size) else { throw BrokenPrivateFile() }
    return try ByteReader(bytes, hash: page.hash)
  }

  private mutating func entries(of feature: String, _ reader: inout ByteReader) throws -> [Entry] {
    try reader.list { (try $0.number(), try findings.transition(of: feature, &$0)) }
  }

  // MARK: Writing

  static func write(_ line: JudgedLine, in repository: Repository) throws {
    var entries: [String: [Entry]] = [:]
    for landing in line.noted {
      for transition in landing.transitions {
        entries[transition.feature, default: []].append((landing.number, transition))
      }
    }
    var pages: [(first: String, bytes: ByteWriter)] = []
    for (feature, list) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      if pages.last.map({ $0.bytes.bytes.count >= pageSize }) ?? true { pages.append((feature, ByteWriter())) }
      try write(list, of: feature, to: &pages[pages.count - 1].bytes)
    }
    var (index, place) = (ByteWriter(), 0)
    index.add(plain: PrivateFormat.mark)
    index.add(line.tip)
    index.add(line.latest)
    index.add(list: pages) { index, page in
      index.add(page.first)
      index.add(place)
      index.add(page.bytes.bytes.count)
      index.add(page.bytes.hash)
      place += page.bytes.bytes.count
    }
    var head = ByteWriter()
    head.add(index.sealed.count)
    repository.writePrivateFile(name, head.bytes + index.sealed + pages.flatMap { $0.bytes.bytes })
  }

  private static func write(_ entries: [Entry], of feature: String, to page: inout ByteWriter) throws {
    page.add(feature)
    try page.add(list: entries) { page, entry in
      page.add(entry.landing)
      try entry.transition.write(to: &page)
    }
  }

  private static func number(_ bytes: [UInt8]) -> Int? {
    bytes.count == 8 ? bytes.reversed().reduce(0) { $0 << 8 | Int($1) } : nil
  }
}
