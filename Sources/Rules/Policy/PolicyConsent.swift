package import Findings
package import SignOffs
package import WorkflowModel

/// Whether those agree to a change of policy whom the old one names.
package struct PolicyConsent: Sendable {
  package let statement: PolicyStatement
  /// Nil where the old policy asks nobody.
  package let signOffs: JudgedSignOffs?
  private let old: Policy
  private let new: Policy

  /// - Parameters:
  ///   - signOffs: What `schemas/policy-sign-offs.yaml` holds as it lands.
  ///   - keyMoment: When keys have to be valid, in seconds since 1970.
  package init(
    changing old: Policy, to new: Policy, signOffs: [SignOff], keyMoment: Int, origins: RecordOrigins
  ) {
    self.old = old
    self.new = new
    let statement = PolicyStatement(changing: old, to: new)
    self.statement = statement
    self.signOffs = old.workflow.policyChanges.map { consent in
      JudgedSignOffs(
        signOffs, to: statement.agreement, slots: consent.slots, asking: consent.strength,
        in: SignOffSetting(owner: nil, owners: [], policy: old, moment: keyMoment, origins: origins))
    }
  }

  /// A finding for each slot that is not filled.
  ///
  /// - Parameter today: The day that a record to paste carries.
  package func findings(today: Day) -> [Finding] {
    guard let signOffs else { return [] }
    return signOffs.missing.map { missing in
      let given = missing.people.isEmpty ? "" : ", and has \(list(missing.people, joining: "and"))"
      return Finding(
        PolicyRules.consent, "this change of policy needs a sign-off by \(missing.slot.title)\(given)",
        at: Place(source: new.workflow.source, range: new.workflow.version.range),
        notes: [.init("asked for here", at: Place(source: old.workflow.source, range: missing.slot.range))]
          + flaws(of: signOffs),
        help: help(for: missing.slot, signOffs, today))
    }
  }

  /// A finding where records of who agreed are gone that were there before: a retraction could be one of them.
  package static func lost(from before: [SignOff], in source: SourceFile?, to after: [SignOff]) -> [Finding] {
    guard let source, !after.starts(with: before),
      let lost = before.first(where: { !after.contains($0) }) ?? before.first
    else { return [] }
    let what = lost.retracted == nil ? "sign-off" : "retraction"
    return [
      Finding(
        PolicyRules.consent,
        "the \(what) by `\(escapedName(lost.by.value))` for `\(escapedName(lost.team.value))` is changed, moved or gone",
        in: source.path, notes: [.init("it was this", at: Place(source: source, range: lost.range))],
        help: ["put it back where it was, and add new entries at the end of the list"])
    ]
  }

  private func help(for slot: Slot, _ signOffs: JudgedSignOffs, _ today: Day) -> [String] {
    let able = slot.teams.flatMap { team in
      (old.teams.members[team] ?? []).filter { signOffs.couldFill(by: $0, for: team) }
    }
    if able.isEmpty { return ["nobody can give it: every member of \(list(slot.teams)) fills another slot already"] }
    let by = able.count == 1 ? able[0] : "<who>"
    let order =
      old.workflow.landing == .rebase
      ? ["each commit lands by itself: the sign-off stands in the one that changes the policy, or in one before it"]
      : []
    let line = "{team: \(slot.teams[0]), by: \(by), on: \(today), covers: \(signOffs.agreement.fingerprint)}"
    return [
      "\(list(able)) can give it: `slipway sign-off --policy`",
      signOffs.asked == .signed
        ? "or `slipway sign-off --policy --export` prints the line for `sign-offs:` in `schemas/policy-sign-offs.yaml`"
        : "or add below `sign-offs:` in `schemas/policy-sign-offs.yaml` the line `- \(line)`",
    ] + order
  }

  /// Why those do not count that are meant for this change.
  private func flaws(of signOffs: JudgedSignOffs) -> [Finding.Note] {
    signOffs.entries.compactMap { entry in
      guard entry.signOff.covers?.value == signOffs.agreement.fingerprint, case .void(let reason) = entry.standing,
        let why = reason.explained(of: entry.signOff.by.value)
      else { return nil }
      return .init("the sign-off by `\(escapedName(entry.signOff.by.value))` does not hold: \(why)")
    }
  }
}
