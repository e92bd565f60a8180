internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the index remembers of a file's status, so that unchanged files need not be read.
extension git_index_entry {
  /// Whether the file still looks as it did when it was added.
  func describes(_ status: stat) -> Bool {
    file_size == UInt32(truncatingIfNeeded: status.st_size)
      && ino == UInt32(truncatingIfNeeded: status.st_ino)
      && isSame(mtime, status.modified) && isSame(ctime, status.changed)
  }

  /// Whether the file may have changed after it was added without its status showing it: clocks tick coarsely.
  func isRacy(_ indexWritten: timespec?) -> Bool {
    guard let indexWritten else { return true }
    let tick = 20_000_000
    let entry = Int(mtime.seconds) * 1_000_000_000 + Int(mtime.nanoseconds) + tick
    return entry >= indexWritten.tv_sec * 1_000_000_000 + indexWritten.tv_nsec
  }

  /// Notes how the file looks now.
  mutating func note(_ status: stat) {
    file_size = UInt32(truncatingIfNeeded: status.st_size)
    ino = UInt32(truncatingIfNeeded: status.st_ino)
    dev = UInt32(truncatingIfNeeded: status.st_dev)
    uid = UInt32(truncatingIfNeeded: status.st_uid)
    gid = UInt32(truncatingIfNeeded: status.st_gid)
    mtime = Self.time(status.modified)
    ctime = Self.time(status.changed)
  }

  private static func time(_ time: timespec) -> git_index_time {
    git_index_time(
      seconds: Int32(truncatingIfNeeded: time.tv_sec), nanoseconds: UInt32(truncatingIfNeeded: time.tv_nsec))
  }

  private func isSame(_ noted: git_index_time, _ time: timespec) -> Bool {
    noted.seconds == Int32(truncatingIfNeeded: time.tv_sec) && Int(noted.nanoseconds) == time.tv_nsec
  }
}
