#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the index notes of a file besides its path: gitformat-index(5).
struct IndexFacts {
  /// Seconds since 1970, and billionths of one, each cut off to 32 bits.
  struct Time: Equatable {
    var seconds: UInt32 = 0
    var nanoseconds: UInt32 = 0
  }

  /// How many bytes the facts take in the file, extended flags left out.
  static let size = 62

  var changed = Time()
  var modified = Time()
  var device: UInt32 = 0
  var inode: UInt32 = 0
  var mode: UInt32 = 0
  var user: UInt32 = 0
  var group: UInt32 = 0
  var fileSize: UInt32 = 0
  var id = ObjectID.zero
  var flags: UInt16 = 0
  /// What versions 3 and 4 can note besides; they have it exactly if it says something.
  var extendedFlags: UInt16 = 0

  /// 0, or 1 to 3 for the base, ours and theirs of a conflict.
  var stage: Int { Int(flags >> 12 & 3) }
  /// Whether extended flags follow.
  var isExtended: Bool { flags & 0x4000 != 0 }
  /// Announced by `git add -N`.
  var isIntentToAdd: Bool { extendedFlags & 0x2000 != 0 }
  /// Left out of the working tree by a sparse checkout.
  var isSkipped: Bool { extendedFlags & 0x4000 != 0 }
}

extension IndexFacts {
  /// Reads the facts of a file without any doubt about whether they are there.
  init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    func word(_ offset: Int) -> UInt32 {
      UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt32.self))
    }
    func half(_ offset: Int) -> UInt16 {
      UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt16.self))
    }
    changed = Time(seconds: word(0), nanoseconds: word(4))
    modified = Time(seconds: word(8), nanoseconds: word(12))
    (device, inode, mode, user, group, fileSize) = (word(16), word(20), word(24), word(28), word(32), word(36))
    if let base = bytes.baseAddress { id = ObjectID(base + start + 40) }
    flags = half(60)
    if isExtended { extendedFlags = half(62) }
  }

  /// The bytes as the file has them, extended flags included.
  var bytes: [UInt8] {
    let words = [
      changed.seconds, changed.nanoseconds, modified.seconds, modified.nanoseconds, device, inode, mode, user, group,
      fileSize,
    ]
    let halves = isExtended ? [flags, extendedFlags] : [flags]
    return words.flatMap(bigEndian) + id.bytes + halves.flatMap(bigEndian)
  }
}

// MARK: The file's status, noted so that unchanged files need not be read

extension IndexFacts {
  /// Whether the file still looks as it did when it was added.
  func describes(_ status: stat) -> Bool {
    fileSize == UInt32(truncatingIfNeeded: status.st_size) && inode == UInt32(truncatingIfNeeded: status.st_ino)
      && modified == Time(status.modified) && changed == Time(status.changed)
  }

  /// Whether the file may have changed after it was added without its status showing it: clocks tick coarsely.
  func isRacy(_ indexWritten: timespec?) -> Bool {
    guard let indexWritten else { return true }
    let tick = 20_000_000
    let entry = Int(modified.seconds) * 1_000_000_000 + Int(modified.nanoseconds) + tick
    return entry >= indexWritten.tv_sec * 1_000_000_000 + indexWritten.tv_nsec
  }

  /// Notes how the file looks now.
  mutating func note(_ status: stat) {
    fileSize = UInt32(truncatingIfNeeded: status.st_size)
    inode = UInt32(truncatingIfNeeded: status.st_ino)
    device = UInt32(truncatingIfNeeded: status.st_dev)
    user = UInt32(truncatingIfNeeded: status.st_uid)
    group = UInt32(truncatingIfNeeded: status.st_gid)
    modified = Time(status.modified)
    changed = Time(status.changed)
  }
}

extension IndexFacts.Time {
  fileprivate init(_ time: timespec) {
    seconds = UInt32(truncatingIfNeeded: time.tv_sec)
    nanoseconds = UInt32(truncatingIfNeeded: time.tv_nsec)
  }
}

/// A number as the index writes it.
func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian, Array.init)
}
