internal import Crypto
package import WorkflowModel

/// What somebody agrees to, in short: which decision it is, and the fingerprint of all that was there to see.
package struct Agreement: Sendable {
  /// The namespace of signatures in records, in the words of OpenSSH's SSHSIG.
  ///
  /// A signature that was made for anything else, a commit for one, is none here.
  package static let namespace = "slipway-sign-off"

  /// SHA-256 of the canonical form, as 64 lower-case hexadecimal digits: what a record's `covers` holds.
  package let fingerprint: String
  private let decision: [String: CanonicalJSON]

  /// - Parameters:
  ///   - decision: What tells this decision from any other.
  ///   - canonicalForm: All that is agreed to.
  init(to decision: [String: CanonicalJSON], covering canonicalForm: [UInt8]) {
    self.decision = decision
    fingerprint = hexadecimal(SHA256.hash(data: canonicalForm))
  }

  /// The bytes that a signature in a record is over: one JSON object in the canonical form of RFC 8785.
  ///
  /// Its keys are those of the decision, and `by`, `covers`, `on`, `team`, and `statement` (always `slipway/1 sign-off`).
  package func signedForm(by person: String, for team: String, on day: Day) -> [UInt8] {
    var members = decision
    members["by"] = .string(person)
    members["covers"] = .string(fingerprint)
    members["on"] = .string(day.description)
    members["statement"] = .string("slipway/1 sign-off")
    members["team"] = .string(team)
    return CanonicalJSON.object(members).bytes
  }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
