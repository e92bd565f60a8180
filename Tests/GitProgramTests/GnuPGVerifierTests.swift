import Foundation
import Testing

@testable import GitProgram

extension ProgramTests {
  @Suite struct GnuPGVerifierTests {
    private static let bytes = Array("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nHello\n".utf8)
    private static let person = "Ada Byron <ada@example.org>"
    private static let made = 1_690_000_000
    private static let signed = 1_700_000_000
    private static let landed = 1_700_086_400

    /// Ada with a key, and what verifies for somebody who has none.
    private final class Scene {
      let ada: Workshop
      let reader: Workshop
      private(set) var fingerprint = ""

      init(expiry: String = "never", verifying variables: [String: String] = [:]) throws {
        ada = try Workshop()
        reader = try Workshop(variables)
        try gpg("--quick-generate-key", person, "ed25519", "sign", expiry, at: made)
        let listing = try ada.run("gpg", "--with-colons", "--list-keys")
        fingerprint =
          try #require(listing.split(separator: "\n").first { $0.hasPrefix("fpr:") })
          .split(separator: ":").last.map(String.init) ?? ""
      }

      func gpg(_ arguments: String..., at moment: Int = signed, input: [UInt8] = []) throws {
        let options = ["--batch", "--yes", "--quiet", "--passphrase", "", "--faked-system-time", "\(moment)!"]
        let run = Program(
          name: "gpg", arguments: options + arguments, environment: ada.environment, folder: ada.home,
          input: .bytes(input))
        let answer = try run.run()
        if answer.status != 0 { throw Workshop.Failure(description: String(decoding: answer.errors, as: UTF8.self)) }
      }

      func signature(_ options: [String] = [], over bytes: [UInt8] = bytes) throws -> [UInt8] {
        try ada.write("bytes", bytes)
        let file = ada.home + "/bytes"
        let run = Program(
          name: "gpg",
          arguments: ["--batch", "--yes", "--quiet", "--faked-system-time", "\(signed)!"] + options
            + ["-b", "-o", ada.home + "/signature", file],
          environment: ada.environment, folder: ada.home)
        let answer = try run.run()
        if answer.status != 0 { throw Workshop.Failure(description: String(decoding: answer.errors, as: UTF8.self)) }
        return try read("signature")
      }

      func keys() throws -> [UInt8] {
        try gpg("-o", "keys", "--export")
        return try read("keys")
      }

