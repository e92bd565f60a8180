internal import Crypto

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where everything stands in an index of version 2, 3 or 4: gitformat-index(5).
struct IndexContents {
  struct Line {
    /// Where its facts begin in the file.
    let start: Int
    /// Where its path stands, in what ``pathBytes(in:)`` gives.
    let path: Range<Int>
    /// Where the next line begins.
    let end: Int
  }

  struct Section {
    /// Four letters; in lower case where who does not know it must not read the index.
    let name: [UInt8]
    let content: Range<Int>
  }

  private(set) var version = 2
  private(set) var lines: [Line] = []
  private(set) var sections: [Section] = []
  /// The paths of version 4 written out: each line there says only how its path differs from the one before.
  private var writtenOut: [UInt8] = []

  /// An index without lines.
  init() {}

  /// Throws `.corrupted`, and `.unsupported` for split and sparse indexes and for one without its checksum.
  init(of bytes: [UInt8]) throws(GitError) {
    try bytes.withUnsafeBufferPointer { bytes throws(GitError) in try read(UnsafeRawBufferPointer(bytes)) }
  }

  /// What the paths of lines are ranges of.
  func pathBytes(in file: [UInt8]) -> [UInt8] { version == 4 ? writtenOut : file }

  private mutating func read(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
    guard bytes.count >= 32, bytes.starts(with: "DIRC".utf8) else { throw Self.flaw("is no index") }
    let (version, count, end) = (Int(Self.word(bytes, at: 4)), Int(Self.word(bytes, at: 8)), bytes.count - 20)
    guard (2...4).contains(version) else { throw Self.flaw("has the unknown version \(version)") }
    try Self.verify(bytes, end)
    self.version = version
    // A number that is made up must not reserve more than the file could hold.
    lines.reserveCapacity(min(count, end / IndexFacts.size))
    var position = 12
    for _ in 0..<count {
      guard let line = parse(bytes, at: position, end) else { throw Self.flaw("is cut off or garbled") }
      if let last = lines.last, !isSorted(last, line, bytes) { throw Self.flaw("is not sorted") }
      lines.append(line)
      position = line.end
    }
    while position < end {
      guard position + 8 <= end, case let size = Int(Self.word(bytes, at: position + 4)), position + 8 + size <= end
      else { throw Self.flaw("has an extension that is cut off") }
      let section = Section(name: Array(bytes[position..<position + 4]), content: position + 8..<position + 8 + size)
      if section.name[0] >= UInt8(ascii: "a") { throw Self.unsupported(section.name) }
      sections.append(section)
      position = section.content.upperBound
    }
  }

  private mutating func parse(_ bytes: UnsafeRawBufferPointer, at start: Int, _ end: Int) -> Line? {
    guard let base = bytes.baseAddress, start + IndexFacts.size + 2 <= end else { return nil }
    let isExtended = bytes[start + 60] & 0x40 != 0
    if isExtended, version == 2 { return nil }
    var name = start + IndexFacts.size + (isExtended ? 2 : 0)
    var kept = 0
    if version == 4 {
      guard let cut = Self.number(bytes, at: &name, end), let last = lines.last?.path ?? (cut == 0 ? 0..<0 : nil),
        cut <= last.count
      else { return nil }
      kept = last.count - cut
      // A copy: a slice of the array would make it copy itself as a whole when it grows.
      writtenOut += Array(writtenOut[last.lowerBound..<last.lowerBound + kept])
    }
    guard name < end, let terminator = memchr(base + name, 0, end - name) else { return nil }
    let nameEnd = UnsafeRawPointer(terminator) - base
    if version == 4 {
      writtenOut += bytes[name..<nameEnd]
      return Line(
        start: start, path: writtenOut.count - kept - (nameEnd - name)..<writtenOut.count, end: nameEnd + 1)
    }
    let next = start + (nameEnd - start + 8) & ~7
    return next <= end ? Line(start: start, path: name..<nameEnd, end: next) : nil
  }

  /// A number in git's variable width; nil where it does not end.
  private static func number(_ bytes: UnsafeRawBufferPointer, at position: inout Int, _ end: Int) -> Int? {
    var number = 0
    for step in 0..<5 where position < end {
      let byte = bytes[position]
      position += 1
      number = (step == 0 ? 0 : number + 1) << 7 | Int(byte & 0x7F)
      if byte & 0x80 == 0 { return number }
    }
    return nil
  }

  private func isSorted(_ left: Line, _ right: Line, _ bytes: UnsafeRawBufferPointer) -> Bool {
    func sorted(_ paths: UnsafeRawBufferPointer) -> Bool {
      let order = Self.order(
        UnsafeRawBufferPointer(rebasing: paths[left.path]), UnsafeRawBufferPointer(rebasing: paths[right.path]))
      if order != 0 { return order < 0 }
      let stages = (IndexFacts(bytes, at: left.start).stage, IndexFacts(bytes, at: right.start).stage)
      return stages.0 > 0 && stages.0 < stages.1
    }
    return version == 4 ? writtenOut.withUnsafeBytes(sorted) : sorted(bytes)
  }

  /// Below 0 where `left` comes first, by bytes.
  static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    if let one = left.baseAddress, let two = right.baseAddress {
      let order = memcmp(one, two, min(left.count, right.count))
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}

extension IndexContents {
  /// The checksum that an index ends with.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = Insecure.SHA1()
    hash.update(bufferPointer: bytes)
    return Array(hash.finalize())
  }

  private static func verify(_ bytes: UnsafeRawBufferPointer, _ end: Int) throws(GitError) {
    if bytes[end...].allSatisfy({ $0 == 0 }) {
      throw unsupported(
        "index.skipHash", "run git config index.skipHash false, then git update-index --force-write-index")
    }
    guard checksum(UnsafeRawBufferPointer(rebasing: bytes[..<end])).elementsEqual(bytes[end...]) else {
      throw flaw("does not have the checksum that it says")
    }
  }

  private static func unsupported(_ section: [UInt8]) -> GitError {
    switch String(decoding: section, as: UTF8.self) {
    case "link": unsupported("core.splitIndex", "run git update-index --no-split-index")
    case "sdir": unsupported("index.sparse", "run git sparse-checkout reapply --no-sparse-index")
    default: flaw("has an extension that is not known")
    }
  }

  private static func unsupported(_ setting: String, _ remedy: String) -> GitError {
    GitError(.unsupported(setting: setting, remedy: remedy), "\(setting) is not supported: \(remedy)")
  }

  private static func flaw(_ flaw: String) -> GitError { GitError(.corrupted, "the index \(flaw)") }
}
