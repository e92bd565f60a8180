import Foundation
import SSHSignatures
import Testing

/// Lists of signers, line by line, beside `ssh-keygen -Y verify` and `-Y find-principals`.
@Suite struct AllowedSignersTests {
  /// The fifteenth of June 2026, 12:00 UTC.
  static let noon = 1_781_524_800
  static let noonText = "20260615120000Z"

  /// A list, in which `KEY` stands for the signer's key and `OTHER` for somebody else's, and what holds for `alice`.
  struct Case: Sendable, CustomStringConvertible {
    let list: String
    let isAllowed: Bool
    let refusal: SignerRefusal?
    let problems: [SignerProblem.Kind]
    let principal: String
    var description: String { list.count < 100 ? list : list.prefix(100) + "…" }

    static func allowed(_ list: String, by principal: String = "alice", _ problems: SignerProblem.Kind...) -> Case {
      Case(list: list, isAllowed: true, refusal: nil, problems: problems, principal: principal)
    }
    static func refused(
      _ list: String, _ refusal: SignerRefusal, by principal: String = "alice", _ problems: SignerProblem.Kind...
    ) -> Case {
      Case(list: list, isAllowed: false, refusal: refusal, problems: problems, principal: principal)
    }
    /// A line that counts for nothing.
    static func void(_ list: String, _ problem: SignerProblem.Kind) -> Case {
      Case(list: list, isAllowed: false, refusal: .unknownKey, problems: [problem], principal: "alice")
    }
  }

  static let principals: [Case] = [
    .allowed("alice KEY"),
    .allowed("bob,alice KEY"),
    .allowed("a*e KEY"),
    .allowed("al??e KEY"),
    .allowed("* KEY"),
    .allowed("**a*l*i*c*e** KEY"),
    .refused("al?e KEY", .otherPrincipal),
    .refused("Alice KEY", .otherPrincipal),
    .refused("bob KEY", .otherPrincipal),
    .refused("*,!alice KEY", .otherPrincipal),
    .refused("!alice,* KEY", .otherPrincipal),
    .refused("!bob KEY", .otherPrincipal),
    .allowed("!bob,* KEY"),
    .allowed("bob,,alice, KEY"),
    .allowed("*@example.org KEY", by: "alice@example.org"),
    .refused("*@example.org KEY", .otherPrincipal, by: "alice@example.com"),
    .refused("*@example.org KEY", .otherPrincipal, by: "alice@example.org.evil"),
    .allowed("\"alice\" KEY"),
    .allowed("\"alice\"KEY"),
    .allowed("\"alice b\" KEY", by: "alice b"),
    .allowed("al\"ice b\" KEY", by: "alice b"),
    .refused("\"alice b\" KEY", .otherPrincipal),
    .void("\"alice KEY", .unclosedQuote),
    .refused("\"\" KEY", .otherPrincipal),
    .refused("alice OTHER", .unknownKey),
    .allowed("alice OTHER\nalice KEY"),
    .allowed("bob KEY\nalice KEY"),
    .refused("\(String(repeating: "x", count: 1_023)),alice KEY", .otherPrincipal),
    .allowed("\(String(repeating: "x", count: 1_022)),alice KEY"),
    .allowed("alice,\(String(repeating: "x", count: 1_022)) KEY"),
    .refused("alice,\(String(repeating: "x", count: 1_023)) KEY", .otherPrincipal),
  ]

