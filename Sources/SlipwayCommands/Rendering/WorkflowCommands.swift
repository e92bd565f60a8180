/// Text that no CI runner takes for a command, whatever manifests and file names hold.
///
/// GitHub's and others' runners obey a line that begins with `::` after spaces, and `##[` anywhere in one. The first
/// character of either is written as an escape, as ``escaped(_:)`` writes what cannot be seen.
func withoutWorkflowCommands(_ text: String) -> String {
  if !mayHoldCommands(text) { return text }
  return text.replacing("##[", with: "\\u{23}#[").split(separator: "\n", omittingEmptySubsequences: false).map { line in
    let start = line.prefix { $0.isWhitespace }
    return line.dropFirst(start.count).hasPrefix("::") ? start + "\\u{3a}" + line.dropFirst(start.count + 1) : line
  }.joined(separator: "\n")
}

/// Whether two colons or two `#` stand beside each other; by bytes, as looking for texts takes longer than a long list
/// takes to be made.
private func mayHoldCommands(_ text: String) -> Bool {
  var previous: UInt8 = 0
  for byte in text.utf8 {
    if byte == previous, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
    previous = byte
  }
  return false
}
