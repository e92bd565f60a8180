package import Findings
package import GitStore
internal import Paths
package import WorkflowModel

/// An open repository with what every command needs: environment, clock, caches.
package final class Desk {
  package let repository: Repository
  /// Seconds since 1970, as the caller's clock has it.
  package let now: Int
  /// The folder in the working tree from where paths are given; empty at its top, and outside of it.
  let standpoint: RepositoryPath
  let policies: PolicyStore
  let histories: FeatureHistories
  let signatures: CommitSignatures

  /// - Parameters:
  ///   - folder: Where to begin looking for the repository; the current folder if nil.
  ///   - now: Seconds since 1970.
  package init(in folder: String?, environment: [String: String], now: Int) throws {
    repository = try Repository.open(startingAt: folder, environment: environment)
    self.now = now
    standpoint = Self.standpoint(folder ?? ".", below: repository.workingFolder)
    policies = PolicyStore(repository)
    histories = FeatureHistories(repository, policies: policies)
    signatures = CommitSignatures(repository)
  }

  /// HEAD's commit; nil on a branch without commits.
  package func headCommit() throws -> Commit? {
    try repository.head.commit.map { try repository.commit($0) }
  }

  /// The policy that HEAD holds; without a readable one there is nothing that a command could act by.
  package func committedPolicy() throws -> Policy {
    guard let head = try headCommit() else { throw Trouble.noWorkflow }
    switch try policies.state(in: head.tree) {
    case .readable(let policy): return policy
    case .absent: throw try policies.lastReadable(at: head.id) == nil ? Trouble.noWorkflow : .lostWorkflow
    case .unreadable(let findings): throw PolicyTrouble(findings: findings)
    }
  }

  /// Refuses what cannot be judged from history: a clone that holds only a part of it.
  func requireWholeHistory() throws {
    if repository.isShallow {
      throw Trouble(
        .cannotJudge, "this is a shallow clone, so the history that judges is not here",
        help: [
          "fetch it: `git fetch --unshallow`; in a CI checkout set `fetch-depth: 0`",
          "`slipway check --tree` judges the files alone",
        ])
    }
  }
}

/// The policy in force cannot be read; its findings say why.
package struct PolicyTrouble: Error {
  package let findings: [Finding]
}
