import Paths

/// Whether a text can stand without quotes and still be read as this very text.
///
/// - Parameters:
///   - inFlow: whether it stands inside brackets, where `,` and brackets end it.
///   - asKey: whether it is a key. Keys are names to every reader that matters here, so words such as `on` and `no`
///     need no quotes there.
func canBePlain(_ text: String, inFlow: Bool, asKey: Bool) -> Bool {
  let bytes = Array(text.utf8)
  guard let first = bytes.first, let last = bytes.last else { return false }
  if first == 0x20 || last == 0x20 || last == UInt8(ascii: ":") { return false }
  if text.unicodeScalars.contains(where: { $0.isInvisible }) { return false }
  if "#,[]{}&*!|>'\"%@`=".utf8.contains(first) { return false }
  if "-?:".utf8.contains(first), bytes.count == 1 || bytes[1] == 0x20 || inFlow { return false }
  if text.hasPrefix("---") || text.hasPrefix("...") || text == "<<" { return false }
  for (position, byte) in bytes.enumerated() {
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0x20
    switch byte {
    case UInt8(ascii: ":"): if next == 0x20 || inFlow && ",[]{}".utf8.contains(next) { return false }
    case UInt8(ascii: "#"): if position > 0, bytes[position - 1] == 0x20 { return false }
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      if inFlow { return false }
    default: break
    }
  }
  if asKey { return bytes.count < 1000 && !looksLikeNumber(bytes) }
  return !looksLikeNumber(bytes) && !wordsWithMeaning.contains(text.lowercased())
}

/// What YAML 1.1 or 1.2 readers take for a boolean or for nothing.
private let wordsWithMeaning: Set<String> = [
  "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n",
]

/// Whether some reader takes the bytes for a number: integers, floats, and YAML 1.1's sexagesimals such as `12:30`.
///
/// A date such as 2026-11-02 is not one.
private func looksLikeNumber(_ bytes: [UInt8]) -> Bool {
  var rest = bytes[...]
  if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
  let lower = String(decoding: rest, as: UTF8.self).lowercased()
  if lower == ".inf" || lower == ".nan" { return true }
  if lower.hasPrefix("0x") || lower.hasPrefix("0o") || lower.hasPrefix("0b") {
    return lower.dropFirst(2).allSatisfy { $0.isHexDigit || $0 == "_" }
  }
  guard let first = rest.first, first.isDigit || first == UInt8(ascii: "."), rest.contains(where: { $0.isDigit })
  else { return false }
  var dots = 0
  var exponents = 0
  var previous: UInt8 = 0
  for byte in rest {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "_"), UInt8(ascii: ":"): break
    case UInt8(ascii: "."): dots += 1
    case UInt8(ascii: "e"), UInt8(ascii: "E"): exponents += 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      if previous != UInt8(ascii: "e") && previous != UInt8(ascii: "E") { return false }
    default: return false
    }
    previous = byte
  }
  return dots <= 1 && exponents <= 1
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
