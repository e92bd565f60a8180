internal import Findings
internal import GitStore
internal import Paths
internal import WorkflowModel

/// The policies of commits, each read once.
final class PolicyStore {
  private let repository: Repository
  private var states: [[ObjectID?]: PolicyState] = [:]

  init(_ repository: Repository) {
    self.repository = repository
  }

  func state(in tree: ObjectID) throws -> PolicyState {
    guard let folder = try repository.entry(at: PolicyFiles.folder, in: tree), folder.isFolder else { return .absent }
    let key = try PolicyFiles.all.map { try repository.entry(at: $0, in: tree)?.id }
    if let known = states[key] { return known }
    let state = try PolicyState(of: CommitSnapshot(repository, tree: tree))
    states[key] = state
    return state
  }
}
