import SeededRandom
import ManifestText

/// Writes YAML as different people would: any style, comments anywhere, either line end.
struct RandomText {
  var random: SeededGenerator
  private var newline = "\n"
  private var step = 2
  private var listStep = 2

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  mutating func document() -> String {
    newline = chance(30) ? "\r\n" : "\n"
    step = pick([2, 2, 4, 3])
    listStep = pick([0, step, 2])
    var text = chance(20) ? "---" + newline : ""
    if chance(30) { text += "# head é" + newline }
    text += mapping(indent: 0, depth: 0)
    if chance(20) { text += "# tail" + newline }
    if chance(10) { text += "..." + newline }
    if chance(25) { text.removeLast(1) }
    return text
  }

  private mutating func mapping(indent: Int, depth: Int, startsInline: Bool = false) -> String {
    var text = ""
    let keys = ["a", "b", "\"c c\"", "'d'", "é", "on", "long-key"].shuffled(using: &random)
    for (number, key) in keys.prefix(Int.random(in: 1...4, using: &random)).enumerated() {
      if number > 0 || !startsInline { text += between(indent) + spaces(indent) }
      text += key + (chance(5) ? " :" : ":") + value(indent: indent, depth: depth, underKey: true)
    }
    return text
  }

  /// Comments and blank lines.
  private mutating func between(_ indent: Int) -> String {
    var text = ""
    if chance(10) { text += newline }
    if chance(15) { text += spaces(chance(70) ? indent : indent + 1) + "# note: x" + newline }
    return text
  }

  private mutating func end() -> String { (chance(20) ? pick([" # why", "  # é: x", " "]) : "") + newline }

  private mutating func value(indent: Int, depth: Int, underKey: Bool) -> String {
    let inner = indent + step
    switch depth < 3 ? Int.random(in: 0..<10, using: &random) : Int.random(in: 4..<10, using: &random) {
    case 0, 1:
      if underKey { return end() + mapping(indent: inner, depth: depth + 1) }
      return " " + mapping(indent: indent + 2, depth: depth + 1, startsInline: true)
    case 2, 3:
      let column = underKey ? indent + listStep : indent + 2
      var text = underKey ? end() : " "
      for number in 0..<Int.random(in: 1...3, using: &random) {
        if number > 0 || underKey { text += between(column) + spaces(column) }
        text += "-" + value(indent: column, depth: depth + 1, underKey: false)
      }
      return text
    case 4: return " " + flow(depth: depth) + end()
    case 5: return end()
    case 6: return blockScalar(indent)
    case 7: return " " + pick(["'it''s'", "\"tab\\t\"", "\"\"", "\"a: b #c\"", "'x'"]) + end()
    case 8: return " one" + newline + spaces(inner) + "two" + end()
    default: return " " + pick(["a", "no", "12:30", "https://x.y/z", "x y", "é ü", "a#b", "-x", "2026-11-02"]) + end()
    }
  }

  private mutating func blockScalar(_ indent: Int) -> String {
    let inner = spaces(indent + step)
    var text = " " + pick(["|", ">", "|-", ">-", "|+", "| # why"]) + newline
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      text += inner + pick(["text", "more: x # y", "é", "- z"]) + newline
      if chance(15) { text += newline + inner + "text" + newline }
    }
    if chance(25) { text += newline }
    return text
  }

  private mutating func flow(depth: Int) -> String {
    let isList = chance(50)
    let isOpen = chance(30)
    var parts: [String] = []
    for key in ["a", "'b'", "c c"].prefix(Int.random(in: 0...3, using: &random)) {
      let value = depth < 3 && chance(25) ? flow(depth: depth + 1) : pick(["x", "'y, z'", "\"w\"", "1.10"])
      parts.append(isList ? value : pick(["\(key): \(value)", "\(key): \(value)", key, "\(key): "]))
    }
    let inner = newline + spaces(9)
    var text = isList ? "[" : "{"
    for (number, part) in parts.enumerated() {
      let isLast = number == parts.count - 1
      if isOpen { text += inner }
      text += part + (isLast ? (chance(20) ? "," : "") : pick([",", ", "]))
      if isOpen && chance(30) { text += " # in" }
    }
    return text + (isOpen ? newline + spaces(8) : "") + (isList ? "]" : "}")
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  // MARK: Changes

  mutating func change(in root: Node) -> Change {
    var node = root
    var path: [Change.Step] = []
    while node.count > 0, path.isEmpty || chance(65) {
      if node.kind == .mapping {
        let entry = pick(Array(node.entries))
        path.append(.key(entry.key.text))
        node = entry.value
      } else {
        let index = Int.random(in: 0..<node.count, using: &random)
        path.append(.index(index))
        node = Array(node.items)[index]
      }
    }
    let layout = pick([Change.Layout.block, .flow, .flowItems])
    let kind = Int.random(in: 0..<10, using: &random)
    if kind < 2 { return .remove(path) }
    if kind < 5, node.kind == .sequence { return .append(path, value(2), layout: layout) }
    if kind < 5, node.kind == .mapping || node.isEmpty {
      let deeper: [Change.Step] = chance(30) ? ["new", "newer"] : ["new"]
      return .set(path + deeper, value(2), layout: layout, after: chance(50) ? ["a", "c c"] : [])
    }
    if kind == 5 { return .set(["new"], value(2), layout: layout, after: chance(50) ? ["a", "é"] : []) }
    return .set(path, value(2), layout: layout)
  }

  mutating func value(_ depth: Int) -> YAMLValue {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
    case 6, 7: return .list((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth - 1) })
    case 8, 9:
      return .map(
        ["k", "l: m", "on"].prefix(Int.random(in: 0...3, using: &random)).map { .init($0, value(depth - 1)) })
    default:
      return .text(
        pick([
          "x", "", " ", "no", "12:30", "1.10", "a: b", "#c", "d #e", "- f", "it's", "say \"hi\"", "back\\slash", "[g",
          "h, i", "two\nlines", "two\nlines\n", "three\n\nlines\n", " lead\ning\n", "tab\there", "\u{1B}[31m",
          "\u{202E}",
          "é", "@x", "---", "...", "<<", "?", "-", ":", "null", "~", "\n", "x\n", "x\r\ny", "trail ", "trail:",
          "\u{FEFF}",
        ]))
    }
  }
}
