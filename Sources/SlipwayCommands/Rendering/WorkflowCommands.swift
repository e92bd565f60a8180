/// Text that no CI runner takes for a command, whatever manifests and file names hold.
///
/// GitHub's and others' runners obey a line that begins with `::` after spaces, and `##[` anywhere in one. The first
/// character of either is written as an escape, as ``escaped(_:)`` writes what cannot be seen.
func withoutWorkflowCommands(_ text: String) -> String {
  if !text.contains("::"), !text.contains("##[") { return text }
  return text.replacing("##[", with: "\\u{23}#[").split(separator: "\n", omittingEmptySubsequences: false).map { line in
    let start = line.prefix { $0.isWhitespace }
    return line.dropFirst(start.count).hasPrefix("::") ? start + "\\u{3a}" + line.dropFirst(start.count + 1) : line
  }.joined(separator: "\n")
}
