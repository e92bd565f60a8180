internal import WorkflowModel

/// JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) allows.
///
/// Only what statements hold: strings, small whole numbers, lists and objects.
enum CanonicalJSON: Sendable {
  case string(String)
  case integer(Int)
  case list([CanonicalJSON])
  case object([String: CanonicalJSON])

  init(_ value: FieldValue) {
    switch value {
    case .text(let text): self = .string(text)
    case .list(let items): self = .list(items.map(CanonicalJSON.init))
    case .map(let entries): self = .object(entries.mapValues(CanonicalJSON.init))
    }
  }

  var bytes: [UInt8] {
    var output: [UInt8] = []
    write(to: &output)
    return output
  }

  private func write(to output: inout [UInt8]) {
    switch self {
    case .string(let text): Self.write(text, to: &output)
    case .integer(let number): output += String(number).utf8
    case .list(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        item.write(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      // RFC 8785, 3.2.3: keys are sorted by their UTF-16 code units.
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.write(member.key, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += #"\""#.utf8
      case UInt8(ascii: "\\"): output += #"\\"#.utf8
      case 0x08: output += #"\b"#.utf8
      case 0x09: output += #"\t"#.utf8
      case 0x0A: output += #"\n"#.utf8
      case 0x0C: output += #"\f"#.utf8
      case 0x0D: output += #"\r"#.utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        output += (#"\u00"# + (digits.count == 1 ? "0" : "") + digits).utf8
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
