internal import CLibgit2
package import Paths

/// A file that stands in the working tree.
package struct WorkingFile: Hashable, Sendable {
  /// What stands at a path.
  package enum Kind: Hashable, Sendable {
    case file
    case link
    /// A repository inside the working tree.
    case repository
    /// A socket, a pipe or a device: git ignores them.
    case other
  }

  /// The path from the top.
  package let path: RepositoryPath
  /// What stands there; executable files are not told apart.
  package let kind: Kind
  /// Whether the index has it, at any stage.
  package let isTracked: Bool
}

extension Repository {
  /// The files that stand in the working tree below `folder`: tracked ones, and others that are not ignored.
  ///
  /// A subfolder is listed only if `opening` says so. The ignore rules are asked for untracked files only. Throws
  /// `.bare` without a working tree, and `.invalid` where `folder` lies behind a link.
  package func workingFiles(
    below folder: RepositoryPath = RepositoryPath(""), limits: WalkLimits = WalkLimits(),
    opening: (RepositoryPath) -> Bool = { _ in true }
  ) throws(GitError) -> [WorkingFile] {
    let index = try IndexFile(reading: indexPath)
    return try workingFiles(below: folder, index, try openWorkingFolder(), limits, opening)
  }

  /// The reader of this repository's working tree.
  ///
  /// Throws `.bare` where there is none.
  package func openWorkingFolder() throws(GitError) -> WorkingFolder {
    guard let workingFolder else { throw GitError(.bare, "the repository is bare: there is no working tree") }
    return try WorkingFolder(workingFolder)
  }

  func workingFiles(
    below folder: RepositoryPath, _ index: IndexFile, _ reader: WorkingFolder, _ limits: WalkLimits,
    _ opening: (RepositoryPath) -> Bool
  ) throws(GitError) -> [WorkingFile] {
    var found: [WorkingFile] = []
    try list(folder, depth: 0, index, reader, limits, opening, &found)
    return found
  }

  private func list(
    _ folder: RepositoryPath, depth: Int, _ index: IndexFile, _ reader: WorkingFolder, _ limits: WalkLimits,
    _ opening: (RepositoryPath) -> Bool, _ found: inout [WorkingFile]
  ) throws(GitError) {
    if depth > limits.depth {
      throw GitError(.tooLarge(size: depth), "\(folder) is nested deeper than \(limits.depth)")
    }
    for entry in try reader.names(in: folder) {
      let path = folder.appending(entry.name)
      if entry.kind == .folder {
        if entry.name.elementsEqual(".git".utf8) || !opening(path) { continue }
        let inner = try reader.status(path.appending(".git".utf8))
        let isNested = index.contains(path) || inner != nil
        let isTracked = isNested ? index.contains(path) : index.hasPaths(below: path)
        if !isTracked, try isIgnored(cString(path.bytes + [UInt8(ascii: "/")])) { continue }
        if isNested {
          found.append(WorkingFile(path: path, kind: .repository, isTracked: isTracked))
        } else {
          try list(path, depth: depth + 1, index, reader, limits, opening, &found)
        }
        continue
      }
      let isTracked = index.contains(path)
      if !isTracked, try isIgnored(cString(path.bytes)) { continue }
      let kind: WorkingFile.Kind = entry.kind == .file ? .file : entry.kind == .link ? .link : .other
      found.append(WorkingFile(path: path, kind: kind, isTracked: isTracked))
      try limits.check(entries: found.count)
    }
  }

  private func isIgnored(_ path: [CChar]) throws(GitError) -> Bool {
    var ignored: Int32 = 0
    try check(git_ignore_path_is_ignored(&ignored, handle, path))
    return ignored != 0
  }
}
