package import WorkflowModel

/// What was proved of a sign-off: never more than was looked at.
package enum Proof: Sendable, Equatable {
  /// A name stands in a file.
  case named
  /// Each commit that first held the record was authored by the person; this is one of them, nil before it is made.
  case authored(commit: String?)
  /// That commit was signed, too, with this key of the person's.
  case signedCommit(commit: String, key: String)
  /// The person signed the statement with the key of this fingerprint.
  case signed(key: String)

  package var strength: Strength {
    switch self {
    case .named: .named
    case .authored: .authored
    case .signed, .signedCommit: .signed
    }
  }

  /// In a reader's words.
  package var text: String {
    switch self {
    case .named: "named"
    case .authored(nil): "authored, not committed yet"
    case .authored(let commit?): "authored in \(commit.prefix(12))"
    case .signedCommit(let commit, let key): "signed in commit \(commit.prefix(12)) with \(key)"
    case .signed(let key): "signed with \(key)"
    }
  }
}

/// Where a record came from: a commit that holds it while none of its parents does.
package struct RecordOrigin: Sendable {
  /// In hexadecimal; nil for what is not committed yet.
  package let commit: String?
  /// The author's address as the commit has it; nil where the commit can be read in two ways, or may only have mended
  /// what held the record already.
  package let author: [UInt8]?
  /// Nil where there is none, or nobody looked at it.
  package let signature: HeaderSignature?

  package init(commit: String?, author: [UInt8]?, signature: HeaderSignature?) {
    self.commit = commit
    self.author = author
    self.signature = signature
  }
}

/// A signature in a commit's header.
package enum HeaderSignature: Sendable {
  /// An SSH signature in its armor, over the commit's bytes without it.
  case ssh(armored: [UInt8], payload: [UInt8])
  /// An OpenPGP signature, which takes a program to verify.
  case openPGP(OpenPGPVerdict)
}

/// What `gpg` says of an OpenPGP signature, by the keys of the policy and at the moment of the landing.
package enum OpenPGPVerdict: Sendable, Equatable {
  /// It was made by the key whose primary key has this fingerprint.
  case good(key: String)
  /// It counts for nothing, and why, in a reader's words.
  case bad(String)
}

/// Where sign-offs came from, as far as somebody looked.
package struct RecordOrigins: Sendable {
  private var known: [SignOff: [RecordOrigin]] = [:]

  package init() {}

  /// What brought a sign-off; empty where nobody looked.
  package subscript(signOff: SignOff) -> [RecordOrigin] {
    get { known[signOff] ?? [] }
    set { known[signOff] = newValue }
  }
}
