internal import ArgumentParser
internal import GitStore
internal import Paths
internal import SlipwayKit

/// The command `hook pre-receive`.
struct PreReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-receive",
    abstract: "Judge a push on the server: each landing that it brings to a judged branch.",
    usage: "slipway hook pre-receive [<options>]",
    discussion: """
      Reads `OLD NEW REF` lines from standard input, as git gives them to its hook. A push that extends the line of a \
      judged branch by legal landings passes, and so do all other branches and tags.

      Example, judging the last landing once more as if it came now:
        slipway hook pre-receive <<< "$(git rev-parse HEAD~1) $(git rev-parse HEAD) refs/heads/main"
      """)

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let updates = try hookLines().map { line in
      let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard parts.count == 3, let old = ObjectID(hex: parts[0]), let new = ObjectID(hex: parts[1]) else {
        throw noUpdate(line, "OLD NEW REF")
      }
      return RefUpdate(reference: RepositoryPath(parts[2]), old: old, new: new)
    }
    try PushReport(global, after: "nothing was changed here, and nothing is lost: your commits are where you made them")
      .print(try global.openDesk().judge(push: updates, to: .here))
  }
}

/// The lines that git gives to a hook.
func hookLines() throws -> [ArraySlice<UInt8>] {
  if Environment.isTerminal(0) {
    throw Trouble(
      .usage, "git tells this hook on standard input what is pushed, and there is a terminal",
      help: ["`slipway hook install` makes git run it; `slipway check` judges what you changed"])
  }
  return try readFile("-", atMostMiB: 64).split(separator: UInt8(ascii: "\n"))
}

func noUpdate(_ line: ArraySlice<UInt8>, _ form: String) -> Trouble {
  Trouble(.usage, "`\(escaped(line.prefix(200)))` is no line of the form `\(form)`", help: ["git writes these lines"])
}
