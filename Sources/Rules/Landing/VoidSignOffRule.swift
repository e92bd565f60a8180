package import Findings
internal import SignOffs
internal import WorkflowModel

/// A sign-off that does not hold says why.
package enum VoidSignOffRule: LandingRule {
  package static let rule = Rule(
    id: "void-sign-off",
    summary: "A sign-off that does not hold counts for nothing",
    explanation: """
      It is a warning, since the gate stays shut without it: the person is not in the team, owns the feature, took it back, \
      or signed something else than what stands there now. A changed title, summary, owner or \
      piece of evidence voids the sign-offs that covered it, and so does another repository, feature, gate or pass.
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
    let passages = landing.passages.isEmpty ? openPassages(of: feature, landing) : landing.passages
    return passages.flatMap { passage in
      passage.signOffs.entries.compactMap { entry in
        guard case .void(let reason) = entry.standing,
          let message = message(reason, entry.signOff, passage, feature, landing)
        else { return nil }
        return Finding(
          rule, message, at: feature.place(entry.signOff.range), severity: .warning,
          help: reason == .coversOther
            ? ["whoever stands behind it runs `slipway sign-off \(feature.id)` again"] : [])
      }
    }
  }

  /// The gate of the stage that the feature is in, and the skips that it proposes.
  private static func openPassages(of feature: Feature, _ landing: FeatureLanding) -> [Passage] {
    guard let stage = landing.workflow.stage(feature.stage.value), !stage.isFinal else { return [] }
    let skips = landing.workflow.optionalStages(after: feature.stage.value).compactMap { stage in
      feature.gate(stage.name.value)?.skipped.map { (stage, Statement.Decision.skip(because: $0.value)) }
    }
    return ([(stage, .leave)] + skips).map { stage, decision in
      Passage(
        of: stage, decision: decision, in: feature, before: landing.before, elapsed: 0, knownCommits: [],
        by: landing.policy)
    }
  }

  private static func message(
    _ reason: SignOffStanding.Reason, _ signOff: SignOff, _ passage: Passage, _ feature: Feature,
    _ landing: FeatureLanding
  ) -> String? {
    let who = escapedName(signOff.by.value)
    let team = escapedName(signOff.team.value)
    let void = "the sign-off by `\(who)` for `\(team)` does not hold: "
    switch reason {
    case .retraction, .retracted: return nil
    case .unknownTeam: return void + "there is no such team"
    case .unknownPerson: return void + "there is no such person in the teams file"
    case .notMember: return void + "`\(who)` is not a member of `\(team)`"
    case .notOwner(let owner): return void + "the owner is `\(escapedName(owner ?? ""))`"
    case .ownFeature: return void + "`\(who)` owns the feature"
    case .notAsked:
      let asked = passage.signOffs.slots.flatMap(\.slot.teams)
      let what = passage.decision == .leave ? "the gate of" : "passing over"
      return void
        + "\(what) `\(passage.stage.name.value)` asks for \(asked.isEmpty ? "none" : list(asked, joining: "and"))"
    case .coversOther: return void + difference(signOff, passage, feature, landing)
    }
  }

  /// What the sign-off covers instead, where that can be told.
  private static func difference(
    _ signOff: SignOff, _ passage: Passage, _ feature: Feature, _ landing: FeatureLanding
  ) -> String {
    let covers = signOff.covers?.value
    let workflow = landing.workflow
    let gate = passage.stage.name.value
    for pass in 0..<feature.pass {
      let earlier = Statement(on: feature, gate: gate, decision: passage.decision, by: workflow, pass: pass)
      if earlier.fingerprint == covers {
        return "it was given in pass \(pass + 1), and this is pass \(feature.pass + 1)"
      }
    }
    for before in [landing.before].compactMap(\.self) + (landing.entry?.versions ?? []) {
      var decision = passage.decision
      if case .skip = decision { decision = .skip(because: before.gate(gate)?.skipped?.value ?? "") }
      let was = Statement(on: before, gate: gate, decision: decision, by: workflow)
      if was.fingerprint == covers {
        if decision != passage.decision { return "the reason for passing over `\(gate)` changed after it was given" }
        return "\(list(passage.signOffs.statement.differences(from: was), joining: "and")) changed after it was given"
      }
    }
    for stage in workflow.order {
      let other = Statement(on: feature, gate: stage.name.value, decision: .leave, by: workflow)
      if other.fingerprint == covers { return "it was given for the gate of `\(stage.name.value)`" }
    }
    return "it covers something else than what stands here now"
  }
}
