/// Bytes from a repository as text that is safe to show.
///
/// Control, bidirectional, zero-width and other invisible characters become `\u{…}`, and so do marks that would be drawn
/// over punctuation; bytes that are no UTF-8 become `\x…`. So nothing in a file can move the cursor, hide a letter or
/// start a terminal sequence.
package func escaped(_ bytes: some Sequence<UInt8>) -> String { escaped(Array(bytes)[...]) }

/// The same for a part of a path.
package func escaped(_ bytes: ArraySlice<UInt8>) -> String {
  if isPlain(bytes) { return String(decoding: bytes, as: UTF8.self) }
  if let text = String(validating: bytes, as: UTF8.self) { return escaped(text) }
  let all = Array(bytes)
  var shown = ""
  var position = 0
  while position < all.count {
    let widths = stride(from: min(4, all.count - position), through: 1, by: -1)
    let character = widths.lazy.compactMap { width in
      String(validating: all[position..<(position + width)], as: UTF8.self)
    }.first { $0.unicodeScalars.count == 1 }
    if let character {
      shown += escaped(character)
      position += character.utf8.count
    } else {
      shown += "\\x" + hexadecimal(UInt32(all[position]), digits: 2)
      position += 1
    }
  }
  return shown
}

/// Text with every character that cannot be seen, or that changes how its neighbours are seen, written as `\u{…}`.
package func escaped(_ text: String) -> String {
  if isPlain(text.utf8) { return text }
  var shown = ""
  var previous: Unicode.Scalar = "/"
  for scalar in text.unicodeScalars {
    defer { previous = scalar }
    switch scalar {
    case "\n": shown += "\\n"
    case "\r": shown += "\\r"
    case "\t": shown += "\\t"
    default:
      if scalar.isInvisible || scalar.isMark && !previous.carriesMarks {
        shown += "\\u{" + hexadecimal(scalar.value, digits: 2) + "}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
  }
  return shown
}

/// Whether there is nothing but ASCII characters that can be seen, and spaces.
private func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
  // In one piece, the bytes are looked at several at a time.
  bytes.withContiguousStorageIfAvailable { $0.reduce(true) { $0 && $1 >= 0x20 && $1 < 0x7F } }
    ?? bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
}

extension String {
  /// The first character that cannot be seen; nil where all can.
  package var firstInvisible: Unicode.Scalar? {
    if isPlain(utf8) { return nil }
    return unicodeScalars.first(where: \.isInvisible)
  }
}

extension Unicode.Scalar {
  /// Whether the character is drawn over the one before it.
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether a mark may be drawn over the character: over a slash or a quote it would hide where a name begins.
  fileprivate var carriesMarks: Bool { isASCII ? properties.isAlphabetic || ("0"..."9").contains(self) : !isInvisible }

  /// Whether the character shows nothing of its own: controls, formats (bidirectional, zero-width), separators other
  /// than the space, private use and unassigned code points.
  package var isInvisible: Bool {
    if value < 0x7F { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
    default: return false
    }
  }
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
