internal import Crypto

/// How a message is hashed before it is signed.
enum MessageHash: String, Sendable {
  case sha256
  case sha512

  func digest(of message: [UInt8]) -> [UInt8] {
    switch self {
    case .sha256: Array(SHA256.hash(data: message))
    case .sha512: Array(SHA512.hash(data: message))
    }
  }
}
