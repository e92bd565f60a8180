package import GitStore
package import Paths
package import WorkflowModel

/// The files of a commit's tree.
package struct CommitSnapshot: Snapshot {
  let repository: Repository
  package let tree: ObjectID
  /// What is known of some paths already: finding one in a tree means reading the whole tree.
  private let known: [RepositoryPath: ChangedFile]

  init(_ repository: Repository, tree: ObjectID, known: [RepositoryPath: ChangedFile] = [:]) {
    self.repository = repository
    self.tree = tree
    self.known = known
  }

  /// The entry at a path; nil where there is none.
  func entry(at path: RepositoryPath) throws -> TreeEntry? {
    if let change = known[path] { return change.after }
    return try repository.entry(at: path, in: tree)
  }

  package func manifests(_ layout: ManifestLayout) throws -> [SnapshotFile] {
    try repository.files(in: tree, opening: layout.mayHold)
      .filter { layout.selects($0.path) || layout.isHidden(by: $0.mode, at: $0.path) }
      .map { SnapshotFile(path: $0.path, mode: $0.mode, id: $0.id) }
  }

  package func content(of path: RepositoryPath, atMost limit: Int) throws -> FileContent? {
    guard let entry = try entry(at: path) else { return nil }
    return try repository.content(of: entry.id, mode: entry.mode, at: path, atMost: limit)
  }

  package func content(of file: SnapshotFile, atMost limit: Int) throws -> FileContent? {
    // Looked up by its identifier: finding a path in a tree means reading the whole tree.
    guard let id = file.id else { return try content(of: file.path, atMost: limit) }
    return try repository.content(of: id, mode: file.mode, at: file.path, atMost: limit)
  }

  package var committed: CommitSnapshot? { self }

  package var opener: @Sendable () throws -> CommitSnapshot {
    let (environment, tree) = (repository.reopening, tree)
    return { CommitSnapshot(try Repository.open(environment: environment), tree: tree) }
  }
}

extension Repository {
  /// What a blob holds for a file of that mode.
  func content(of blob: ObjectID, mode: UInt32, at path: RepositoryPath, atMost limit: Int) throws -> FileContent {
    if let unfit = FileContent.unfit(mode: mode, at: path) { return unfit }
    do throws(GitError) {
      return .bytes(try self.blob(blob, atMost: limit))
    } catch {
      guard case .tooLarge(let size) = error.kind else { throw error }
      return .tooLarge(size, at: path, limit: limit)
    }
  }

  /// The environment that opens this repository again, wherever the process stands.
  var reopening: [String: String] {
    var environment = self.environment
    environment["GIT_DIR"] = gitFolder
    if let workingFolder { environment["GIT_WORK_TREE"] = workingFolder }
    return environment
  }

  /// The environment that opens this repository again for a thread that shares nothing with the others.
  ///
  /// libgit2 keeps one pack for all repositories that call its folder by the same name, behind a lock which two threads
  /// that read a history spend a fifth of their time at. So the folder is called by another name.
  var reopeningApart: [String: String] {
    var environment = reopening
    if environment["GIT_OBJECT_DIRECTORY"] == nil {
      environment["GIT_OBJECT_DIRECTORY"] = commonFolder + "objects/."
    }
    return environment
  }
}
