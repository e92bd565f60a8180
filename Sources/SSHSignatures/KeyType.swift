/// The types of keys whose signatures are verified here, by their names.
enum KeyType: String {
  case ed25519 = "ssh-ed25519"
  case p256 = "ecdsa-sha2-nistp256"
  case p384 = "ecdsa-sha2-nistp384"
  case p521 = "ecdsa-sha2-nistp521"
  case rsa = "ssh-rsa"
  case ed25519Token = "sk-ssh-ed25519@openssh.com"
  case p256Token = "sk-ecdsa-sha2-nistp256@openssh.com"

  /// The algorithms that such a key may sign with.
  var algorithms: [String] {
    switch self {
    // Not `ssh-rsa`, which is with SHA-1: OpenSSH's sshsig.c refuses it too.
    case .rsa: ["rsa-sha2-512", "rsa-sha2-256"]
    default: [rawValue]
    }
  }
}
