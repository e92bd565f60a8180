internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The index as it is to become, ready to be put in place while the caller holds `index.lock`.
struct IndexEdit: ~Copyable {
  let index: IndexFile
  /// Where the new index is written.
  let path: String

  init(of indexPath: String, scratch: String) throws(GitError) {
    index = try IndexFile(reading: indexPath)
    path = temporaryName(in: scratch, "index")
  }

  deinit { unlink(path) }

  /// Writes and syncs the new index.
  func write(_ changes: [IndexChange], _ reader: WorkingFolder) throws(GitError) {
    let doubtful = try doubtful(reader, except: Set(changes.map(\.path)))
    let splice = IndexSplice(of: index, forgettingSizesOf: doubtful)
    try writeFile(path, splice.bytes(with: changes), permissions: index.permissions)
  }

  /// The lines to be marked as to be read again that git took for possibly changed because they are as young as the
  /// index.
  ///
  /// The new index is younger, so git would no longer look into them, and `git commit -a` would miss the change. Git
  /// does the same whenever it writes the index (racy-git.txt in its documentation); it compares whole seconds.
  private func doubtful(_ reader: WorkingFolder, except changed: Set<RepositoryPath>) throws(GitError) -> [Int] {
    guard let written = index.written else { return [] }
    var doubtful: [Int] = []
    for position in 0..<index.count {
      let facts = index.facts(at: position)
      guard Int(facts.modified.seconds) >= written.tv_sec, facts.fileSize > 0, facts.mode != 0o160000, facts.stage == 0,
        !facts.isSkipped, case let path = index.path(at: position), !changed.contains(path),
        let status = try reader.statusIgnoringLinks(path), !facts.describes(status) || facts.isRacy(written)
      else { continue }
      doubtful.append(position)
    }
    return doubtful
  }
}
