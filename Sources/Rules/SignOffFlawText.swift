package import SignOffs
internal import WorkflowModel

extension SignOffFlaw {
  /// In a reader's words, behind "the sign-off does not hold:".
  func explained(of person: String) -> String {
    switch self {
    case .unreadable(let why): "its signature cannot be read: \(why)"
    case .invalid(let why): "its signature is not one of this statement: \(why)"
    case .notTheirKey(let key): "the policy does not list the key \(key) for `\(person)`"
    case .notInForce(let key, let why): "the key \(key) does not count: \(why)"
    }
  }

  /// The same of a commit's signature.
  fileprivate func explained(inCommitBy person: String) -> String {
    switch self {
    case .unreadable(let why), .invalid(let why): why
    case .notTheirKey, .notInForce: explained(of: person)
    }
  }
}

extension Strength {
  /// Why a weaker proof than this one is not enough, in a reader's words.
  ///
  /// - Parameter flaw: What is wrong with the signature of the commit that brought the record.
  func shortfall(_ proved: Proof, by person: String, _ flaw: SignOffFlaw?) -> String {
    switch self {
    case .named: return "it proves too little"
    case .authored: return "no commit by `\(person)` brought it, and that is asked for"
    case .signed:
      let why = flaw.map { "; the signature of the commit does not count: \($0.explained(inCommitBy: person))" }
      return "a signature by `\(person)` is asked for, and it is only \(proved.text)\(why ?? "")"
    }
  }
}

extension SignOffStanding.Reason {
  /// In a reader's words, where the decision is no gate's; nil for one that was taken back.
  package func explained(of person: String) -> String? {
    let who = escapedName(person)
    switch self {
    case .retraction, .retracted: return nil
    case .repeated: return "it repeats one that `\(who)` took back"
    case .unknownTeam: return "there is no such team"
    case .unknownPerson: return "there is no such person in the teams file"
    case .notMember: return "`\(who)` is not a member of that team"
    case .ownFeature: return "`\(who)` owns the feature"
    case .notAsked, .notOwner: return "that team is not asked"
    case .coversOther: return "it was given for something else than what stands here now"
    case .flawed(let flaw): return flaw.explained(of: who)
    case .tooWeak(let asked, let proved, let flaw): return asked.shortfall(proved, by: who, flaw)
    }
  }
}
