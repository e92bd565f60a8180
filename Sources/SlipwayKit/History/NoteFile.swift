internal import GitStore

/// A file of notes, in which single ones are found by the commit that they are about.
///
/// The notes stand behind each other as they were made, before each how long it is, in four bytes, the lowest first. A
/// note begins with the name of its commit; what else it says is its own affair.
struct NoteFile {
  private static let head = PrivateFormat.mark
  private static let lengthSize = 4

  /// How many bytes a note takes.
  static func size(of note: [UInt8]) -> Int { lengthSize + note.count }

  private var bytes: [UInt8]
  private var places: [ObjectID: Range<Int>] = [:]
  /// Whether the file on disk ends behind a note, so that others can follow.
  private var isIntact = false

  /// In bytes.
  var size: Int { bytes.count }

  /// Takes the bytes as they are on disk: of another version's none are used, and none behind what was cut off.
  init(_ bytes: [UInt8]) {
    if bytes.starts(with: Self.head) {
      self.bytes = bytes
      let end = find(from: Self.head.count)
      isIntact = end == bytes.count
      self.bytes.removeSubrange(end...)
    } else {
      self.bytes = Self.head
    }
  }

  /// The note about a commit, the last one where there are several; nil where there is none.
  func note(of commit: ObjectID) -> [UInt8]? { places[commit].map { Array(bytes[$0]) } }

  /// What has to become of the file on disk.
  enum Change: Equatable {
    /// These bytes follow.
    case append([UInt8])
    /// The file holds these instead.
    case replace([UInt8])
  }

  /// Adds notes, each of at least 20 bytes.
  ///
  /// - Parameter limit: How long the file gets, in bytes; where it would be longer, what was written first goes.
  mutating func add(_ notes: [[UInt8]], limit: Int) -> Change {
    let added = notes.flatMap { note in withUnsafeBytes(of: UInt32(note.count).littleEndian) { Array($0) } + note }
    if isIntact, size + added.count <= limit {
      let end = bytes.count
      bytes += added
      _ = find(from: end)
      return .append(added)
    }
    self = NoteFile(Self.head + latest(atMost: limit / 2) + added)
    return .replace(bytes)
  }

  /// The notes that were written last, as many as fit into some bytes.
  private func latest(atMost size: Int) -> ArraySlice<UInt8> {
    let starts = places.values.lazy.map { $0.lowerBound - Self.lengthSize }
    return starts.filter { $0 >= bytes.count - size }.min().map { bytes[$0...] } ?? []
  }

  /// Finds the notes from a place on, and tells where the last whole one ends.
  private mutating func find(from start: Int) -> Int {
    places.reserveCapacity(places.count + (bytes.count - start) / 200)
    var end = start
    while end + Self.lengthSize <= bytes.count {
      let note = end + Self.lengthSize
      let length = bytes[end..<note].reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length >= 20, length <= bytes.count - note, let commit = ObjectID(bytes: bytes[note..<note + 20]) else {
        break
      }
      places[commit] = note..<note + length
      end = note + length
    }
    return end
  }
}
