package import WorkflowModel

/// Whether one sign-off counts, and if not, why.
package enum SignOffStanding: Sendable, Equatable {
  /// It counts; `bySelf` where the person owns the feature.
  case holds(bySelf: Bool, Proof)
  case void(Reason)

  package enum Reason: Sendable, Equatable {
    case unknownTeam
    case unknownPerson
    case notMember
    case notOwner(owner: String?)
    case ownFeature
    case notAsked
    case retracted
    /// It repeats, word for word, one that was taken back, which whoever has the file can do.
    case repeated
    /// It is a retraction itself.
    case retraction
    /// It covers another statement than the present one.
    case coversOther
    /// The record claims a proof that is none.
    case flawed(SignOffFlaw)
    /// It proves less than is asked for; `flaw` is what is wrong with the signature of the commit that brought it.
    case tooWeak(asked: Strength, proved: Proof, flaw: SignOffFlaw?)
  }

  package var holds: Bool { proof != nil }

  /// What is proved of it; nil where it does not count.
  package var proof: Proof? {
    if case .holds(_, let proof) = self { proof } else { nil }
  }

  package var isBySelf: Bool {
    if case .holds(bySelf: true, _) = self { true } else { false }
  }
}