  static let form: [Case] = [
    .refused("", .unknownKey),
    .refused("# alice KEY", .unknownKey),
    .refused("  # alice KEY", .unknownKey),
    .allowed("\n\n# a comment\n \t alice \t KEY"),
    .allowed("alice KEY with a comment"),
    .allowed("alice KEY\r"),
    .allowed("alice KEY\r\nbob OTHER\r\n"),
    .allowed("alice\tKEY\n"),
    .void("alice", .missingKey),
    .void("alice ", .missingKey),
    .void("alice ssh-ed25519", .missingKey),
    .void("alice namespaces=\"file\"", .missingKey),
    .void("alice namespaces=\"file KEY", .unclosedQuote),
    .void("alice ssh-ed25519 AAAA", .key(.truncated)),
    .void("alice ssh-ed25519 ????", .key(.base64)),
    .void("alice KEY=", .key(.base64)),
    .allowed("nonsense\nalice KEY", .missingKey),
    .allowed("alice nonsense KEY\nalice KEY", .unknownOption),
  ]

  static let options: [Case] = [
    .allowed("alice namespaces=\"file\" KEY"),
    .allowed("alice NameSpaces=\"file\" KEY"),
    .allowed("alice namespaces=\"mail,file\" KEY"),
    .allowed("alice namespaces=\"f*\" KEY"),
    .allowed("alice namespaces=\"f*,!fi\" KEY"),
    .allowed("alice namespaces=\"a\\\"b, c,file\" KEY"),
    .allowed("alice ,namespaces=\"file\" KEY"),
    .allowed("alice namespaces=\"file\",,valid-before=\"20300101Z\" KEY"),
    .allowed("alice namespaces=\"mail\" KEY\nalice namespaces=\"file\" KEY"),
    .refused("alice namespaces=\"mail\" KEY", .otherNamespace(line: 1)),
    .refused("alice namespaces=\"\" KEY", .otherNamespace(line: 1)),
    .refused("alice namespaces=\"*,!file\" KEY", .otherNamespace(line: 1)),
    .refused("alice namespaces=\"!mail\" KEY", .otherNamespace(line: 1)),
    .void("alice namespaces=file KEY", .unquotedValue("namespaces")),
    .void("alice namespaces KEY", .unknownOption),
    .void("alice namespaces=\"file\"x KEY", .unknownOption),
    .void("alice namespaces=\"file\",namespaces=\"file\" KEY", .repeatedOption("namespaces")),
    .void("alice namespaces=\"file\", KEY", .missingOption),
    .void("alice no-touch-required KEY", .unknownOption),
    .void("alice cert-authority KEY", .certificateAuthority),
    .void("alice cert-authority,namespaces=\"file\" KEY", .certificateAuthority),
    .void("alice cert-authorityx KEY", .unknownOption),
    .allowed("alice cert-authority KEY\nalice KEY", .certificateAuthority),
  ]

  static let times: [Case] = [
    .allowed("alice valid-after=\"20260615120000Z\" KEY"),
    .refused("alice valid-after=\"20260615120001Z\" KEY", .notYetValid(line: 1, from: noon + 1)),
    .allowed("alice valid-before=\"20260615120000Z\" KEY"),
    .refused("alice valid-before=\"20260615115959Z\" KEY", .expired(line: 1, until: noon - 1)),
    .allowed("alice valid-after=\"202606151200Z\" KEY"),
    .refused("alice valid-after=\"202606151201Z\" KEY", .notYetValid(line: 1, from: noon + 60)),
    .allowed("alice valid-after=\"20260615Z\",valid-before=\"20260616Z\" KEY"),
    .refused("alice valid-before=\"20260615Z\" KEY", .expired(line: 1, until: noon - 43_200)),
    .allowed("alice VALID-BEFORE=\"20260615120000z\" KEY"),
    .allowed("alice valid-before=\"20260615120000utc\" KEY"),
    .allowed("alice valid-after=\"19700101000001Z\" KEY"),
    .allowed("alice valid-after=\"20240229Z\" KEY"),
    .allowed("alice valid-before=\"99991231235959Z\" KEY"),
    .refused(
      "alice valid-after=\"20270101Z\" KEY\nalice valid-before=\"20260101Z\" KEY",
      .notYetValid(line: 1, from: 1_798_761_600)),
    .allowed("alice valid-before=\"20260101Z\" KEY\nalice valid-after=\"20260101Z\" KEY"),
    .refused(
      "alice namespaces=\"mail\" KEY\nalice valid-before=\"20260101Z\" KEY",
      .expired(line: 2, until: 1_767_225_600)),
    .void("alice valid-after=20260615Z KEY", .unquotedValue("valid-after")),
    .void("alice valid-after=\"19700101Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"19691231Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"\" KEY", .time("valid-after")),
    .void("alice valid-after=\"Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"2026-06-15\" KEY", .time("valid-after")),
    .void("alice valid-after=\"2026061512Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"20261301Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"20260600Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"20260632Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"202606152400Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"202606151260Z\" KEY", .time("valid-after")),
    .void("alice valid-after=\"20260101Z\",valid-before=\"20260101Z\" KEY", .emptyWindow),
    .void("alice valid-before=\"20300101Z\",valid-before=\"20300101Z\" KEY", .repeatedOption("valid-before")),
  ]

