internal import Paths
internal import Rules
internal import SignOffs
internal import SlipwayKit
internal import WorkflowModel

/// A plan as JSON.
struct PlanJSON: Encodable {
  struct Way: Encodable {
    let to: String
    let open: Bool
    let gates: [GateJSON]
    let unproposedSkips: [String]
    let missingFields: [String]
  }

  struct GateJSON: Encodable {
    let stage: String
    let decision: String
    let criteria: [CriterionJSON]
    let slots: [SlotJSON]
    /// What each sign-off must prove at least.
    let strength: String
    let signOffs: [SignOffJSON]
    let waivers: [WaiverJSON]
    let covers: String
    let soakSeconds: Int?
    let soakRemainingSeconds: Int?
  }

  struct CriterionJSON: Encodable {
    let name: String
    let says: String
    let evidence: String
    let shown: String?
    let waived: WaiverJSON?
  }

  struct WaiverJSON: Encodable {
    let waives: String
    let by: String
    let until: String
    let because: String
    let holds: Bool
    /// What was proved of it; absent where it does not hold.
    let proved: String?
  }

  struct SignOffJSON: Encodable {
    let team: String
    let by: String
    /// What was proved of it; absent where it does not hold.
    let proved: String?
    let bySelf: Bool
  }

  struct SlotJSON: Encodable {
    let teams: [String]
    let count: Int
    let filledBy: [String]
    let able: [String]
    let line: String?
  }

  let feature: String
  let path: String
  let stage: String
  let since: String?
  let pass: Int
  let overdue: Bool
  /// The line that the branch lands on; nil on the line.
  let landsOn: String?
  /// The stage on the line, where this branch has moved the feature already.
  let movedFrom: String?
  let ways: [Way]
  let back: [String]
  let aside: [String]

  init(_ plan: Plan) {
    feature = plan.feature.id
    path = plan.path.description
    stage = plan.stage.name.value
    since = plan.since.map { timestamp(epochSeconds: $0) }
    pass = plan.feature.pass + 1
    overdue = plan.isOverdue
    landsOn = plan.landsOn
    movedFrom = plan.movedFrom
    back = plan.back
    aside = plan.aside
    ways = plan.ways.map { way in
      Way(
        to: way.target, open: way.isOpen, gates: way.passages.map { GateJSON($0, way.advice) },
        unproposedSkips: way.unproposedSkips.map(\.name.value), missingFields: way.missingFields.map(\.path.description)
      )
    }
  }
}

extension PlanJSON.GateJSON {
  init(_ passage: Passage, _ advice: [Plan.SlotAdvice]) {
    stage = passage.stage.name.value
    decision = passage.decision == .leave ? "leave" : "skip"
    let entries = passage.waivers?.entries ?? []
    criteria = passage.criteria.map { criterion, shown in
      var value: String?
      if case .shown(let evidence) = shown { value = evidence.value }
      var waiver: PlanJSON.WaiverJSON?
      if case .waived(let found) = shown {
        waiver = entries.first { $0.waiver == found }.map { PlanJSON.WaiverJSON($0.waiver, $0.standing) }
      }
      return PlanJSON.CriterionJSON(
        name: criterion.name.value, says: criterion.says, evidence: criterion.evidence.rawValue, shown: value,
        waived: waiver)
    }
    strength = passage.signOffs.asked.rawValue
    signOffs = passage.signOffs.entries.map { signOff, standing in
      PlanJSON.SignOffJSON(
        team: signOff.team.value, by: signOff.by.value, proved: standing.proof?.strength.rawValue,
        bySelf: standing.isBySelf)
    }
    waivers = entries.map { PlanJSON.WaiverJSON($0.waiver, $0.standing) }
    slots = passage.signOffs.slots.map { filled in
      let advice = advice.first { $0.gate == passage.stage.name.value && $0.slot == filled.slot }
      return PlanJSON.SlotJSON(
        teams: filled.slot.teams, count: filled.slot.count, filledBy: filled.people, able: advice?.people ?? [],
        line: advice?.line)
    }
    covers = passage.signOffs.agreement.fingerprint
    soakSeconds = passage.soak?.required.seconds
    soakRemainingSeconds = passage.soak?.remaining.seconds
  }
}

extension PlanJSON.WaiverJSON {
  init(_ waiver: Waiver, _ standing: WaiverStanding) {
    waives = waiver.waives.value
    by = waiver.signOff.by.value
    until = waiver.until.value.description
    because = waiver.because.value
    holds = standing.holds
    proved = standing.proof?.strength.rawValue
  }
}
