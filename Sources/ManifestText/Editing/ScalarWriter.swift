import Paths

/// Writes a text as a scalar.
struct ScalarWriter {
  var inFlow: Bool
  /// The column of the lines of a block scalar.
  var column: Int
  var newline: String
  var usesBlockScalars = true

  /// The text in the wanted style if it can be written so, else in the nearest that can hold it.
  func written(_ text: String, _ wanted: Node.Style = .plain) -> String {
    switch wanted {
    case .singleQuoted: if let quoted = single(text) { return quoted }
    case .literal, .folded:
      if let block = block(text, folded: wanted == .folded) ?? block(text, folded: false) { return block }
    case .plain:
      if canBePlain(text, inFlow: inFlow, asKey: false) { return text }
      if text.utf8.dropLast().contains(0x0A), let block = block(text, folded: false) { return block }
    default: return double(text)
    }
    if text.contains("\"") || text.contains("\\"), let quoted = single(text) { return quoted }
    return double(text)
  }

  func key(_ text: String) -> String {
    canBePlain(text, inFlow: inFlow, asKey: true) ? text : double(text)
  }

  private func single(_ text: String) -> String? {
    if text.unicodeScalars.contains(where: { $0.isInvisible }) { return nil }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  func double(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.isInvisible {
          quoted += escape(scalar.value)
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  private func escape(_ value: UInt32) -> String {
    let (letter, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
    let digits = String(value, radix: 16, uppercase: true)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }

  /// A block scalar; nil where its indentation or its line ends could not be told apart from the text's own.
  private func block(_ text: String, folded: Bool) -> String? {
    var body = text.unicodeScalars[...]
    let ends = body.last == "\n"
    if ends { body.removeLast() }
    if inFlow || !usesBlockScalars || body.isEmpty || body.last == "\n" { return nil }
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.first?.isEmpty ?? true { return nil }
    for line in lines {
      if line.first == " " || line.first == "\t" || line.last == " " { return nil }
      if folded && line.isEmpty || line.contains(where: { $0.isInvisible }) { return nil }
    }
    var written = (folded ? ">" : "|") + (ends ? "" : "-")
    for (number, line) in lines.enumerated() {
      if folded, number > 0 { written += newline }
      written += newline
      if !line.isEmpty { written += String(repeating: " ", count: column) + String(line) }
    }
    return written
  }
}
