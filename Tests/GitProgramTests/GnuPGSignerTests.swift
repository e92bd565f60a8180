import Foundation
import GitProgram
import Testing

extension ProgramTests {
  @Suite struct GnuPGSignerTests {
    private static let bytes = Array("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nHello\n".utf8)
    private static let person = "Ada Byron <ada@example.org>"

    static let isInstalled: Bool = {
      if Workshop.find("gpg") != nil { return true }
      print("Skipped: signing with OpenPGP, as gpg is not installed")
      return false
    }()

    @Test(.enabled(if: isInstalled)) func signsAsGnuPGVerifies() throws {
      let workshop = try Workshop()
      try workshop.run(
        "gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", Self.person, "ed25519", "sign")
      let signer = GnuPGSigner(key: Self.person, program: "gpg", folder: nil, environment: workshop.environment)
      let signature = try signer.sign(Self.bytes)
      #expect(signature.starts(with: "-----BEGIN PGP SIGNATURE-----\n".utf8))
      try workshop.write("signature", signature)
      try workshop.write("bytes", Self.bytes)
      let status = try workshop.run("gpg", "--status-fd=1", "--verify", "signature", "bytes")
      #expect(status.contains("[GNUPG:] GOODSIG "))
    }

    @Test func failuresSayWhatIsWrong() throws {
      let workshop = try Workshop()
      func failure(_ program: String, _ bytes: [UInt8] = Self.bytes) -> SigningFailure? {
        let signer = GnuPGSigner(
          key: Self.person, program: program, folder: workshop.home, environment: workshop.environment)
        do throws(SigningFailure) {
          _ = try signer.sign(bytes)
          return nil
        } catch {
          return error
        }
      }
      #expect(failure("no-such-gpg") == .programMissing("no-such-gpg"))
      // It ends well, but no signature was made.
      try workshop.script(
        "silent", "cat > /dev/null; echo armor; echo '[GNUPG:] BEGIN_SIGNING' >&2; echo 'not today' >&2")
      #expect(failure("./silent") == .refused(program: "./silent", words: "not today"))
      // It ends before it has read what is to be signed, which is more than a pipe holds.
      try workshop.script("early", "echo 'no such key' >&2; exit 2")
      let large = [UInt8](repeating: 0x61, count: 1 << 20)
      #expect(failure("./early", large) == .refused(program: "./early", words: "no such key"))
      try workshop.script("good", "cat > /dev/null; printf 'armor\\r\\n'; echo '[GNUPG:] SIG_CREATED D' >&2")
      let signer = GnuPGSigner(key: "k", program: "~/good", folder: nil, environment: workshop.environment)
      #expect(try signer.sign(Self.bytes) == Array("armor\n".utf8))
    }

    @Test(.enabled(if: isInstalled)) func missingKeyIsToldInTheProgramsWords() throws {
      let workshop = try Workshop()
      let signer = GnuPGSigner(key: "nobody", program: "gpg", folder: nil, environment: workshop.environment)
      do throws(SigningFailure) {
        _ = try signer.sign(Self.bytes)
        Issue.record("signed by nobody")
      } catch {
        guard case .refused("gpg", let words) = error else { throw error }
        #expect(words.contains("gpg: signing failed: No secret key"))
        #expect(!words.contains("[GNUPG:]"))
      }
    }
  }
}
