internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// What an audit found, for people.
struct AuditText {
  let style: Style
  let isQuiet: Bool
  let showsWarnings: Bool

  func blocks(_ audit: Audit) -> [String] {
    let text = FindingText(style: style)
    var blocks = audit.findings.map(text.render)
    for landing in audit.noted {
      let open = landing.findings.filter(\.isOpen)
      // A warning beside an error often says why: a sign-off that does not hold.
      let hasError = open.contains { $0.finding.severity == .error }
      let shown = open.filter { isShown($0.finding, besideError: hasError) }
      if shown.isEmpty { continue }
      blocks.append(heading(landing))
      blocks += shown.map { text.render($0.finding) }
    }
    if isQuiet { return blocks }
    blocks += acknowledgements(audit)
    blocks += audit.notices.map { style.cyan("note:") + " \($0)" }
    let flawed = audit.features.filter { $0.errors > 0 || $0.illegal > 0 || showsWarnings && $0.warnings > 0 }
    blocks += flawed.map(feature)
    blocks.append(summary(audit))
    if audit.noted.contains(where: { $0.findings.contains { $0.isOpen && $0.finding.severity == .error } }) {
      blocks.append(
        "  " + style.green("help:")
          + " what landed stays: put right what is still wrong, and list the rest in `schemas/acknowledged.yaml`")
    }
    return blocks
  }

  private func isShown(_ finding: Finding, besideError: Bool) -> Bool {
    finding.severity == .error || !isQuiet && (showsWarnings || besideError && finding.severity == .warning)
  }

  private func heading(_ landing: AuditedLanding) -> String {
    let when = landing.committedAt.map { "\(Day(epochSeconds: $0))" } ?? "no date"
    let subject = landing.subject.count > 72 ? landing.subject.prefix(71) + "…" : landing.subject
    return "landing \(landing.commit.hex.prefix(12)), \(when): \(subject)"
  }

  private func acknowledgements(_ audit: Audit) -> [String] {
    audit.noted.flatMap { landing in
      var lines: [String] = []
      var counts: [String: Int] = [:]
      for audited in landing.findings {
        guard let entry = audited.acknowledgement else { continue }
        let line =
          "acknowledged: \(landing.commit.hex.prefix(12)) \(audited.finding.rule.id)"
          + (audited.feature.map { " of \($0)" } ?? "")
          + ", by \(escaped(entry.by.value)): \(escaped(entry.because.value))"
        if counts[line] == nil { lines.append(line) }
        counts[line, default: 0] += 1
      }
      return lines.map { line in
        let count = counts[line] ?? 1
        return count == 1 ? line : "\(line) (\(count) findings)"
      }
    }
  }

  private func feature(_ feature: AuditedFeature) -> String {
    var parts = [count(feature.transitions, "transition")]
    if feature.illegal > 0 { parts.append("\(feature.illegal) illegal") }
    if feature.undone > 0 { parts.append("\(feature.undone) undone") }
    if feature.errors > 0 { parts.append(count(feature.errors, "error")) }
    if feature.warnings > 0 { parts.append(count(feature.warnings, "warning")) }
    if feature.acknowledged > 0 { parts.append("\(feature.acknowledged) acknowledged") }
    return "\(feature.id): " + parts.joined(separator: ", ")
  }

  private func summary(_ audit: Audit) -> String {
    var parts = ["\(count(audit.errors, "error")), \(count(audit.warnings, "warning"))"]
    if audit.acknowledged > 0 { parts[0] += ", \(audit.acknowledged) acknowledged" }
    let illegal = audit.transitions.count { $0.verdict == .illegal }
    parts.append(
      "judged \(count(audit.inScope - audit.ungoverned, "landing")) up to \(audit.tip.hex.prefix(12)), "
        + "\(count(audit.transitions.count, "transition"))" + (illegal > 0 ? ", \(illegal) of them illegal" : ""))
    let text = parts.joined(separator: "; ")
    return audit.errors > 0 ? style.red(text) : style.green(text)
  }

  private func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }
}
