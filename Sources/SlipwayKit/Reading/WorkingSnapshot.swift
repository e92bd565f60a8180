internal import GitStore
package import Paths
package import WorkflowModel

/// The files of the working tree, as `git add --all` would take them.
package struct WorkingSnapshot: Snapshot {
  private let repository: Repository
  private let folder: WorkingFolder

  init(_ repository: Repository) throws {
    self.repository = repository
    folder = try repository.openWorkingFolder()
  }

  package func manifests(_ layout: ManifestLayout) throws -> [SnapshotFile] {
    var files: [SnapshotFile] = []
    for start in layout.include.map(\.fixedFolder) {
      do throws(GitError) {
        let found = try repository.workingFiles(below: start, opening: layout.mayHold)
        for file in found where layout.selects(file.path) || layout.isHidden(by: file.kind.mode, at: file.path) {
          files.append(SnapshotFile(path: file.path, mode: file.kind.mode, id: nil))
        }
      } catch {
        // The folder is a link, or lies behind one, which is never followed.
        guard error.kind == .invalid else { throw error }
        files.append(SnapshotFile(path: start, mode: 0o120000, id: nil))
      }
    }
    if layout.include.count == 1 { return files.sorted { $0.path < $1.path } }
    var seen: Set<RepositoryPath> = []
    return files.sorted { $0.path < $1.path }.filter { seen.insert($0.path).inserted }
  }

  package func content(of path: RepositoryPath, atMost limit: Int) throws -> FileContent? {
    do throws(GitError) {
      return try repository.readWorkingFile(path, through: folder, atMost: limit).map(FileContent.bytes)
    } catch {
      switch error.kind {
      case .tooLarge(let size): return .tooLarge(size, at: path, limit: limit)
      case .invalid: return FileContent.unfit(mode: 0o120000, at: path)
      default: throw error
      }
    }
  }

  package func content(of file: SnapshotFile, atMost limit: Int) throws -> FileContent? {
    try content(of: file.path, atMost: limit)
  }

  package var mayHoldMany: Bool {
    // A line of the index takes at least as many bytes.
    repository.indexSize >= leastManifestsForTwo * 64
  }

  package var opener: @Sendable () throws -> WorkingSnapshot {
    let environment = repository.reopening
    return { try WorkingSnapshot(Repository.open(environment: environment)) }
  }
}

extension WorkingFile.Kind {
  /// The mode that git would record.
  fileprivate var mode: UInt32 {
    switch self {
    case .file: 0o100644
    case .link: 0o120000
    case .repository: 0o160000
    case .other: 0
    }
  }
}