      func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: ada.home + "/" + name)))
      }

      func verdict(
        on signature: [UInt8], over bytes: [UInt8] = bytes, by keys: [UInt8], at moment: Int = landed,
        program: String = "gpg"
      ) throws -> GnuPGVerdict {
        try GnuPGVerifier(program: program, folder: reader.home, environment: reader.environment)
          .verdict(on: signature, over: bytes, by: keys, at: moment)
      }
    }

    @Test(.enabled(if: GnuPGSignerTests.isInstalled)) func aGoodSignatureNamesThePrimaryKey() throws {
      let scene = try Scene()
      let signature = try scene.signature()
      #expect(try scene.verdict(on: signature, by: scene.keys()) == .good(primaryKey: scene.fingerprint))
      try scene.gpg("--quick-add-key", scene.fingerprint, "ed25519", "sign", "never", at: Self.made + 1)
      let bySubkey = try scene.signature()
      #expect(try scene.verdict(on: bySubkey, by: scene.keys()) == .good(primaryKey: scene.fingerprint))
      #expect(try scene.reader.leftovers() == [])
    }

    @Test(.enabled(if: GnuPGSignerTests.isInstalled)) func whatIsWrongIsTold() throws {
      let scene = try Scene()
      let keys = try scene.keys()
      let signature = try scene.signature()
      func reason(
        _ signature: [UInt8], over bytes: [UInt8] = Self.bytes, by keys: [UInt8], at moment: Int = Self.landed
      ) throws -> String {
        switch try scene.verdict(on: signature, over: bytes, by: keys, at: moment) {
        case .bad(let reason): return reason
        case .good(let key): return "good: \(key)"
        }
      }
      #expect(try reason(signature, over: Self.bytes + [0x0A], by: keys) == "it is one over other bytes")
      #expect(try reason(signature, by: Scene().keys()).contains("its key is not in the policy"))
      #expect(try reason(signature, by: keys, at: Self.made - 1).contains("was not valid yet"))
      #expect(try reason(signature, by: keys, at: 0).contains("no date"))
      #expect(try reason(scene.signature(["--digest-algo", "SHA1"]), by: keys) == "it rests on a hash that is broken")
      #expect(try reason(scene.signature(["--textmode"]), by: keys) == "it is not one over the commit's bytes")
      #expect(
        try reason(scene.signature(["--default-sig-expire", "1"]), by: keys, at: Self.landed + 86_400)
          == "it had expired when it landed")
      try scene.gpg("--import", at: Self.signed, input: revocation(of: scene))
      #expect(try reason(signature, by: scene.keys()) == "its key is revoked")
      #expect(try scene.reader.leftovers() == [])
    }

    @Test(.enabled(if: GnuPGSignerTests.isInstalled)) func theKeyIsValidAtTheMomentThatIsGiven() throws {
      let scene = try Scene(expiry: "seconds=\(Self.landed - Self.made)")
      let (signature, keys) = (try scene.signature(), try scene.keys())
      #expect(try scene.verdict(on: signature, by: keys, at: Self.landed - 10) == .good(primaryKey: scene.fingerprint))
      #expect(
        try scene.verdict(on: signature, by: keys, at: Self.landed + 10) == .bad("its key had expired when it landed"))
    }

    /// Neither the keys nor the settings of whoever verifies play a part.
    @Test(.enabled(if: GnuPGSignerTests.isInstalled)) func nobodysOwnKeyringCounts() throws {
      let scene = try Scene()
      let (signature, keys) = (try scene.signature(), try scene.keys())
      try scene.reader.write("own", keys)
      try scene.reader.run("gpg", "--batch", "--quiet", "--import", "own")
      try scene.reader.write("gnupg/gpg.conf", Array("no-such-option\n".utf8))
      guard case .bad = try scene.verdict(on: signature, by: Scene().keys()) else {
        Issue.record("verified by a key of the reader's own")
        return
      }
      #expect(try scene.verdict(on: signature, by: keys) == .good(primaryKey: scene.fingerprint))
    }

    @Test func whatSaysNothingIsNoVerdict() throws {
      let workshop = try Workshop()
      func failure(_ program: String) -> GnuPGVerifier.Failure? {
        do throws(GnuPGVerifier.Failure) {
          _ = try GnuPGVerifier(program: program, folder: workshop.home, environment: workshop.environment)
            .verdict(on: [1], over: Self.bytes, by: [2], at: Self.landed)
          return nil
        } catch {
          return error
        }
      }
      #expect(failure("no-such-gpg") == .programMissing("no-such-gpg"))
      try workshop.script("silent", "echo 'not today' >&2")
      #expect(failure("./silent") == .notAsked("`./silent` said: not today"))
      try workshop.script("many", "yes '[GNUPG:] GOODSIG'")
      #expect(failure("./many") != nil)
      #expect(try workshop.leftovers() == [])
    }

    static let statuses: [(lines: [String], verdict: GnuPGVerdict?)] = {
      let valid = "VALIDSIG A 2023-11-14 1700000000 0 4 0 22 8 00 B"
      let odd = GnuPGVerdict.bad("it is not one good signature")
      return [
        (["NEWSIG", "GOODSIG K Sam", valid], .good(primaryKey: "B")), (["GOODSIG K Sam"], odd), ([valid], odd),
        (["NEWSIG", "GOODSIG K Sam", valid, "NEWSIG", "GOODSIG K Sam", valid], odd),
        (["GOODSIG K Sam", valid, "BADSIG K Sam"], .bad("it is one over other bytes")),
        (["GOODSIG K Sam", valid, "NEWSIG", "ERRSIG K"], .bad("it cannot be verified")),
        (["GOODSIG K Sam", "VALIDSIG A 2023-11-14 1700000000 0 4 0 22 8 00"], nil), ([], nil),
        (["KEY_CONSIDERED A 0"], nil),
      ]
    }()

    @Test(arguments: statuses) func onlyOneGoodSignatureCounts(lines: [String], verdict: GnuPGVerdict?) {
      let text = lines.map { "[GNUPG:] \($0)\n" }.joined()
      #expect(GnuPGVerdict(status: Array(text.utf8), hasSucceeded: true) == verdict)
      if case .good? = verdict {
        #expect(GnuPGVerdict(status: Array(text.utf8), hasSucceeded: false) != verdict)
        let quoted = lines.map { "gpg: [GNUPG:] \($0)\n" }.joined()
        #expect(GnuPGVerdict(status: Array(quoted.utf8), hasSucceeded: true) == nil)
      }
    }

    /// GnuPG writes one for each key that it makes, with a colon so that nobody imports it by mistake.
    private func revocation(of scene: Scene) throws -> [UInt8] {
      let text = try scene.ada.text("gnupg/openpgp-revocs.d/\(scene.fingerprint).rev")
      return Array(text.replacingOccurrences(of: ":-----BEGIN", with: "-----BEGIN").utf8)
    }
  }
}
