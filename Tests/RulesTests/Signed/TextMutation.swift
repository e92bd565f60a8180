import SeededRandom
import Foundation

/// Changes a text as people, tools and attackers would.
struct TextMutation {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func pick<Element>(_ choices: some Collection<Element>) -> Element? {
    choices.randomElement(using: &random)
  }

  /// The text with one to three changes.
  mutating func mutated(_ text: String) -> [UInt8] {
    var text = text
    for _ in 0..<(pick([1, 1, 1, 2, 3]) ?? 1) {
      if number(0..<3) == 0 { return bytesMutated(Array(text.utf8)) }
      text = changed(text)
    }
    return Array(text.utf8)
  }

  /// Bytes flipped, lost, doubled, swapped or put in anywhere.
  mutating func bytesMutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let place = number(0..<bytes.count)
    switch number(0..<6) {
    case 0, 1: bytes[place] ^= 1 << UInt8(number(0..<8))
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(pick(Array("\0\n\r\t #'\",:{}-\\A=/".utf8) + [0x80, 0xC3, 0xFF]) ?? 0, at: place)
    case 4: bytes.swapAt(place, max(0, place - 1))
    default: bytes.insert(bytes[place], at: place)
    }
    return bytes
  }

  private mutating func changed(_ text: String) -> String {
    var lines = text.components(separatedBy: "\n")
    let records = lines.indices.filter { lines[$0].contains("{team:") || lines[$0].contains("{waives:") }
    guard let line = pick(lines.indices), let record = pick(records), let other = pick(records) else { return text }
    switch number(0..<18) {
    case 0: lines.swapAt(line, max(0, line - 1))
    case 1: lines.swapAt(record, other)
    case 2: lines[record] = lines[other]
    case 3: lines.insert(lines[record], at: other)
    case 4: lines.insert(lines[record], at: line)
    case 5: lines.remove(at: number(0..<2) == 0 ? record : line)
    case 6: lines[record] = withMembers(of: lines[record]) { $0.shuffle(using: &$1) }
    case 7: (lines[record], lines[other]) = exchanged(lines[record], lines[other])
    case 8: lines[record] = withBase64(of: lines[record])
    case 9: lines[line] += pick(["  # why", "   ", "\t", " # {team: support}", "\r"]) ?? ""
    case 10: lines.insert(pick(["", "# é", "  # {", "---", "..."]) ?? "", at: line)
    case 11:
      lines[record] = lines[record].replacing(": ", with: pick([":  ", ": \"", " : ", ":"]) ?? "", maxReplacements: 1)
    case 12:
      lines[record] = withMembers(of: lines[record]) { members, random in
        guard let index = members.indices.randomElement(using: &random) else { return }
        let parts = members[index].split(separator: ": ", maxSplits: 1)
        if parts.count == 2 { members[index] = "\(parts[0]): \"\(escaped(parts[1], using: &random))\"" }
      }
    case 13: return lookalike(text)
    case 14:
      return pick([
        text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping,
        text.precomposedStringWithCompatibilityMapping, text.replacing("\n", with: "\r\n"),
      ]) ?? text
    case 15:
      lines[line] =
        pick([lines[line].decomposedStringWithCanonicalMapping, lines[line].uppercased(), lines[line] + " x"]) ?? ""
    case 16:
      let words = [
        "sue": "gus", "gus": "gil", "support": "growth", "trial": "wide", "ada": "sue", "2026-01-05": "2026-01-06",
        "2099": "2098", "export": "import", "works": "seen", "soak": "criteria.works", "draft": "trial",
        "signed": "retracted",
      ]
      if let word = pick(words.keys.sorted()) { lines[record] = lines[record].replacing(word, with: words[word] ?? "") }
    default:
      let pass = "  - {from: trial, to: draft, because: feedback, by: ada, on: 2026-01-03}"
      if number(0..<2) == 0 { return text.replacing("returned:\n", with: "returned:\n" + pass + "\n") }
      return text.replacing("returned:\n" + pass + "\n", with: "")
    }
    return lines.joined(separator: "\n")
  }

  private mutating func withMembers(of line: String, _ change: (inout [Substring], inout SeededGenerator) -> Void)
    -> String
  {
    guard let open = line.firstIndex(of: "{"), let close = line.lastIndex(of: "}"), open < close else { return line }
    var members = line[line.index(after: open)..<close].split(separator: ", ")
    change(&members, &random)
    return line[...open] + members.joined(separator: ", ") + line[close...]
  }

  /// Two records with the values of one key exchanged.
  private mutating func exchanged(_ left: String, _ right: String) -> (String, String) {
    guard let key = pick(["team", "by", "on", "covers", "signed"]) else { return (left, right) }
    let pattern = "\(key): [^,}]*"
    guard let mine = left.range(of: pattern, options: .regularExpression),
      let theirs = right.range(of: pattern, options: .regularExpression)
    else { return (left, right) }
    return (
      left.replacingCharacters(in: mine, with: right[theirs]), right.replacingCharacters(in: theirs, with: left[mine])
    )
  }

  private mutating func withBase64(of line: String) -> String {
    guard let range = line.range(of: "signed: [^,}]*", options: .regularExpression) else { return line }
    var characters = Array(line[range])
    let place = number(8..<max(9, characters.count))
    guard place < characters.count, let new = pick("ABab01+/= -_\n") else { return line }
    switch number(0..<3) {
    case 0: characters[place] = new
    case 1: characters.insert(new, at: place)
    default: characters.removeSubrange(place...)
    }
    return line.replacingCharacters(in: range, with: String(characters))
  }

  /// One character as another one that looks the same, or with one that cannot be seen.
  private mutating func lookalike(_ text: String) -> String {
    let likes: [Character: [String]] = [
      "a": ["а", "ａ", "a\u{200B}"], "e": ["е", "e\u{200D}"], "o": ["о", "ο"], "s": ["ѕ", "ſ"], "u": ["υ"], "g": ["ɡ"],
      "-": ["‐", "−"], ":": ["：", "∶"], "1": ["１", "l"], "0": ["O", "０"], " ": ["\u{A0}", "\u{3000}", "  "],
      "é": ["e\u{301}"],
      "i": ["і", "ı"], "p": ["р"], "k": ["\u{212A}"], "{": ["｛"], "c": ["с"],
    ]
    let places = text.indices.filter { likes[text[$0]] != nil }
    guard let place = pick(places), let like = pick(likes[text[place]] ?? []) else { return text }
    return text.replacingCharacters(in: place...place, with: like)
  }

}

/// The same text in a double-quoted scalar, some of it escaped.
private func escaped(_ text: Substring, using random: inout SeededGenerator) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "\"", "\\": return "\\\(scalar)"
    case _ where Int.random(in: 0..<4, using: &random) == 0 && scalar.isASCII:
      return String(format: "\\x%02x", scalar.value)
    default: return String(scalar)
    }
  }.joined()
}
