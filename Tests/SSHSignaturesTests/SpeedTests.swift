import Foundation
import SSHSignatures
import Testing

/// How many signatures two threads read and verify in a second: `SSH_SPEED=1 swift test -c release --filter SpeedTests`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["SSH_SPEED"] != nil))
struct SpeedTests {
  @Test(arguments: ["ed25519", "ecdsa -b 256", "rsa -b 3072"])
  func verifications(type: String) async throws {
    let keygen = try Keygen()
    let message = Array("what is signed\n".utf8)
    let text = try keygen.sign(message, with: keygen.makeKey(type), namespace: "file")
    let line = try SSHSignature(armored: text).base64
    let count = 10_000
    let duration = await ContinuousClock().measure {
      await withTaskGroup { group in
        for _ in 0..<2 {
          group.addTask {
            for _ in 0..<count / 2 {
              let signature = try? SSHSignature(base64: line)
              #expect(signature?.verify(message: message, namespace: "file") == .valid)
            }
          }
        }
      }
    }
    let rate = Double(count) / (duration / .seconds(1))
    print("\(type): \(Int(rate)) verifications a second")
    #expect(rate >= 5_000)
  }
}
