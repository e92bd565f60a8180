internal import GitStore

/// The commits that land together: where the records that a landing brings are looked for.
enum LandedCommits {
  /// A commit on the line, and what it merged into it.
  case landing(ObjectID)
  /// What is about to be merged into a base.
  case branch(head: ObjectID, base: ObjectID)
  /// One commit that is about to be put on top of the line, under its author's name but as another commit.
  case replayed(Commit)
  /// Nothing but what whoever commits it will have brought; nil where that cannot be told yet.
  case uncommitted(author: [UInt8]?)

  /// The commits, as far as there are some.
  func commits(in repository: Repository) throws -> [Commit] {
    switch self {
    case .landing(let id):
      let commit = try repository.commit(id)
      let others = Array(commit.parents.dropFirst())
      if others.isEmpty { return [commit] }
      return try [commit]
        + repository.commits(reachableFrom: others, notFrom: [commit.parents[0]]).map { try repository.commit($0) }
    case .branch(let head, let base):
      return try repository.commits(reachableFrom: [head], notFrom: [base]).map { try repository.commit($0) }
    case .replayed(let commit): return [commit]
    case .uncommitted: return []
    }
  }

  /// Whether the commits land as they are, with their signatures.
  var keepsSignatures: Bool {
    if case .replayed = self { false } else { true }
  }
}
