/// What is wrong with a line of a list of signers.
package struct SignerProblem: Sendable, Hashable {
  /// The line's number, from 1.
  package let line: Int
  /// The bytes of the list that it is about.
  package let range: Range<Int>
  package let kind: Kind

  package enum Kind: Sendable, Hashable {
    /// No key follows the principals.
    case missingKey
    case unclosedQuote
    case zeroByte
    case key(SSHFormatError)
    case unknownOption
    /// An option that stands twice in its line.
    case repeatedOption(String)
    /// An option's value that is not in quotes.
    case unquotedValue(String)
    /// A comma with nothing after it.
    case missingOption
    /// A time in another form, or one that no calendar has.
    case time(String)
    /// The last valid moment is not after the first one.
    case emptyWindow
    /// The key signs certificates, which are not supported.
    case certificateAuthority
    /// The line counts, but the signatures of its key are not verified here.
    case unsupportedKey(UnsupportedSSH)
    /// The line counts, but OpenSSH reads this time in the time zone of whoever verifies; here it is UTC.
    case localTime(String)
  }

  /// Whether the line counts for nothing.
  package var voidsLine: Bool {
    switch kind {
    case .unsupportedKey, .localTime: false
    default: true
    }
  }
}

extension SignerProblem.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingKey: "a line needs principals, options if any, the type of a key and the key"
    case .unclosedQuote: "a quote is not closed"
    case .zeroByte: "there is a zero byte in the line"
    case .key(let error): "the key cannot be read: \(error)"
    case .unknownOption: "this is neither an option nor the type of a key"
    case .repeatedOption(let name): "the option \(name) stands here twice"
    case .unquotedValue(let name): "the value of \(name) must be in double quotes"
    case .missingOption: "an option is missing after the comma"
    case .time(let name): "\(name) needs a time as YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ"
    case .emptyWindow: "valid-before is not later than valid-after"
    case .certificateAuthority: "certificates are not supported, so no certificate authority is"
    case .unsupportedKey(let reason): "\(reason)"
    case .localTime(let name):
      "\(name) has no Z at its end: OpenSSH reads it in the time zone of whoever verifies, here it is UTC"
    }
  }
}
