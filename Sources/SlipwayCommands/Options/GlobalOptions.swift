internal import ArgumentParser

/// The flags that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in DIR.", valueName: "dir"))
  var folder: String?

  @Flag(name: .shortAndLong, help: "Print results and errors, and no remarks.")
  var quiet = false

  @Option(help: ArgumentHelp("When to use colour.", valueName: "when"))
  var color = ColorChoice.auto

  @Flag(help: "Never ask for input. (Only the passphrase of an SSH key that signs is ever asked for.)")
  var noInput = false
}

/// A value out of a closed list, written as it is named.
protocol Choice: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension Choice {
  // What the argument parser would find out by itself, value by value and whether anybody asks for help or not.
  static var allValueStrings: [String] { allCases.map { $0.rawValue } }
  static var allValueDescriptions: [String: String] { [:] }
}

enum ColorChoice: String, Choice {
  case auto, always, never
}

/// How a result is printed.
enum OutputFormat: String, Choice {
  case text, json
}

struct FormatOption: ParsableArguments {
  @Option(help: ArgumentHelp("How to print the result.", valueName: "format"))
  var format = OutputFormat.text
}
