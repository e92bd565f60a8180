package import Findings

/// Findings as a golden file keeps them: `line:col: severity: message [rule]`, then its notes and help, indented.
package func lines(of findings: some Sequence<Finding>) -> String {
  findings.map { finding in
    let place = finding.place.map { "\($0.start.line):\($0.start.column)" } ?? "-"
    let head = "\(place): \(finding.severity.rawValue): \(finding.message) [\(finding.rule.id)]"
    let notes = finding.notes.map { note in
      "  note: " + (note.place.map { "\($0.start.line):\($0.start.column): " } ?? "") + note.message
    }
    return ([head] + notes + finding.help.map { "  help: " + $0 }).joined(separator: "\n") + "\n"
  }.joined()
}
