import ArgumentParser
import Foundation
import SlipwayCommands
import Testing

@Suite struct HelpTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let command: String
    let line: String
    var testDescription: String { line }
  }

  static let commands = SlipwayCommand.configuration.groupedSubcommands.flatMap(\.subcommands)

  static let examples: [Example] = commands.flatMap { command in
    let name = command.configuration.commandName ?? ""
    return examples(of: command, name) + command.configuration.subcommands.flatMap { examples(of: $0, name) }
  }

  /// The lines of a help text that begin with the program's name.
  private static func examples(of command: any ParsableCommand.Type, _ name: String) -> [Example] {
    command.configuration.discussion.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("slipway ") }.map { Example(command: name, line: $0) }
  }

  @Test func everyCommandHasAnExample() {
    let subcommands = Self.commands.flatMap { $0.configuration.subcommands }
    for command in Self.commands + subcommands {
      #expect(!Self.examples(of: command, "").isEmpty, "\(command.configuration.commandName ?? "")")
    }
  }

  /// A terminal breaks longer lines in the middle of a word.
  @Test func helpFitsATerminal() throws {
    let topics = ["exit-codes", "environment"].map { "help \($0)" }
    let commands = Self.commands.flatMap { command in
      let name = command.configuration.commandName ?? ""
      return ["help \(name)"]
        + command.configuration.subcommands.map { "help \(name) \($0.configuration.commandName ?? "")" }
    }
    for arguments in ["--help"] + topics + commands {
      let answer = try shell("COLUMNS=80 slipway \(arguments)", in: FileManager.default.temporaryDirectory)
      #expect(answer.code == 0)
      for line in answer.output.split(separator: "\n") { #expect(line.count <= 80, "\(arguments): \(line)") }
    }
  }

  /// In the order of the help texts, in one sample repository: 0 or 1, but no complaint about the question.
  @Test func theExamplesRun() throws {
    try withFolder { folder in
      #expect(try shell("slipway demo sample", in: folder).code == 0)
      let sample = folder.appending(path: "sample")
      let waivers = #"sed -i -e 's/^sign-offs:/waivers: {given-by: growth}\n\nsign-offs:/' "#
      #expect(
        try shell(
          waivers + "-e 's/^version: 1/version: 2/' schemas/workflow.yaml && git commit -qam 'Growth may waive'",
          in: sample
        ).code == 0)
      let files = "cp schemas/workflow.yaml new-workflow.yaml && cp schemas/workflow.yaml stricter.yaml"
      let setUp = try shell("git tag v2.0 && \(files) && cp schemas/teams.yaml teams.yaml", in: sample)
      #expect(setUp.code == 0, "\(setUp.output)")
      for example in Self.examples where !["init", "demo"].contains(example.command) {
        let answer = try shell(example.line, in: sample)
        #expect([0, 1].contains(answer.code), "\(example.line): \(answer.code)\n\(answer.output)")
      }
    }
  }

  @Test(arguments: examples.filter { ["init", "demo"].contains($0.command) })
  func theExamplesThatBeginRun(example: Example) throws {
    try withFolder { folder in
      let file = "schemas/workflow.yaml"
      let setUp = """
        slipway demo other && git init --quiet --initial-branch=main here && cp other/\(file) here/my-workflow.yaml \
        && cd here && git commit --quiet --allow-empty --message Begin
        """
      #expect(try shell(setUp, in: folder).code == 0)
      let answer = try shell(example.line, in: folder.appending(path: "here"))
      #expect(answer.code == 0, "\(answer.output)")
    }
  }
}