  @Test func agreesWithKeygen() throws {
    let room = try SignerRoom()
    let cases = Self.principals + Self.form + Self.options + Self.times
    let lists = cases.map { room.fill($0.list) }
    let theirs = try room.keygen.allows(zip(lists, cases).map { (Array($0.utf8), $1.principal) }, at: Self.noonText)
    for (index, test) in cases.enumerated() {
      let signers = AllowedSigners(lists[index].utf8)
      let verdict = signers.verdict(on: test.principal, with: room.key, for: "file", at: Self.noon)
      if test.isAllowed {
        guard case .allowed = verdict else {
          Issue.record("\(test): \(verdict)")
          continue
        }
      } else {
        #expect(verdict == test.refusal.map(SignerVerdict.refused), "\(test)")
      }
      #expect(signers.problems.map(\.kind) == test.problems, "\(test)")
      #expect(theirs[index] == test.isAllowed, "ssh-keygen: \(test)")
    }
  }

  /// `find-principals` asks no namespace, and prints the patterns of the first line that holds, up to an empty one.
  @Test func findsPrincipalsAsKeygenDoes() throws {
    let room = try SignerRoom()
    for test in Self.principals + Self.form + Self.times where !test.list.contains("namespaces") {
      let list = room.fill(test.list)
      room.keygen.write(list.utf8, to: "list")
      let theirs = try room.keygen.shell(
        "ssh-keygen -Y find-principals -f list -s message.sig -Overify-time=\(Self.noonText) 2>/dev/null || true")
      let first = AllowedSigners(list.utf8).signers(with: room.key, for: "file", at: Self.noon).first
      let patterns = first.map { String(decoding: $0.principals.bytes, as: UTF8.self) } ?? ""
      let ours = patterns.split(separator: ",", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
      #expect(ours.joined(separator: "\n") == theirs.trimmingCharacters(in: .newlines), "\(test)")
    }
  }

  /// Where we say no and OpenSSH does not, so that a policy means one thing on every machine, and what it says.
  @Test(arguments: [
    ("alice valid-after=\"20250231Z\" KEY", SignerProblem.Kind.time("valid-after")),
    ("alice valid-after=\"2025 1 1Z\" KEY", .time("valid-after")),
    ("alice valid-after=\"20250101235960Z\" KEY", .time("valid-after")),
    ("alice KEY\0", .zeroByte),
  ])
  func stricterThanKeygen(list: String, problem: SignerProblem.Kind) throws {
    let room = try SignerRoom()
    let filled = room.fill(list)
    let signers = AllowedSigners(filled.utf8)
    #expect(signers.problems.map(\.kind) == [problem])
    #expect(signers.signers.isEmpty)
    #expect(try room.keygen.allows([(Array(filled.utf8), "alice")], at: Self.noonText) == [true])
  }

  /// A time without a zone: OpenSSH's answer depends on the machine, ours does not and says so.
  @Test func localTimesAreReadAsUTC() throws {
    let room = try SignerRoom()
    let list = room.fill("alice valid-before=\"20260615130000\" KEY")
    let signers = AllowedSigners(list.utf8)
    #expect(signers.problems.map(\.kind) == [.localTime("valid-before")])
    #expect(signers.problems.map(\.voidsLine) == [false])
    #expect(signers.verdict(on: "alice", with: room.key, for: "file", at: Self.noon) == .allowed(line: 1))
    #expect(try room.keygen.allows([(Array(list.utf8), "alice")], at: Self.noonText, zone: "UTC0") == [true])
    #expect(try room.keygen.allows([(Array(list.utf8), "alice")], at: Self.noonText, zone: "AHEAD-3") == [false])
  }

  @Test func problemsPointAtTheirBytes() throws {
    let list = """
      # people
      alice valid-after="2026",namespaces="file" ssh-ed25519 AAAA
      bob foo,bar ssh-ed25519 AAAA
      carol ssh-ed25519 AAAA comment
      dave "x" y
      """
    let bytes = Array(list.utf8)
    let shown = AllowedSigners(bytes).problems.map { "\($0.line): " + String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(shown == ["2: \"2026\"", "3: foo", "4: ssh-ed25519 AAAA", "5: \"x\""])
  }

  /// The key of an unsupported type is told apart from an option, and found by its bytes.
  @Test func unsupportedKeysKeepTheirLine() throws {
    let blob = Array("\0\0\0\u{b}ssh-unknown\0\0\0\u{1}x".utf8)
    let key = try SSHPublicKey(blob: blob)
    #expect(key.unsupported == .keyType("ssh-unknown"))
    let signers = AllowedSigners("alice namespaces=\"file\" \(key)".utf8)
    #expect(signers.problems.map(\.kind) == [.unsupportedKey(.keyType("ssh-unknown"))])
    #expect(signers.verdict(on: "alice", with: key, for: "file", at: 1) == .allowed(line: 1))
    #expect(AllowedSigners("alice \(key)".utf8).signers.map(\.line) == [1])
  }
}

/// A key, a message signed by it, and somebody else's key.
struct SignerRoom {
  let keygen: Keygen
  let key: SSHPublicKey
  private let other: SSHPublicKey

  init() throws {
    keygen = try Keygen()
    let name = try keygen.makeKey("ed25519")
    key = try keygen.publicKey(name)
    other = try keygen.publicKey(try keygen.makeKey("ed25519"))
    keygen.write("a message".utf8, to: "message")
    keygen.write(try keygen.sign(Array("a message".utf8), with: name, namespace: "file"), to: "message.sig")
  }

  func fill(_ list: [UInt8]) -> [UInt8] {
    var filled: [UInt8] = []
    var rest = list[...]
    while let first = rest.first {
      let word = [("KEY", key), ("OTHER", other)].first { rest.starts(with: $0.0.utf8) }
      filled += word.map { Array($0.1.description.utf8) } ?? [first]
      rest = rest.dropFirst(word?.0.utf8.count ?? 1)
    }
    return filled
  }

  func fill(_ list: String) -> String { String(decoding: fill(Array(list.utf8)), as: UTF8.self) }
}

extension Keygen {
  /// Whether `ssh-keygen -Y verify` takes the room's signature, by each list for each principal.
  func allows(
    _ cases: [(list: [UInt8], principal: String)], at time: String, zone: String = "UTC0"
  ) throws -> [Bool] {
    for (index, test) in cases.enumerated() { write(test.list, to: "list-\(index)") }
    let commands = cases.enumerated().map { index, test in
      "ssh-keygen -Y verify -f list-\(index) -I '\(test.principal)' -n file -s message.sig -Overify-time=\(time) "
        + "<message >/dev/null 2>&1; echo $?"
    }
    return try shell(commands.joined(separator: "\n"), zone: zone).split(separator: "\n").map { $0 == "0" }
  }
}
