import Foundation
import GitProgram
import Testing

extension ProgramTests {
  @Suite struct SSHSignerTests {
    private static let bytes = Array("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nHello\n".utf8)

    private func key(_ kind: String = "ed25519", passphrase: String = "") throws -> Workshop {
      let workshop = try Workshop()
      try workshop.run("ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "ada", "-f", "key")
      return workshop
    }

    /// Whether `ssh-keygen` takes the signature for one by the key over the bytes.
    private func isGood(_ signature: [UInt8], _ workshop: Workshop, namespace: String = "git") throws -> Bool {
      try workshop.write("allowed", Array("ada@example.org \(workshop.text("key.pub"))".utf8))
      try workshop.write("signature", signature)
      let answer = try? workshop.run(
        "ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "ada@example.org", "-n", namespace, "-s", "signature",
        input: Self.bytes)
      return answer?.hasPrefix("Good \"\(namespace)\" signature") == true
    }

    @Test(arguments: ["ed25519", "ecdsa", "rsa"])
    func signsWithAKeyFile(kind: String) throws {
      let workshop = try key(kind)
      let signer = SSHSigner(key: workshop.home + "/key", folder: nil, environment: workshop.environment)
      let signature = try signer.sign(Self.bytes, namespace: "git")
      #expect(try isGood(signature, workshop))
      #expect(signature.last == UInt8(ascii: "\n"))
      #expect(try workshop.leftovers() == [])
    }

    @Test func namespaceIsTheCallers() throws {
      let workshop = try key()
      let signer = SSHSigner(key: workshop.home + "/key", folder: nil, environment: workshop.environment)
      let signature = try signer.sign(Self.bytes, namespace: "sign-off@example.org")
      #expect(try isGood(signature, workshop, namespace: "sign-off@example.org"))
      #expect(try !isGood(signature, workshop))
    }

    @Test(arguments: ["~/key", "~/key.pub", "key", "./key.pub"])
    func findsKeysBelowHomeAndFolder(path: String) throws {
      let workshop = try key()
      let signer = SSHSigner(key: path, folder: workshop.home, environment: workshop.environment)
      #expect(try isGood(signer.sign(Self.bytes, namespace: "git"), workshop))
    }

    @Test(arguments: ["", "key::"])
    func asksTheAgentForAKeyThatStandsForItself(prefix: String) throws {
      let workshop = try key()
      let agent = try workshop.startAgent(with: "key")
      try FileManager.default.removeItem(atPath: workshop.home + "/key")

      let environment = workshop.environment.merging(["SSH_AUTH_SOCK": agent.socket]) { $1 }
      let literal = prefix + (try workshop.text("key.pub")).trimmingCharacters(in: .newlines)
      let named = SSHSigner(key: literal, folder: nil, environment: environment)
      #expect(try isGood(named.sign(Self.bytes, namespace: "git"), workshop))
      let file = SSHSigner(key: "~/key.pub", folder: nil, environment: environment)
      #expect(try isGood(file.sign(Self.bytes, namespace: "git"), workshop))
      let command = SSHSigner(key: nil, defaultKeyCommand: "ssh-add -L", folder: nil, environment: environment)
      #expect(try isGood(command.sign(Self.bytes, namespace: "git"), workshop))
      withExtendedLifetime(agent) {}
      #expect(try workshop.leftovers() == [])
    }

    @Test func asksForThePassphrase() throws {
      let workshop = try key(passphrase: "open sesame")
      let askpass = try workshop.script("askpass", "echo asked >> \"$HOME/log\"; echo 'open sesame'")
      let environment = workshop.environment.merging(
        ["SSH_ASKPASS": askpass, "SSH_ASKPASS_REQUIRE": "force"]) { $1 }
      let signer = SSHSigner(key: "~/key", folder: nil, environment: environment)
      #expect(try isGood(signer.sign(Self.bytes, namespace: "git"), workshop))
      #expect(try workshop.text("log") == "asked\n")
    }

    @Test func anotherProgramIsCalledAsGitCallsIt() throws {
      let workshop = try key()
      let program = try workshop.script(
        "signer",
        "echo \"$@\" > \"$HOME/log\"; stat -c %a \"$7\" \"$(dirname \"$7\")\" >> \"$HOME/log\"; exec ssh-keygen \"$@\"")
      let signer = SSHSigner(key: "~/key", program: program, folder: nil, environment: workshop.environment)
      #expect(try isGood(signer.sign(Self.bytes, namespace: "git"), workshop))
      let lines = try workshop.text("log").split(separator: "\n")
      #expect(lines[0].hasPrefix("-Y sign -n git -f \(workshop.home)/key \(workshop.temporary)/"))
      #expect(lines[1...] == ["600", "700"])
    }

    @Test func failuresSayWhatIsWrongAndLeaveNothing() throws {
      let workshop = try key()
      func failure(
        _ key: String?, command: String? = nil, program: String? = nil, temporary: String? = nil
      ) -> SigningFailure? {
        let environment = workshop.environment.merging(temporary.map { ["TMPDIR": $0] } ?? [:]) { $1 }
        let signer = SSHSigner(
          key: key, defaultKeyCommand: command, program: program, folder: workshop.home, environment: environment)
        do throws(SigningFailure) {
          _ = try signer.sign(Self.bytes, namespace: "git")
          return nil
        } catch {
          return error
        }
      }
      #expect(failure(nil) == .noKey)
      #expect(failure("") == .noKey)
      #expect(failure("key", program: "no-such-signer") == .programMissing("no-such-signer"))
      #expect(failure("key", program: "./no-such-signer") == .programMissing("./no-such-signer"))
      #expect(
        failure("nowhere")
          == .refused(program: "ssh-keygen", words: "Couldn't load public key nowhere: No such file or directory"))
      #expect(failure("key", program: "true") == .refused(program: "true", words: "it does not say why"))
      #expect(failure(nil, command: "no-such-command") == .programMissing("no-such-command"))
      #expect(
        failure(nil, command: "sh -c 'echo no agent >&2; exit 1'")
          == .refused(program: "gpg.ssh.defaultKeyCommand", words: "no agent"))
      #expect(
        failure(nil, command: "echo nothing")
          == .refused(
            program: "gpg.ssh.defaultKeyCommand", words: "it printed no key that begins with `key::` or `ssh-`"))
      #expect(
        failure(nil, command: "echo 'open")
          == .refused(program: "gpg.ssh.defaultKeyCommand", words: "its quotes or backslashes are not complete"))
      #expect(
        failure("key", temporary: "/nowhere")
          == .notTried("a temporary folder in /nowhere could not be made: No such file or directory"))
      let killed = try? workshop.script("killed", "kill -9 $$")
      #expect(failure("key", program: killed) == .refused(program: killed ?? "", words: "it was ended by a signal"))
      let hostile = try? workshop.script("hostile", #"printf 'no\033[2Jway\r\n' >&2; exit 1"#)
      #expect(failure("key", program: hostile) == .refused(program: hostile ?? "", words: #"no\u{1b}[2Jway"#))
      #expect(try workshop.leftovers() == [])
    }
  }
}
