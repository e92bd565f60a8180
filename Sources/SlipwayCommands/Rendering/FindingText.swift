internal import Findings
internal import Paths

/// Findings as compilers print them: place, message, the line with a caret, notes and help.
struct FindingText {
  let style: Style

  func render(_ finding: Finding) -> String {
    var lines = [headline(finding)]
    if let place = finding.place { lines += quote(place) }
    for note in finding.notes {
      let where_ = note.place.map { "\(position($0)): " } ?? ""
      lines.append("  " + style.cyan("note:") + " \(where_)\(note.message)")
    }
    for help in finding.help { lines.append("  " + style.green("help:") + " \(help)") }
    return lines.joined(separator: "\n")
  }

  /// One line, as editors read it.
  func oneline(_ finding: Finding) -> String {
    "\(position(finding)): \(finding.severity.rawValue): \(finding.message) [\(finding.rule.id)]"
  }

  private func headline(_ finding: Finding) -> String {
    let severity =
      switch finding.severity {
      case .error: style.red("error:")
      case .warning: style.yellow("warning:")
      case .note: style.cyan("note:")
      }
    return style.bold("\(position(finding)):") + " \(severity) \(finding.message) "
      + style.faint("[\(finding.rule.id)]")
  }

  private func position(_ finding: Finding) -> String {
    finding.place.map(position) ?? finding.path.map { "\($0):1:1" } ?? ".:1:1"
  }

  private func position(_ place: Place) -> String {
    let start = place.start
    return "\(place.path):\(start.line):\(start.column)"
  }

  /// How many characters of a line are shown at the most.
  private static let width = 160

  /// Quotes the line of the place, with a caret below what it covers.
  private func quote(_ place: Place) -> [String] {
    let line = place.source.line(at: place.range.lowerBound)
    let bytes = place.source.bytes
    let start = min(max(place.range.lowerBound, line.lowerBound), line.upperBound)
    let end = min(max(place.range.upperBound, start), line.upperBound)
    var before = shown(bytes[line.lowerBound..<start])
    let covered = shown(bytes[start..<end])
    var after = shown(bytes[end..<line.upperBound])
    // A long line is cut to the part around the caret.
    if before.count + covered.count + after.count > Self.width {
      before = before.count > 60 ? "…" + before.suffix(59) : before
      let room = max(0, Self.width - before.count - min(covered.count, 80))
      after = after.count > room ? String(after.prefix(room)) + "…" : after
    }
    let marked = covered.count > 80 ? String(covered.prefix(80)) + "…" : covered
    let number = String(place.source.lineNumber(at: place.range.lowerBound))
    let margin = String(repeating: " ", count: max(0, 4 - number.count))
    let caret = "^" + String(repeating: "~", count: max(0, marked.count - 1))
    return [
      style.faint("\(margin)\(number) | ") + before + marked + after,
      style.faint("     | ") + String(repeating: " ", count: before.count) + style.red(caret),
    ]
  }

  private func shown(_ bytes: ArraySlice<UInt8>) -> String {
    escaped(bytes.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 })
  }
}

/// How many errors and warnings there are: `2 errors, 1 warning`.
func totals(_ findings: [Finding]) -> String {
  let errors = findings.errors
  let warnings = findings.warnings
  return "\(errors) \(errors == 1 ? "error" : "errors"), \(warnings) \(warnings == 1 ? "warning" : "warnings")"
}
