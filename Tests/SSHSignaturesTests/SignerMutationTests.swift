import SeededRandom
import Foundation
import SSHSignatures
import Testing

/// Altered lists of signers, beside `ssh-keygen -Y verify`.
@Suite struct SignerMutationTests {
  static let count = ProcessInfo.processInfo.environment["SSH_MUTATIONS"].flatMap { Int($0) } ?? 200

  static let lists = [
    "alice KEY",
    "*,!bob \t KEY a comment",
    "\"alice\" namespaces=\"f*,!mail\" KEY",
    "alice namespaces=\"file\",valid-after=\"20260101Z\",valid-before=\"202612312359Z\" KEY",
    "alice valid-before=\"20260615120000Z\" KEY\r\n# a comment\n\nbob,al?ce valid-after=\"20260615120000\" KEY\n",
  ]

  @Test func agreesWithKeygen() throws {
    let seed = ProcessInfo.processInfo.environment["SSH_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let room = try SignerRoom()
    let lists = (0..<Self.count).map { index in
      Self.mutation(of: Self.lists[index % Self.lists.count], in: room, using: &generator)
    }
    let theirs = try room.keygen.allows(lists.map { ($0, "alice") }, at: AllowedSignersTests.noonText)
    for (list, isAllowed) in zip(lists, theirs) {
      let signers = AllowedSigners(list)
      let verdict = signers.verdict(on: "alice", with: room.key, for: "file", at: AllowedSignersTests.noon)
      let ours = if case .allowed = verdict { true } else { false }
      // Dates that no calendar has, zero bytes, and a carriage return before everything, which newer versions of OpenSSH
      // pass over: a line that we refuse where OpenSSH does not.
      let beginsWithReturn = list.split(separator: 0x0A).contains { $0.first { $0 != 0x20 && $0 != 0x09 } == 0x0D }
      let isStricter =
        beginsWithReturn
        || signers.problems.contains {
          switch $0.kind {
          case .time, .zeroByte: true
          default: false
          }
        }
      if isStricter, !ours { continue }
      #expect(ours == isAllowed, "seed \(seed): \(String(decoding: list, as: UTF8.self))")
    }
  }

  /// One or two characters altered outside the key, or now and then anywhere.
  private static func mutation(of list: String, in room: SignerRoom, using generator: inout SeededGenerator) -> [UInt8]
  {
    var template = Array(list.utf8)
    let isFilled = Int.random(in: 0..<4, using: &generator) == 0
    if isFilled { template = Array(room.fill(list).utf8) }
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let place = Int.random(in: template.indices, using: &generator)
      let characters = Array("\"\\,!*?= \t\r\n#aAzZ019+-\0".utf8) + [0x80, 0xFF, 0x0B]
      let character = characters.randomElement(using: &generator) ?? 0
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: template.remove(at: place)
      case 1: template[place] = character
      case 2: template.insert(character, at: place)
      default: template.swapAt(place, max(0, place - 1))
      }
    }
    return isFilled ? template : room.fill(template)
  }
}
