/// What GnuPG says of one signature (its doc/DETAILS, "Format of the --status-fd output").
package enum GnuPGVerdict: Hashable, Sendable {
  /// It was made by that primary key, or a subkey of it, and the key is valid; the fingerprint in upper-case hexadecimal.
  case good(primaryKey: String)
  /// It counts for nothing, and why, in a reader's words.
  case bad(String)

  /// - Parameters:
  ///   - status: What GnuPG wrote.
  ///   - hasSucceeded: Whether it ended well.
  init?(status: [UInt8], hasSucceeded: Bool) {
    let lines = status.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
    }
    let words = lines.filter { $0.first == "[GNUPG:]" }.map { $0.dropFirst() }
    let keywords = words.compactMap(\.first)
    for (keyword, reason) in Self.flaws where keywords.contains(keyword) {
      self = .bad(reason)
      return
    }
    let valid = words.filter { $0.first == "VALIDSIG" }
    let good = keywords.count { $0 == "GOODSIG" }
    if valid.isEmpty, good == 0 { return nil }
    guard hasSucceeded, good == 1, valid.count == 1, keywords.count(where: { $0 == "NEWSIG" }) <= 1 else {
      self = .bad("it is not one good signature")
      return
    }
    // VALIDSIG FINGERPRINT DATE SECONDS EXPIRY VERSION RESERVED KEY-ALGORITHM HASH-ALGORITHM CLASS PRIMARY
    let fields = Array(valid[0])
    guard fields.count >= 11, let hash = Int(fields[8]) else { return nil }
    if Self.weakHashes.contains(hash) {
      self = .bad("it rests on a hash that is broken")
    } else if fields[9] != "00" {
      // A signature over a text does not cover its line ends.
      self = .bad("it is not one over the commit's bytes")
    } else {
      self = .good(primaryKey: fields[10])
    }
  }

  /// What speaks against a signature, the most telling first.
  private static let flaws = [
    ("BADSIG", "it is one over other bytes"),
    ("REVKEYSIG", "its key is revoked"),
    ("EXPKEYSIG", "its key had expired when it landed"),
    ("EXPSIG", "it had expired when it landed"),
    ("NO_PUBKEY", "its key is not in the policy, or was not valid yet when it landed"),
    ("ERRSIG", "it cannot be verified"),
    ("UNEXPECTED", "it is no signature alone"),
  ]

  /// MD5, SHA-1 and RIPEMD-160.
  private static let weakHashes: Set = [1, 2, 3]
}
