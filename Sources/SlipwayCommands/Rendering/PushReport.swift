internal import ArgumentParser
internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit

extension PushedBranch {
  /// Whether there is anything to say about it.
  fileprivate var isTelling: Bool { !landings.isEmpty || !notices.isEmpty || trouble != nil }
}

/// What came of judging a push, as the pusher reads it behind `remote:`.
struct PushReport {
  private let printer: Printer
  private let isQuiet: Bool
  /// How many landings of one branch are shown that have nothing wrong with them.
  private static let most = 10
  /// What became of the push when it is refused.
  private let consequence: String

  init(_ global: GlobalOptions, after consequence: String) {
    printer = Printer(global)
    isQuiet = global.quiet
    self.consequence = consequence
  }

  /// Prints it, and throws what ends the program where something is wrong; says nothing where there is nothing to say.
  func print(_ branches: [PushedBranch]) throws {
    let findings = branches.flatMap(\.allFindings)
    let lines = branches.flatMap(lines)
    if !lines.isEmpty { try printer.result(lines.joined(separator: "\n")) }
    let troubles = branches.compactMap(\.trouble)
    if findings.errors > 0 || branches.contains(where: \.isTelling) && !isQuiet {
      try printer.result(summary(branches, findings))
    }
    if findings.errors > 0 || !troubles.isEmpty { try printer.result(advice(branches)) }
    if let first = troubles.first { throw first }
    if findings.errors > 0 { throw ExitCode(1) }
  }

  private func lines(_ branch: PushedBranch) -> [String] {
    let check = CheckRenderer(format: .text, isQuiet: isQuiet, style: printer.style)
    let text = FindingText(style: printer.style)
    let name = branch.update.reference
    // Many legal moves at once, as in a first push, are the log's business.
    let isLong = branch.landings.count > Self.most
    var lines = branch.landings.flatMap { landing in
      if isLong, landing.judgement.findings.isEmpty { return [String]() }
      let shown = landing.judgement.findings.filter(isShown).map(text.render)
      let blocks = shown + (isQuiet ? [] : check.transitions(of: landing.judgement))
      return blocks.isEmpty
        ? [] : ["\(name), landing \(landing.commit.id.hex.prefix(12)): \(subject(landing.commit))"] + blocks
    }
    let own = branch.findings.filter(isShown).map(text.render)
    if !own.isEmpty { lines += ["\(name):"] + own }
    if branch.trouble != nil { lines.append("\(name): could not be judged") }
    if !isQuiet { lines += branch.notices.map { printer.style.cyan("note:") + " \(name): \($0)" } }
    return lines
  }

  private func isShown(_ finding: Finding) -> Bool { !isQuiet || finding.severity == .error }

  private func subject(_ commit: Commit) -> String {
    let line = escaped(commit.message.prefix { $0 != UInt8(ascii: "\n") })
    return line.count > 72 ? line.prefix(71) + "…" : line
  }

  private func summary(_ branches: [PushedBranch], _ findings: [Finding]) -> String {
    let count = branches.map(\.count).reduce(0, +)
    let names = branches.map(\.update.reference.description).joined(separator: ", ")
    let text = "\(totals(findings)); judged \(count) \(count == 1 ? "landing" : "landings") on \(names)"
    return findings.errors > 0 ? printer.style.red(text) : printer.style.green(text)
  }

  private func advice(_ branches: [PushedBranch]) -> String {
    var help = [consequence]
    if let branch = branches.first(where: { $0.landings.contains { $0.judgement.findings.errors > 0 } }) {
      help.append(
        "a later commit does not mend an earlier landing: change it (`git rebase --interactive"
          + (branch.update.old.map { " \($0.hex.prefix(12))" } ?? "") + "`), or make all of it one landing")
    }
    return help.map { "  " + printer.style.green("help:") + " \($0)" }.joined(separator: "\n")
  }
}
