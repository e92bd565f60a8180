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
  /// How wide the terminal is; nil in a pipe.
  let columns: Int?
  private let isQuiet: Bool
  private let remarkStyle: Style

  init(_ global: GlobalOptions) {
    self.init(color: global.color, isQuiet: global.quiet)
  }

  init(color: ColorChoice, isQuiet: Bool) {
    let variables = Environment.variables
    isTerminal = Environment.isTerminal(STDOUT_FILENO)
    columns = Environment.columns(of: STDOUT_FILENO)
    style = Style(color, isTerminal: isTerminal, variables)
    remarkStyle = Style(color, isTerminal: Environment.isTerminal(STDERR_FILENO), variables)
    self.isQuiet = isQuiet
  }

  /// Prints a result.
  func result(_ text: String) throws {
    // By bytes: to a string, a carriage return and the line feed behind it are one character.
    try write(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n", to: STDOUT_FILENO)
  }

  /// Prints what a CI runner shall obey: the one output in which such lines are ours.
  func workflowCommands(_ text: String) throws {
    try writeAll(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Prints a line that a person wants and a script does not.
  func remark(_ text: String) throws {
    if !isQuiet { try write("\(text)\n", to: STDERR_FILENO) }
  }

  /// Prints findings to standard output: errors alone under `--quiet`.
  func findings(_ findings: [Finding]) throws {
    let renderer = FindingText(style: style)
    for finding in findings where !isQuiet || finding.severity == .error { try result(renderer.render(finding)) }
  }

  /// Prints findings that stand in the way of a command to standard error.
  func obstacles(_ findings: [Finding]) throws {
    let renderer = FindingText(style: remarkStyle)
    for finding in findings { try write(renderer.render(finding) + "\n", to: STDERR_FILENO) }
  }

  /// Prints why a command failed.
  func failure(_ message: String, help: [String]) throws {
    let lines = [remarkStyle.red("error:") + " \(message)"] + help.map { "  " + remarkStyle.green("help:") + " \($0)" }
    try write(lines.joined(separator: "\n") + "\n", to: STDERR_FILENO)
  }

  private func write(_ text: String, to file: Int32) throws {
    try writeAll(Array(withoutWorkflowCommands(text).utf8), to: file)
  }
}
