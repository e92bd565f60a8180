import SSHSignatures
import Testing

/// Every type of key that `ssh-keygen` makes, beside it.
@Suite struct KeyTypeTests {
  static let supported = [
    "ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048", "rsa -b 3072",
  ]

  @Test(arguments: supported, ["sha256", "sha512"])
  func verifiesWhatWasSigned(type: String, hash: String) throws {
    let keygen = try Keygen()
    let name = try keygen.makeKey(type)
    let message = Array("what is signed\n".utf8)
    let text = try keygen.sign(message, with: name, namespace: "file", hash: hash)
    let signature = try SSHSignature(armored: text)
    #expect(signature.verify(message: message, namespace: "file") == .valid)
    #expect(signature.verify(message: message, namespace: "mail") == .invalid(.namespace))
    #expect(signature.verify(message: message + [0], namespace: "file") == .invalid(.mismatch))
    #expect(signature.verify(message: [], namespace: "file") == .invalid(.mismatch))
    #expect(String(decoding: signature.namespace, as: UTF8.self) == "file")
    #expect(try signature.key == keygen.publicKey(name))

    #expect(signature.armored == String(decoding: text, as: UTF8.self))
    let again = try SSHSignature(base64: signature.base64)
    #expect(again.blob == signature.blob)
    #expect(again.verify(message: message, namespace: "file") == .valid)
    #expect(!signature.base64.contains("\n"))
  }

  @Test(arguments: supported + ["rsa -b 1024", "dsa"])
  func namesAndFingerprints(type: String) throws {
    let keygen = try Keygen()
    let name: String
    do {
      name = try keygen.makeKey(type)
    } catch {
      // Newer versions of OpenSSH make no keys of the old types.
      return
    }
    let key = try keygen.publicKey(name)
    #expect(try keygen.shell("ssh-keygen -l -f \(name).pub").contains(" \(key.fingerprint) "))
    #expect(try String(decoding: keygen.read(name + ".pub"), as: UTF8.self) == "\(key) a comment\n")
    #expect(try SSHPublicKey(blob: key.blob) == key)
    #expect((key.unsupported == nil) == Self.supported.contains(type))
  }
}
