#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension stat {
  /// When the content was last written; the two systems name the field differently.
  var modified: timespec {
    #if canImport(Glibc)
      st_mtim
    #else
      st_mtimespec
    #endif
  }

  /// When the file's status last changed.
  var changed: timespec {
    #if canImport(Glibc)
      st_ctim
    #else
      st_ctimespec
    #endif
  }

  var isFile: Bool { st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isLink: Bool { st_mode & S_IFMT == S_IFLNK }

  /// The mode git would record for the file; nil for what it does not record, such as sockets.
  var gitMode: UInt32? {
    switch st_mode & S_IFMT {
    case S_IFREG: st_mode & 0o100 != 0 ? 0o100755 : 0o100644
    case S_IFLNK: 0o120000
    default: nil
    }
  }
}
