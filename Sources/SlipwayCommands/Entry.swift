internal import ArgumentParser
internal import Findings
internal import GitStore
internal import ManifestText
internal import Paths
internal import SlipwayKit

/// Runs a command line and tells how it went.
package enum Entry {
  /// Parses and runs; returns the exit code: 0 clean, 1 findings, 2 usage or configuration, 3 could not judge.
  package static func run(_ arguments: [String]) -> Int32 {
    let arguments = globalFlagsLast(arguments)
    let printer = Printer(color: .auto, isQuiet: false)
    do {
      if try LogCommand.runPlainly(arguments, printer) { return 0 }
      var command = try parsedAlone(arguments) ?? parsed(arguments)
      try command.run()
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      do {
        if let code = try report(error, printer) { return code }
      } catch {
        return 3
      }
      return parserExit(error, arguments)
    }
  }

  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if let name = unknownCommand(arguments) {
      let near = nearest(to: name, among: commandNames).map { ["did you mean `slipway \($0)`?"] } ?? []
      throw Trouble(
        .usage, "there is no command `\(escaped(name))`", help: near + ["`slipway --help` lists them all"])
    }
    return try SlipwayCommand.parseAsRoot(withTopic(arguments))
  }

  /// What a command makes of its arguments without knowledge of all others, which takes half as long; nil where the
  /// whole has to say something, such as why the arguments are wrong.
  private static func parsedAlone(_ arguments: [String]) -> (any ParsableCommand)? {
    guard let name = arguments.first,
      let command = commands.first(where: { $0.configuration.commandName == name }),
      command.configuration._superCommandName != nil,
      let parsed = try? command.parseAsRoot(Array(arguments.dropFirst())), type(of: parsed) == command
    else { return nil }
    return parsed
  }

  /// Flags that stand before the subcommand, as people write `git -C DIR status`, moved behind it.
  static func globalFlagsLast(_ arguments: [String]) -> [String] {
    var flags: [String] = []
    var rest = arguments[...]
    while let flag = rest.first {
      let isAlone = ["-q", "--quiet", "--no-input"].contains(flag) || flag.hasPrefix("--color=")
      guard isAlone || ["-C", "--color"].contains(flag), rest.count > 1 else { break }
      flags += rest.prefix(isAlone ? 1 : 2)
      rest = rest.dropFirst(isAlone ? 1 : 2)
    }
    if flags.isEmpty { return arguments }
    var command: [String] = []
    var known = commands
    while let name = rest.first, let next = known.first(where: { $0.configuration.commandName == name }) {
      command.append(name)
      rest = rest.dropFirst()
      known = next.configuration.subcommands
    }
    return command.isEmpty ? rest + flags : command + flags + rest
  }

  /// What stands where a command should, alone or behind `help`; nil if all is well.
  private static func unknownCommand(_ arguments: [String]) -> String? {
    let isHelp = arguments.first == "help"
    let name = isHelp ? arguments.dropFirst().first : arguments.first
    guard let name, !name.hasPrefix("-"), !commandNames.contains(name) else { return nil }
    return name == "help" || isHelp && HelpTopic.named(name) != nil ? nil : name
  }

  /// `help TOPIC` as `explain TOPIC`: the argument parser's own `help` knows commands only.
  private static func withTopic(_ arguments: [String]) -> [String] {
    guard arguments.count == 2, arguments[0] == "help", HelpTopic.named(arguments[1]) != nil else { return arguments }
    return ["explain", arguments[1]]
  }

  /// Prints what stands in the way; nil for what the argument parser has to say itself.
  private static func report(_ error: any Error, _ printer: Printer) throws -> Int32? {
    switch error {
    case let trouble as Trouble:
      try printer.failure(trouble.message, help: trouble.help)
      return trouble.kind == .usage ? 2 : 3
    case let trouble as PolicyTrouble:
      try printer.obstacles(trouble.findings)
      try printer.failure(
        "the policy cannot be read, so there is nothing to judge by", help: ["mend what the findings above say"])
      return 2
    case let trouble as ManifestTrouble:
      try printer.obstacles(trouble.findings)
      try printer.failure(
        "HEAD's manifest cannot be read", help: ["mend it by hand and commit it; `slipway check` judges the mending"])
      return 1
    case let error as GitError:
      let explained = GitTrouble(error)
      try printer.failure(explained.message, help: explained.help)
      return explained.code
    case let refusal as EditRefusal:
      try printer.failure(
        "the manifest cannot be edited without changing more than was asked for (\(refusal))",
        help: [
          "make the change by hand: `slipway check` judges it just the same"
        ])
      return 3
    default: return nil
    }
  }

  private static func parserExit(_ error: any Error, _ arguments: [String]) -> Int32 {
    let code = SlipwayCommand.exitCode(for: error)
    let message = SlipwayCommand.fullMessage(for: error)
    if code == .success {
      // A mistyped `-C/home` holds an `h`, and `hook` alone is answered with help, too: neither has judged anything.
      let isAsked = arguments.isEmpty || arguments.contains(where: asksForHelp)
      try? writeAll(Array((message + "\n").utf8), to: isAsked ? 1 : 2)
      return isAsked ? 0 : 2
    }
    // What the user typed comes back in it, and may have come from a file's name.
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
    if lines[0].hasPrefix("Error: ") { lines[0] = "error: " + lines[0].dropFirst("Error: ".count) }
    try? writeAll(Array((lines.joined(separator: "\n") + "\n").utf8), to: 2)
    return 2
  }

  private static func asksForHelp(_ argument: String) -> Bool {
    ["-h", "--help", "--help-hidden", "help", "--version"].contains(argument)
      || argument.hasPrefix("--generate-completion-script") || argument.hasPrefix("--experimental-dump-help")
  }

  private static var commands: [any ParsableCommand.Type] {
    SlipwayCommand.configuration.groupedSubcommands.flatMap { $0.subcommands }
  }

  private static var commandNames: [String] { commands.map { $0.configuration.commandName ?? "" } }
}
