internal import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Repository {
  /// Makes a commit on the branch HEAD is on, and brings index and working file along.
  ///
  /// All or nothing: a kill at any moment leaves the old state, perhaps with the change already staged, which the same
  /// plan then finishes, or the new one. Nothing else in index or working tree changes. Runs no hooks. Throws `.moved`
  /// when the branch is not where the plan expects it, `.dirty`, `.busy`, `.bare`, `.detached`, `.checkedOutElsewhere`,
  /// `.locked` or `.unsupported` when the commit must not be made here, and `.noChange` when there is nothing to change.
  package func commit(_ plan: CommitPlan) throws(GitError) -> ObjectID {
    try holdingLocks(for: plan) { reader, lock throws(GitError) in try commit(plan, reader, lock) }
  }

  /// The bytes of the commit that the plan makes as they are without a signature, which has to cover them.
  ///
  /// Stores trees and blobs, which nothing points to yet, and holds no lock when it returns: whoever signs may take their
  /// time. Throws what `commit` throws.
  package func unsignedCommit(_ plan: CommitPlan) throws(GitError) -> [UInt8] {
    try holdingLocks(for: plan) { reader, _ throws(GitError) in
      let index = try IndexFile(reading: indexPath)
      let tree = try parentTree(plan)
      let targets = try checkedTargets(plan, reader, tree, index)
      return try syncingObjectsTogether { () throws(GitError) in try buffer(plan, targets, onto: tree).bytes }
    }
  }

  private func holdingLocks<Result>(
    for plan: CommitPlan, _ body: (WorkingFolder, borrowing ReferenceLock) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    attributeNeeds = [:]
    let reader = try openWorkingFolder()
    try refuseUnfit(plan)
    let signals = BlockedSignals()
    var patience = Patience(milliseconds: plan.patience)
    let lockPath = indexPath + ".lock"
    let indexLock = try patience.retry { () throws(GitError) -> LockFile in try LockFile(lockPath) }
    let referenceLock = try patience.retry { () throws(GitError) -> ReferenceLock in
      try ReferenceLock(plan.reference, in: self)
    }
    // All again, as it may have changed before the locks were ours.
    try refuseUnfit(plan)
    let result = try body(reader, referenceLock)
    indexLock.release()
    signals.release()
    return result
  }

  private func refuseUnfit(_ plan: CommitPlan) throws(GitError) {
    if let state = stateUnderWay {
      throw GitError(.busy(state), "a \(state) is under way: finish or abort it first")
    }
    switch try head {
    case .detached:
      throw GitError(.detached, "HEAD is detached: switch to a branch first")
    case .branch(let reference, let commit):
      try refuseOther(reference, plan)
      if commit != plan.expectedParent {
        throw GitError(.moved(to: commit), "\(reference) has moved to \(commit)")
      }
    case .unborn(let reference):
      try refuseOther(reference, plan)
      if plan.expectedParent != nil { throw GitError(.moved(to: nil), "\(reference) has no commit any more") }
    }
    if let folder = try otherWorkingFolder(of: plan.reference) {
      throw GitError(
        .checkedOutElsewhere(folder: folder),
        "\(plan.reference) is checked out in another working tree as well: \(folder)")
    }
  }

  private func refuseOther(_ reference: String, _ plan: CommitPlan) throws(GitError) {
    if reference != plan.reference {
      throw GitError(.invalid, "HEAD is on \(reference), not on \(plan.reference)")
    }
  }

  private func commit(
    _ plan: CommitPlan, _ reader: WorkingFolder, _ lock: borrowing ReferenceLock
  ) throws(GitError) -> ObjectID {
    let edit = try IndexEdit(of: indexPath, scratch: gitFolder)
    let tree = try parentTree(plan)
    let targets = try checkedTargets(plan, reader, tree, edit.index)
    let commit = try syncingObjectsTogether { () throws(GitError) in
      let buffer = try buffer(plan, targets, onto: tree)
      guard let signature = plan.signature else { return try write(buffer.bytes, .commit) }
      return try write(try buffer.signed(signature), .commit)
    }

    var transition = WorkingTransition(self, reader)
    do throws(GitError) {
      try transition.apply(targets, edit)
      try lock.move(to: commit, by: plan.committer, plan.reflogMessage)
    } catch {
      // A folder that cannot be synced is an error with the branch moved already: only the branch tells.
      if try reference(named: plan.reference) == commit { return commit }
      if transition.undo() { throw error }
      throw GitError(
        error.kind, error.message + "; the index or a working file could not be put back", code: error.code,
        category: error.category)
    }
    return commit
  }

  private func parentTree(_ plan: CommitPlan) throws(GitError) -> ObjectID? {
    if let parent = plan.expectedParent { try commit(parent).tree } else { nil }
  }

  /// Stores what the commit will hold, and puts the commit itself together.
  private func buffer(
    _ plan: CommitPlan, _ targets: [TargetFile], onto tree: ObjectID?
  ) throws(GitError) -> CommitBuffer {
    for target in targets {
      if let content = target.content { _ = try writeBlob(content) }
    }
    let newTree = try TreeEdit(repository: self).apply(targets.map { ($0.path, $0.leaf) }, to: tree)
    return try CommitBuffer(
      tree: newTree, parents: plan.expectedParent.map { [$0] } ?? [], author: plan.author, committer: plan.committer,
      message: plan.message)
  }

  private func checkedTargets(
    _ plan: CommitPlan, _ reader: WorkingFolder, _ tree: ObjectID?, _ index: IndexFile
  ) throws(GitError) -> [TargetFile] {
    if Set(plan.changes.map(\.path)).count < plan.changes.count {
      throw GitError(.invalid, "a file is changed twice in one commit")
    }
    let check = try TargetCheck(self, reader, tree: tree)
    var targets: [TargetFile] = []
    for change in plan.changes { targets.append(try check.check(change, index)) }
    if !targets.contains(where: \.isChange) { throw GitError(.noChange, "there is nothing to commit") }
    return targets
  }
}
