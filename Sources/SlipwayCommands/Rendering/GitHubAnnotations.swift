internal import Findings
internal import Paths
internal import SlipwayKit

/// Findings as workflow commands of GitHub Actions, which become annotations on the changed lines.
///
/// Source: GitHub's "Workflow commands for GitHub Actions". A step shows ten annotations of a kind, so the gravest come
/// first.
struct GitHubAnnotations {
  static func render(_ findings: [Finding]) -> String {
    let inOrder = [Finding.Severity.error, .warning, .note].flatMap { severity in
      findings.filter { $0.severity == severity }
    }
    return inOrder.map { command($0) + "\n" }.joined()
  }

  private static func command(_ finding: Finding) -> String {
    let name =
      switch finding.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties: [(String, String)] = []
    if let path = finding.path { properties.append(("file", String(decoding: path.bytes, as: UTF8.self))) }
    if let place = finding.place {
      let (start, end) = (place.start, place.end)
      properties.append(("line", String(start.line)))
      properties.append(("endLine", String(end.line)))
      // Columns are taken only where the annotation stays in one line.
      if start.line == end.line {
        properties.append(("col", String(start.column)))
        properties.append(("endColumn", String(end.column)))
      }
    }
    properties.append(("title", "slipway: \(finding.rule.id)"))
    let shown = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
    let lines = [finding.message] + finding.notes.map(note) + finding.help.map { "help: \($0)" }
    return "::\(name) \(shown)::\(escapedMessage(lines.joined(separator: "\n")))"
  }

  private static func note(_ note: Finding.Note) -> String {
    let place = note.place.map { "\($0.path):\($0.start.line): " } ?? ""
    return "note: \(place)\(note.message)"
  }

  private static func escapedMessage(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escapedMessage(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
