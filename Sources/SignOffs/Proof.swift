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
  package let signature: HeaderSignature?

  package init(commit: String?, author: [UInt8]?, signature: HeaderSignature?) {
    self.commit = commit
    self.author = author
    self.signature = signature
  }
}

/// A signature in a commit's header.
package struct HeaderSignature: Sendable {
  /// The commit's bytes without the signature.
  package let payload: [UInt8]
  /// As it stands in the header: an armored SSH or OpenPGP signature.
  package let armored: [UInt8]

  package init(payload: [UInt8], armored: [UInt8]) {
    self.payload = payload
    self.armored = armored
  }
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
