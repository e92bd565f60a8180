package import WorkflowModel

/// The sign-offs of one decision, each with its standing.
package struct JudgedSignOffs: Sendable {
  package let agreement: Agreement
  package let entries: [(signOff: SignOff, standing: SignOffStanding)]
  package let slots: [FilledSlot]
  /// What each of them must prove at least.
  package let asked: Strength
  private let judge: SignOffJudge
  /// Waivers that stand for sign-offs.
  private let waivers: [Waiver]

  /// A slot with the people who fill it.
  package struct FilledSlot: Sendable {
    package let slot: Slot
    package let people: [String]
    package var isFilled: Bool { people.count >= slot.count }
  }

  /// Judges the records of a decision.
  ///
  /// - Parameters:
  ///   - agreement: What they must agree to.
  ///   - asked: What each of them must prove at least.
  ///   - waivers: Those that hold and stand for sign-offs: each fills a place, and whoever gave it no other one.
  package init(
    _ signOffs: [SignOff], to agreement: Agreement, slots: [Slot], asking asked: Strength, waivers: [Waiver] = [],
    in setting: SignOffSetting
  ) {
    self.agreement = agreement
    self.asked = asked
    self.waivers = waivers
    let judge = SignOffJudge(eligibility: setting.eligibility(for: slots), asked: asked, setting: setting)
    self.judge = judge
    entries = zip(signOffs, retractions(signOffs)).map { signOff, retraction in
      (signOff, judge.standing(of: signOff, retraction, to: agreement))
    }
    self.slots = Self.filled(slots, by: entries, waivers)
  }

  package var missing: [FilledSlot] { slots.filter { !$0.isFilled } }

  /// Why a sign-off by this person for this team cannot count, whatever it covers; nil where it can.
  package func obstacle(to person: String, for team: String) -> SignOffStanding.Reason? {
    judge.eligibility.obstacle(to: person, for: team)
  }

  /// Whether a sign-off by this person can prove what is asked: with a key that counts, where it has to be signed.
  package func canProve(by person: String) -> Bool { judge.canProve(by: person) }

  /// How one more sign-off would stand.
  package func standing(of signOff: SignOff) -> SignOffStanding {
    let isGone = entries.contains { $0.signOff == signOff && $0.standing == .void(.retracted) }
    return judge.standing(of: signOff, isGone ? .repeated : .none, to: agreement)
  }

  /// Whether one more sign-off, by this person for this team, would fill one more place.
  ///
  /// Somebody who fills a place already is no help, unless another one can take it over.
  package func couldFill(by person: String, for team: String) -> Bool {
    if obstacle(to: person, for: team) != nil { return false }
    let filled = Self.filled(slots.map(\.slot), by: entries, waivers, and: [(by: person, team: team)])
    return filled.reduce(0) { $0 + $1.people.count } > slots.reduce(0) { $0 + $1.people.count }
  }

  private static func filled(
    _ slots: [Slot], by entries: [(signOff: SignOff, standing: SignOffStanding)], _ waivers: [Waiver],
    and more: [(by: String, team: String)] = []
  ) -> [FilledSlot] {
    let holding = entries.filter { $0.standing.holds }.map { (by: $0.signOff.by.value, team: $0.signOff.team.value) }
    let waived = waivers.compactMap { waiver -> (by: String, team: String)? in
      guard case .signOff(let team)? = Requirement(waiver.waives.value) else { return nil }
      return (by: waiver.signOff.by.value, team: team)
    }
    return bestMatching(of: holding + waived + more, to: slots)
  }
}
