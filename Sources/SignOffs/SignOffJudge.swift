package import WorkflowModel

/// What decides about sign-offs besides what stands in them: whose feature it is, who is who, and where records came from.
package struct SignOffSetting: Sendable {
  /// Who fills the slot `owner`.
  let owner: String?
  /// Who owns the feature, before and after the landing: none of them may fill another slot, unless the workflow
  /// allows it.
  let owners: Set<String>
  let policy: Policy
  /// Whether people may sign off features that they own.
  private var allowsSelf: Bool
  /// When keys have to be valid, in seconds since 1970.
  let moment: Int
  let origins: RecordOrigins

  package init(owner: String?, owners: Set<String>, policy: Policy, moment: Int, origins: RecordOrigins) {
    self.owner = owner
    self.owners = owners
    self.policy = policy
    allowsSelf = policy.workflow.signOffs.allowsSelf
    self.moment = moment
    self.origins = origins
  }

  /// The same for waivers: nobody gives one for a feature that they own, whatever the workflow says of sign-offs.
  package var forWaivers: SignOffSetting {
    var copy = self
    copy.allowsSelf = false
    return copy
  }

  func eligibility(for slots: [Slot]) -> Eligibility {
    Eligibility(slots: slots, owner: owner, owners: owners, allowsSelf: allowsSelf, policy: policy)
  }
}

/// What a list says of one of its sign-offs.
enum Retraction {
  case none
  /// The same person takes it back further down.
  case takenBack
  /// It repeats, word for word, one that was taken back.
  case repeated
}

/// For each sign-off of a list, whether it was taken back.
func retractions(_ signOffs: [SignOff]) -> [Retraction] {
  var people: Set<String> = []
  let isTakenBack = Array(
    signOffs.reversed().map { signOff in
      defer { if signOff.retracted != nil { people.insert(signOff.by.value) } }
      return people.contains(signOff.by.value)
    }.reversed())
  if people.isEmpty { return signOffs.map { _ in .none } }
  let gone = Set(signOffs.indices.filter { isTakenBack[$0] }.map { signOffs[$0] })
  return signOffs.indices.map { isTakenBack[$0] ? .takenBack : gone.contains(signOffs[$0]) ? .repeated : .none }
}

/// Judges single sign-offs.
struct SignOffJudge: Sendable {
  let eligibility: Eligibility
  /// What each must prove at least.
  let asked: Strength
  private let proofs: ProofFinder

  init(eligibility: Eligibility, asked: Strength, setting: SignOffSetting) {
    self.eligibility = eligibility
    self.asked = asked
    proofs = ProofFinder(policy: setting.policy, moment: setting.moment, origins: setting.origins)
  }

  /// Whether a sign-off by this person can prove what is asked.
  func canProve(by person: String) -> Bool { asked < .signed || proofs.hasKey(person) }

  func standing(of signOff: SignOff, _ retraction: Retraction, to agreement: Agreement) -> SignOffStanding {
    if signOff.retracted != nil { return .void(.retraction) }
    switch retraction {
    case .none: break
    case .takenBack: return .void(.retracted)
    // Anybody can copy a signature, or a record that its person once committed. A name alone proves nothing either way.
    case .repeated: if asked > .named || signOff.signed != nil { return .void(.repeated) }
    }
    let (person, team) = (signOff.by.value, signOff.team.value)
    if let obstacle = eligibility.obstacle(to: person, for: team) { return .void(obstacle) }
    guard signOff.covers?.value == agreement.fingerprint else { return .void(.coversOther) }
    switch proofs.proof(of: signOff, to: agreement) {
    case .failure(let flaw): return .void(.flawed(flaw))
    case .success(let proof) where proof.strength < asked:
      return .void(.tooWeak(asked: asked, proved: proof, flaw: proofs.flaw(inCommitsOf: signOff)))
    case .success(let proof): return .holds(bySelf: team != Slot.owner && eligibility.owns(person), proof)
    }
  }
}
