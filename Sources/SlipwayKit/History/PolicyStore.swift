internal import Findings
internal import GitStore
internal import Paths
internal import WorkflowModel

/// The policies of commits, each read once.
final class PolicyStore {
  private let repository: Repository
  /// By the entries of the policy's files: a link that holds the bytes of a file is another policy than the file.
  private var states: [[TreeEntry?]: PolicyState] = [:]
  /// By the folder, which spares the look at its entries.
  private var folders: [ObjectID: PolicyState] = [:]
  /// What ``lastReadable(at:)`` found from each commit that it passed.
  private var last: [ObjectID: Policy?] = [:]

  init(_ repository: Repository) {
    self.repository = repository
  }

  func state(in tree: ObjectID) throws -> PolicyState {
    guard let folder = try folder(in: tree) else { return .absent }
    if let known = folders[folder] { return known }
    let state = try readState(in: tree)
    folders[folder] = state
    return state
  }

  /// The folder of the policy; nil where there is none.
  func folder(in tree: ObjectID) throws -> ObjectID? {
    guard let folder = try repository.entry(at: PolicyFiles.folder, in: tree), folder.isFolder else { return nil }
    return folder.id
  }

  /// What a tree's policy says of which the folder is known; nil where it has another one.
  func state(of folder: ObjectID, in tree: ObjectID) throws -> PolicyState? {
    if let known = folders[folder] { return known }
    return try self.folder(in: tree) == folder ? try state(in: tree) : nil
  }

  private func readState(in tree: ObjectID) throws -> PolicyState {
    let key = try PolicyFiles.all.map { try repository.entry(at: $0, in: tree) }
    if let known = states[key] { return known }
    let state = try PolicyState(of: CommitSnapshot(repository, tree: tree))
    states[key] = state
    return state
  }

  /// The last policy on the line up to a commit that can be read; nil where there never was one.
  ///
  /// It judges where a later one is absent or cannot be read, so that losing a policy opens no gate.
  func lastReadable(at commit: ObjectID) throws -> Policy? {
    var passed: [ObjectID] = []
    var found: Policy?
    var line = repository.firstParentLine(from: commit)
    while let commit = try line.next() {
      if let known = last[commit.id] {
        found = known
        break
      }
      passed.append(commit.id)
      found = try state(in: commit.tree).policy
      if found != nil { break }
    }
    for id in passed { last.updateValue(found, forKey: id) }
    return found
  }
}
