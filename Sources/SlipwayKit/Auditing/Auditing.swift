internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

extension Desk {
  /// Judges every landing of a line by the policy of its first parent.
  package func audit(_ terms: AuditTerms) throws -> Audit {
    try requireWholeHistory()
    repository.verification = terms.verifiesObjects ? .all : .off
    guard let tip = try terms.revision.map(resolve) ?? headCommit()?.id else { throw Trouble.noWorkflow }
    let present = try presentPolicy(at: tip, standIn: terms.standIn)
    let judging = LineJudging(
      repository: repository, policies: policies, now: now, terms: terms, present: present)
    let line = try judging.judge(
      to: tip, checkpoint: terms.standIn != nil || !terms.usesCheckpoint ? nil : try checkpoint(at: tip))
    let tree = try repository.commit(tip).tree
    let since = try terms.since.map { try AuditScope($0, to: line, on: self) }
    let acknowledgements = try Acknowledgements(in: CommitSnapshot(repository, tree: tree))
    let settled = acknowledgements.settled(line.noted)
    let noted = settled.landings.filter { since?.contains($0) ?? true }
    let anchors = try terms.anchors.flatMap { try anchorFindings($0, tip: tip) }
    return Audit(
      tip: tip, landings: line.landings, inScope: since?.count ?? line.landings,
      ungoverned: since?.ungoverned ?? line.ungoverned, noted: noted, findings: anchors + settled.findings,
      features: features(of: noted), notices: notices(present, line))
  }

  /// What judges a line where nothing else does: the last policy on it that can be read.
  func presentPolicy(at tip: ObjectID, standIn: Policy?) throws -> Policy {
    if let policy = try standIn ?? policies.lastReadable(at: tip) { return policy }
    if case .unreadable(let findings) = try policies.state(in: repository.commit(tip).tree) {
      throw PolicyTrouble(findings: findings)
    }
    throw Trouble.noWorkflow
  }

  /// Where what was found up to a tip is kept; nil where its policy cannot be read.
  func checkpoint(at tip: ObjectID) throws -> Checkpoint? {
    let tree = try repository.commit(tip).tree
    guard try policies.state(in: tree).policy != nil else { return nil }
    let files = try PolicyFiles.all.map { try repository.entry(at: $0, in: tree) }
    return Checkpoint(
      repository: repository, policies: policies, key: CheckpointKey(policy: files))
  }

  private func features(of landings: [AuditedLanding]) -> [AuditedFeature] {
    var features: [String: AuditedFeature] = [:]
    for landing in landings {
      for transition in landing.transitions {
        features[transition.feature, default: AuditedFeature(id: transition.feature)].count(transition)
      }
      for audited in landing.findings {
        guard let id = audited.feature else { continue }
        features[id, default: AuditedFeature(id: id)].count(audited)
      }
    }
    return features.values.sorted { $0.id < $1.id }
  }

  private func notices(_ present: Policy, _ line: JudgedLine) -> [String] {
    var notices: [String] = []
    let adopted = present.baseline.stages.count
    if adopted > 0 {
      notices.append(
        adopted == 1
          ? "one feature was adopted in mid-flight: what it passed before the baseline is exempt"
          : "\(adopted) features were adopted in mid-flight: what they passed before the baseline is exempt")
    }
    if line.noted.contains(where: { $0.transitions.contains { $0.verdict == .ungoverned } }) {
      notices.append(
        line.ungoverned == 1
          ? "no policy judges the moves of the first landing: none is older"
          : "no policy judges the moves of the first \(line.ungoverned) landings: none is older")
    }
    return notices
  }

  // MARK: Anchors

  /// What is wrong where a tip that was recorded elsewhere is no longer on the line.
  private func anchorFindings(_ anchor: String, tip: ObjectID) throws -> [Finding] {
    guard let id = try anchored(anchor) else {
      return [rewritten("`\(escaped(anchor))` was recorded as a tip and is no longer in this repository")]
    }
    var line = repository.firstParentLine(from: tip)
    while let commit = try line.next() {
      if commit.id == id { return [] }
    }
    let isBranch = try repository.isAncestor(id, of: tip)
    return [
      rewritten(
        "\(id.hex.prefix(12)) was recorded as a tip and is "
          + (isBranch ? "on a side branch now, so another history is the line" : "no longer in the history of the line")
      )
    ]
  }

  /// The commit that an anchor names; nil where it names one by its identifier that is not here.
  private func anchored(_ anchor: String) throws -> ObjectID? {
    if let id = ObjectID(hex: anchor) { return repository.contains(id) ? id : nil }
    do {
      return try resolve(anchor)
    } catch {
      let digits = anchor.utf8
      guard digits.count >= 7, digits.count < 40, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      else { throw error }
      return nil
    }
  }

  private func rewritten(_ message: String) -> Finding {
    Finding(
      PolicyRules.lineKept, message, in: nil,
      help: ["somebody rewrote what had landed: compare with a clone that still has it before you go on"])
  }
}

extension AuditedFeature {
  fileprivate mutating func count(_ transition: LoggedTransition) {
    transitions += 1
    stage = transition.to
    switch transition.verdict {
    case .legal: break
    case .illegal: illegal += 1
    case .undone: undone += 1
    case .ungoverned: ungoverned += 1
    }
  }

  fileprivate mutating func count(_ audited: AuditedFinding) {
    if !audited.isOpen {
      acknowledged += 1
    } else if audited.finding.severity == .error {
      errors += 1
    } else if audited.finding.severity == .warning {
      warnings += 1
    }
  }
}
