internal import Findings

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where a command's output goes: results to standard output, remarks to standard error.
struct Printer {
  let style: Style
  let isTerminal: Bool
  private let isQuiet: Bool
  private let remarkStyle: Style

  init(_ global: GlobalOptions) {
    self.init(color: global.color, isQuiet: global.quiet)
  }

  init(color: ColorChoice, isQuiet: Bool) {
    let variables = Environment.variables
    isTerminal = Environment.isTerminal(STDOUT_FILENO)
    style = Style(color, isTerminal: isTerminal, variables)
    remarkStyle = Style(color, isTerminal: Environment.isTerminal(STDERR_FILENO), variables)
    self.isQuiet = isQuiet
  }

  /// Prints a result.
  func result(_ text: String) throws {
    try writeAll(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: STDOUT_FILENO)
  }

  /// Prints a line that a person wants and a script does not.
  func remark(_ text: String) throws {
    if !isQuiet { try writeAll(Array("\(text)\n".utf8), to: STDERR_FILENO) }
  }

  /// Prints findings to standard output: errors alone under `--quiet`.
  func findings(_ findings: [Finding]) throws {
    let renderer = FindingText(style: style)
    for finding in findings where !isQuiet || finding.severity == .error { try result(renderer.render(finding)) }
  }

  /// Prints findings that stand in the way of a command to standard error.
  func obstacles(_ findings: [Finding]) throws {
    let renderer = FindingText(style: remarkStyle)
    for finding in findings { try writeAll(Array((renderer.render(finding) + "\n").utf8), to: STDERR_FILENO) }
  }

  /// Prints why a command failed.
  func failure(_ message: String, help: [String]) throws {
    let lines = [remarkStyle.red("error:") + " \(message)"] + help.map { "  " + remarkStyle.green("help:") + " \($0)" }
    try writeAll(Array((lines.joined(separator: "\n") + "\n").utf8), to: STDERR_FILENO)
  }
}
