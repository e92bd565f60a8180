internal import Findings
internal import GitStore
internal import Paths
internal import SignOffs
internal import WorkflowModel

/// Looks for the commits that brought sign-offs.
///
/// A record is looked for in everything that landed with it: each commit that holds it while none of its parents does.
/// What a parent holds that cannot be read, or not all of it, may be the record: who mends it need not have given that.
struct RecordTracing {
  /// The sign-offs that a commit holds and none of its parents does, as far as that can be told.
  fileprivate struct NewRecords {
    var signOffs: Set<SignOff> = []
    var isCertain = true
  }

  private let repository: Repository
  private let landed: LandedCommits
  private let signatures: CommitSignatures
  /// By what OpenPGP signatures are verified.
  private let terms: SignatureTerms
  /// The landing before that brought a sign-off; nil where none did.
  private let earlierLanding: (SignOff) throws -> ObjectID?
  private let newRecords: (Commit) throws -> NewRecords

  /// Looks for those of one feature.
  ///
  /// - Parameters:
  ///   - before: The feature in the first parent of the landing; nil where it is not there.
  ///   - parent: That first parent; nil where there is none.
  init(
    of id: String, before: Feature?, in history: FeatureHistory, by layout: ManifestLayout,
    of repository: Repository, parent: CommitHead?, landed: LandedCommits, signatures: CommitSignatures,
    verifying terms: SignatureTerms
  ) {
    self.repository = repository
    self.landed = landed
    self.signatures = signatures
    self.terms = terms
    earlierLanding = { signOff in
      // Looking for what never landed would take the whole line.
      guard let parent, before?.holds(signOff) ?? false else { return nil }
      return try history.landing(thatBrought: signOff, to: id, at: parent.id)
    }
    newRecords = { commit in
      try repository.newRecords(in: commit) { old, new in
        let files = try repository.changedFiles(from: old, to: new, opening: layout.mayHold)
        guard let touch = try files.touches(from: layout, to: layout, history.feature)[id],
          let after = try touch.after.flatMap(history.feature)
        else { return NewRecords() }
        let before = try touch.before.flatMap(history.feature)
        return NewRecords(
          signOffs: Set(after.signOffs).subtracting(before?.signOffs ?? []),
          isCertain: before?.isWhole ?? (touch.before == nil))
      }
    }
  }

  /// Looks for those that agree to changes of policy.
  init(
    policyOf repository: Repository, parent: CommitHead?, landed: LandedCommits, signatures: CommitSignatures,
    verifying terms: SignatureTerms
  ) {
    self.repository = repository
    self.landed = landed
    self.signatures = signatures
    self.terms = terms
    // Nil where they cannot be read.
    func records(_ tree: ObjectID?) throws -> Set<SignOff>? {
      guard let tree else { return [] }
      return try PolicySignOffs(in: CommitSnapshot(repository, tree: tree)).list.map { Set($0) }
    }
    newRecords = { commit in
      try repository.newRecords(in: commit) { old, new in
        let before = try records(old)
        return NewRecords(
          signOffs: (try records(new) ?? []).subtracting(before ?? []), isCertain: before != nil)
      }
    }
    earlierLanding = { signOff in
      guard let parent, try records(parent.tree)?.contains(signOff) ?? false else { return nil }
      var line = repository.firstParentLine(from: parent.id)
      while let commit = try line.next() {
        let before = try commit.parents.first.map { try repository.commit($0) }
        if let known = try records(before?.tree), !known.contains(signOff) { return commit.id }
      }
      return nil
    }
  }

  /// Where those sign-offs came from that carry no signature of their own.
  ///
  /// - Parameter signed: Those that have to be signed: only for them `gpg` is asked about a commit.
  func origins(of signOffs: Set<SignOff>, asking signed: Set<SignOff>) throws -> RecordOrigins {
    var origins = RecordOrigins()
    var new: Set<SignOff> = []
    for signOff in signOffs where signOff.signed == nil && signOff.retracted == nil {
      if let landing = try earlierLanding(signOff) {
        origins[signOff] = try commits(bringing: [signOff], in: .landing(landing), asking: signed)[signOff] ?? []
      } else {
        new.insert(signOff)
      }
    }
    if new.isEmpty { return origins }
    let found = try commits(bringing: new, in: landed, asking: signed)
    for signOff in new { origins[signOff] = found[signOff] ?? uncommitted }
    return origins
  }

  private var uncommitted: [RecordOrigin] {
    guard case .uncommitted(let author) = landed else { return [] }
    return [RecordOrigin(commit: nil, author: author, signature: nil)]
  }

  private func commits(
    bringing wanted: Set<SignOff>, in landed: LandedCommits, asking signed: Set<SignOff>
  ) throws -> [SignOff: [RecordOrigin]] {
    var found: [SignOff: [RecordOrigin]] = [:]
    for commit in try landed.commits(in: repository) {
      let new = try newRecords(commit)
      for signOff in new.signOffs.intersection(wanted) {
        let signature =
          new.isCertain && landed.keepsSignatures
          ? try signatures.signature(of: commit, verifying: signed.contains(signOff) ? terms : nil) : nil
        found[signOff, default: []].append(
          RecordOrigin(
            commit: commit.id.hex, author: new.isCertain ? commit.author?.email : nil, signature: signature))
      }
    }
    return found
  }
}

extension Repository {
  /// What a commit brings that none of its parents has.
  ///
  /// - Parameter difference: What the second tree has and the first, nil for an empty one, has not.
  fileprivate func newRecords(
    in commit: Commit, _ difference: (ObjectID?, ObjectID) throws -> RecordTracing.NewRecords
  ) throws -> RecordTracing.NewRecords {
    guard let first = commit.parents.first else { return try difference(nil, commit.tree) }
    var new = try difference(try self.commit(first).tree, commit.tree)
    for parent in commit.parents.dropFirst() where !new.signOffs.isEmpty {
      let other = try difference(try self.commit(parent).tree, commit.tree)
      new.signOffs.formIntersection(other.signOffs)
      new.isCertain = new.isCertain && other.isCertain
    }
    return new
  }
}

extension Feature {
  /// All sign-offs on record, those of waivers among them.
  fileprivate var signOffs: [SignOff] { gates.flatMap(\.allSignOffs) }

  /// The sign-offs of gates that were not passed before, the first of them at that position.
  func signOffs(from position: Int, by workflow: Workflow) -> Set<SignOff> {
    Set(gates.filter { workflow.position(of: $0.stage.value) ?? 0 >= position }.flatMap(\.allSignOffs))
  }

  /// The sign-offs of which the workflow asks a signature.
  func signOffsToSign(by workflow: Workflow) -> Set<SignOff> {
    var found: Set<SignOff> = []
    for record in gates {
      let stage = workflow.stage(record.stage.value)
      let asked = stage.map(record.skipped == nil ? workflow.strength(toLeave:) : workflow.strength(toSkip:))
      if asked == .signed { found.formUnion(record.signOffs) }
      if workflow.waivers?.strength == .signed { found.formUnion(record.waivers.map(\.signOff)) }
    }
    return found
  }
}

extension GateRecord {
  fileprivate var allSignOffs: [SignOff] { signOffs + waivers.map(\.signOff) }
}
