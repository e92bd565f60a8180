package import WorkflowModel

/// The waivers of one gate, each with its standing.
package struct GateWaivers: Sendable {
  package let entries: [(waiver: Waiver, standing: WaiverStanding)]

  /// - Parameters:
  ///   - feature: Whose gate it is.
  ///   - today: The day of the landing: a waiver holds until the end of the day that it names.
  package init(of stage: Stage, in feature: Feature, today: Day, in setting: SignOffSetting) {
    let waivers = feature.gate(stage.name.value)?.waivers ?? []
    let workflow = setting.policy.workflow
    guard let consent = workflow.waivers else {
      entries = waivers.map { ($0, .void(.nobodyMay)) }
      return
    }
    let setting = setting.forWaivers
    let judge = SignOffJudge(
      eligibility: setting.eligibility(for: consent.slots), asked: consent.strength, setting: setting)
    entries = zip(waivers, retractions(waivers.map(\.signOff))).map { waiver, retraction in
      guard let requirement = Requirement(waiver.waives.value), stage.gate.requirements.contains(requirement) else {
        return (waiver, .void(.notRequired))
      }
      let agreement = Statement(waiving: waiver, requirement, of: stage, in: feature, by: workflow).agreement
      switch judge.standing(of: waiver.signOff, retraction, to: agreement) {
      case .void(let reason): return (waiver, .void(.signOff(reason)))
      case .holds where waiver.until.value < today: return (waiver, .void(.expired))
      case .holds(_, let proof): return (waiver, .holds(requirement, proof))
      }
    }
  }

  /// Those that hold.
  package var holding: [Waiver] { entries.filter { $0.standing.holds }.map(\.waiver) }

  /// The waiver of a requirement; nil where it has to be met.
  package func waiver(of requirement: Requirement) -> Waiver? {
    holding.first { Requirement($0.waives.value) == requirement }
  }
}

/// Whether one waiver counts, and if not, why.
package enum WaiverStanding: Sendable, Equatable {
  case holds(Requirement, Proof)
  case void(Reason)

  package enum Reason: Sendable, Equatable {
    /// The workflow names nobody who may.
    case nobodyMay
    /// The gate does not ask for it.
    case notRequired
    case expired
    /// The sign-off that it is does not hold.
    case signOff(SignOffStanding.Reason)
  }

  package var holds: Bool { proof != nil }

  /// What is proved of it; nil where it does not count.
  package var proof: Proof? {
    if case .holds(_, let proof) = self { proof } else { nil }
  }
}

extension Statement {
  /// The statement that a waiver makes now.
  package init(
    waiving waiver: Waiver, _ requirement: Requirement, of stage: Stage, in feature: Feature, by workflow: Workflow
  ) {
    self.init(
      on: feature, gate: stage.name.value,
      decision: .waive(requirement, until: waiver.until.value, because: waiver.because.value), by: workflow)
  }
}
