package import Findings
internal import SignOffs
internal import WorkflowModel

/// A sign-off that does not hold says why.
package enum VoidSignOffRule: LandingRule {
  package static let rule = Rule(
    id: "void-sign-off",
    summary: "A sign-off that does not hold counts for nothing",
    explanation: """
      It is a warning, since the gate stays shut without it: the person is not in the team, owns the feature, \
      or signed something else than what stands there now. A changed title, summary, owner or \
      piece of evidence voids the sign-offs that covered it, and so does another repository, feature, gate or pass. Once \
      the person has signed for the team again, the void entry stays in the list and is not mentioned any more.
      """,
    example: """
      $ sed -i 's/^summary: .*/summary: Answers without hands./' features/shortcuts.yaml
      $ slipway check
      features/shortcuts.yaml:16:9: warning: the sign-off by `sam` for `support` does not hold: `summary` changed after it was given [void-sign-off]
      """,
    remedy: "Look at what changed and sign off again: `slipway sign-off FEATURE`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature else { return [] }
    // Records that going back should have removed are void for that reason, and it is said there.
    if !ReturnClearsRule.findings(landing).isEmpty { return [] }
    return landing.judgedPassages.flatMap { passage in
      // Looked up rather than compared with each entry: both lists can be as long as a manifest can be.
      lazy var otherStatements = OtherStatements(passage, of: feature, in: landing)
      let renewals = renewals(in: passage.signOffs)
      return passage.signOffs.entries.enumerated().compactMap { index, entry -> Finding? in
        guard case .void(let reason) = entry.standing,
          renewals[[entry.signOff.by.value, entry.signOff.team.value]] ?? -1 < index,
          let why = explained(reason, entry.signOff, passage, otherStatements.whatIsCovered(by: entry.signOff))
        else { return nil }
        let (who, team) = (escapedName(entry.signOff.by.value), escapedName(entry.signOff.team.value))
        return Finding(
          rule, "the sign-off by `\(who)` for `\(team)` does not hold: \(why)",
          at: feature.place(entry.signOff.range), severity: .warning,
          help: reason == .coversOther
            ? ["whoever stands behind it runs `slipway sign-off \(feature.id)` again"] : [])
      }
    }
  }

  /// Where each person's last sign-off for a team stands that holds: of those before it there is nothing left to say.
  private static func renewals(in signOffs: JudgedSignOffs) -> [[String]: Int] {
    var last: [[String]: Int] = [:]
    for (index, entry) in signOffs.entries.enumerated() where entry.standing.holds {
      last[[entry.signOff.by.value, entry.signOff.team.value]] = index
    }
    return last
  }

  private static func explained(
    _ reason: SignOffStanding.Reason, _ signOff: SignOff, _ passage: Passage, _ covered: @autoclosure () -> String
  ) -> String? {
    let who = escapedName(signOff.by.value)
    switch reason {
    case .retraction, .retracted: return nil
    case .repeated: return reason.explained(of: who)
    case .unknownTeam: return "there is no such team"
    case .unknownPerson: return "there is no such person in the teams file"
    case .notMember: return "`\(who)` is not a member of `\(escapedName(signOff.team.value))`"
    case .notOwner(let owner): return "the owner is `\(escapedName(owner ?? ""))`"
    case .ownFeature: return "`\(who)` owns the feature"
    case .notAsked:
      let asked = passage.signOffs.slots.flatMap(\.slot.teams)
      let what = passage.decision == .leave ? "the gate of" : "passing over"
      return "\(what) `\(passage.stage.name.value)` asks for \(asked.isEmpty ? "none" : list(asked, joining: "and"))"
    case .coversOther: return covered()
    case .flawed(let flaw): return flaw.explained(of: who)
    case .tooWeak(let asked, let proved, let flaw): return asked.shortfall(proved, by: who, flaw)
    }
  }
}
