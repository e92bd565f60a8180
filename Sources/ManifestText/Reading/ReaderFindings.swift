import Findings
import Paths

/// How the reader words what it refuses.
extension TreeReader {
  /// A range of the part that is read, as a place in the whole file.
  func place(_ inside: Range<Int>) -> Place {
    Place(source: source, range: inside.lowerBound + range.lowerBound..<inside.upperBound + range.lowerBound)
  }

  func tooLarge() -> Finding {
    Finding(
      .yamlTooLarge, "the text has \(range.count) bytes; the limit is \(limits.size)", at: place(0..<0),
      help: ["move long prose and data to files of their own and link to them"])
  }

  func tooDeep(at range: Range<Int>) -> Finding {
    Finding(.yamlTooDeep, "collections lie more than \(limits.depth) deep here", at: place(range))
  }

  func notMapping(_ what: String, at range: Range<Int>) -> Finding {
    Finding(
      .yamlNotAMapping, "the text is \(what), not keys with values", at: place(range),
      help: ["begin with a line such as `title: Saved replies`"])
  }

  func complexKey(_ flaw: TreeBuilder.KeyFlaw, at range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Finding {
    switch flaw {
    case .collection:
      Finding(
        .yamlComplexKey, "a list or mapping stands where a key belongs", at: place(range),
        help: ["a template such as `{{name}}` needs quotes: `\"{{name}}\"`"])
    case .missing:
      Finding(.yamlComplexKey, "there is a colon without a key before it", at: place(range))
    case .explicit:
      Finding(
        .yamlComplexKey, "the key `\(shown(bytes, range))` is written with `?`", at: place(range),
        help: ["write `\(shown(bytes, range)): ` and its value"])
    }
  }

  func aliasHelp(_ name: String) -> [String] {
    ["to mean the text itself, quote it: `\"\(name)\"`", "to mean another value, write that value here again"]
  }

  func anchorHelp(_ name: String) -> [String] {
    ["to mean the text itself, quote all of it: `\"\(name) …\"`", "else remove `\(name)`"]
  }

  func tagHelp(_ name: String) -> [String] {
    ["to mean the text itself, quote all of it: `\"\(name) …\"`", "else remove `\(name)`"]
  }

  func textFinding(_ flaw: TextFlaw, at range: Range<Int>) -> Finding {
    switch flaw {
    case .wideCharacters:
      Finding(
        .yamlEncoding, "the text is not UTF-8; it looks like UTF-16 or UTF-32", at: place(range),
        help: ["save the file as UTF-8: `iconv -f UTF-16 -t UTF-8 old > new`"])
    case .invalidUTF8(let byte):
      Finding(
        .yamlEncoding, "the byte `\(escaped([byte]))` is no UTF-8", at: place(range),
        help: ["save the file as UTF-8; from an old Western encoding: `iconv -f ISO-8859-1 -t UTF-8 old > new`"])
    case .byteOrderMark:
      Finding(
        .yamlByteOrderMark, "the text begins with a byte-order mark", at: place(range),
        help: ["save as \"UTF-8\", not \"UTF-8 with BOM\"; or `sed -i '1s/^\\xEF\\xBB\\xBF//' file`"])
    case .controlCharacter(let value):
      Finding(
        .yamlControlCharacter, "there is a control character U+\(hexadecimal(value)) in the text", at: place(range),
        help: ["remove it; where a value needs it, write it escaped in double quotes: `\"\\x1B\"`"])
    case .lineEnd:
      Finding(
        .yamlLineEnd, "a line ends here with something else than LF or CR LF", at: place(range),
        help: ["end lines with LF: `tr '\\r' '\\n' < old > new` for files from old Macs"])
    }
  }

  func shown(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    excerpt(bytes, range)
  }
}

/// Some bytes as a message quotes them: escaped, one line, and not more than a line can hold.
func excerpt(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
  var end = min(range.upperBound, range.lowerBound + 60)
  while end < range.upperBound, end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
  return escaped(bytes[range.lowerBound..<end]) + (end < range.upperBound ? "…" : "")
}

/// The offset of the line break behind `offset`, or the end.
func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
  var end = min(offset, bytes.count)
  while end < bytes.count, bytes[end] != 0x0A { end += 1 }
  if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
  return end
}

/// The offset at which the line that holds `offset` begins.
func lineStart(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
  var start = min(offset, bytes.count)
  while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
  return start
}

private func hexadecimal(_ value: UInt32) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - text.count)) + text
}
