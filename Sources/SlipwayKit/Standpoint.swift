internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Desk {
  /// Where a folder lies in the working tree; empty at its top, and outside of it.
  static func standpoint(_ folder: String, below top: String?) -> RepositoryPath {
    guard let top = top.flatMap(resolved), let here = resolved(folder), here.starts(with: top + [UInt8(ascii: "/")])
    else { return RepositoryPath("") }
    return RepositoryPath(here.dropFirst(top.count + 1))
  }

  /// A path as the user gave it, from the top of the working tree; nil where it leads out of it.
  func path(given text: String) -> RepositoryPath? {
    var parts = standpoint.depth == 0 ? [] : standpoint.components
    for part in RepositoryPath(text).components {
      switch part {
      case _ where part.isEmpty || part.elementsEqual(".".utf8): continue
      case _ where part.elementsEqual("..".utf8): if parts.popLast() == nil { return nil }
      default: parts.append(part)
      }
    }
    return RepositoryPath(parts.joined(separator: [UInt8(ascii: "/")]))
  }
}

/// The absolute path without links; nil where there is nothing.
private func resolved(_ path: String) -> [UInt8]? {
  guard let text = realpath(path, nil) else { return nil }
  defer { free(text) }
  return Array(String(cString: text).utf8)
}
