internal import GitStore
internal import Paths

extension Desk {
  /// Judges what is about to be committed; nil where HEAD has no policy and the commit brings none.
  package func checkCommit() throws -> Judgement? {
    if case .absent = try PolicyState(of: IndexSnapshot(repository)) {
      guard let head = try headCommit() else { return nil }
      // A branch that never had a policy, such as one for a web site, is nobody's line.
      if try !repository.isShallow && policies.lastReadable(at: head.id) == nil,
        case .absent = try policies.state(in: head.tree)
      {
        return nil
      }
    }
    return try checkIndex()
  }

  /// What the pre-commit framework says of a push: `branch` by its full name on the remote, and what would be there.
  ///
  /// - Parameter from: Where the branch stands; the framework names an ancestor of its own where the branch is new.
  package func update(of branch: String, at remote: String, from: String?, to: String) throws -> RefUpdate {
    let name = branch.hasPrefix("refs/") ? branch : "refs/heads/" + branch
    let short = name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
    let known = try repository.reference(named: BranchOwner.remote(remote).prefix + short)
    let old = try known == nil ? nil : from.map { try resolve($0) }
    return RefUpdate(reference: RepositoryPath(name), old: old, new: try resolve(to))
  }
}
