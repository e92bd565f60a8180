internal import Findings
internal import Paths
internal import SlipwayKit

/// A judgement as the Markdown of a job's summary.
struct JobSummary {
  /// What GitHub takes of one step, in bytes.
  static let limit = 1024 * 1024

  static func render(_ judgement: Judgement) -> String {
    var text = "## Slipway: \(totals(judgement.findings))\n\n"
    if !judgement.transitions.isEmpty {
      text += "| feature | from | to | |\n|---|---|---|---|\n"
      for move in judgement.transitions {
        let cells = [move.feature, move.from ?? "–", move.to, move.kind.rawValue]
        text += "| \(cells.map(cell).joined(separator: " | ")) |\n"
      }
      text += "\n"
    }
    let renderer = FindingText(style: .plain)
    let told = judgement.findings.filter { $0.severity != .note }.map(renderer.render).joined(separator: "\n")
    if !told.isEmpty { text += fenced(told, room: limit - text.utf8.count - 1_024) }
    for notice in judgement.notices { text += "\(cell(notice))\n\n" }
    return text
  }

  /// A text in a code block whose fence is longer than any run of backquotes in it.
  private static func fenced(_ text: String, room: Int) -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    var shown = text
    if shown.utf8.count > room {
      shown = String(decoding: text.utf8.prefix(max(0, room)), as: UTF8.self) + "\n… and more: see the job's log"
    }
    return "\(fence)text\n\(shown)\n\(fence)\n\n"
  }

  private static func cell(_ text: String) -> String {
    escaped(text).replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;")
      .replacing("`", with: "\\`").replacing("[", with: "\\[")
  }
}
