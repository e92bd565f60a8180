internal import ArgumentParser
internal import GitStore
internal import Paths
internal import SlipwayKit

/// The command `hook pre-push`.
struct PrePushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-push",
    abstract: "Judge a push before it leaves: what would land on the judged branches of the remote.",
    usage: "slipway hook pre-push [<options>] [<remote>] [<address>]",
    discussion: """
      Reads `LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID` lines from standard input, as git gives them to its hook; run by the \
      pre-commit framework, it reads PRE_COMMIT_REMOTE_BRANCH and its kin instead.

      Example, judging the last landing once more as if it were pushed now:
        slipway hook pre-push <<< "HEAD $(git rev-parse HEAD) refs/heads/main $(git rev-parse HEAD~1)"
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The remote's name, or its address where it has none.")
  var remote = "origin"

  @Argument(help: "The remote's address.")
  var address: String?

  func run() throws {
    let desk = try global.openDesk()
    let variables = Environment.variables
    let name = variables["PRE_COMMIT_REMOTE_NAME"] ?? remote
    let updates = try variables["PRE_COMMIT_REMOTE_BRANCH"].map { branch in
      [
        try desk.update(
          of: branch, at: name, from: variables["PRE_COMMIT_FROM_REF"],
          to: variables["PRE_COMMIT_TO_REF"] ?? variables["PRE_COMMIT_LOCAL_BRANCH"] ?? "HEAD")
      ]
    }
    try PushReport(
      global, after: "nothing was pushed; `git push --no-verify` pushes all the same, and the server judges"
    )
    .print(try desk.judge(push: try updates ?? hookLines().map(update), to: .remote(name)))
  }

  private func update(_ line: ArraySlice<UInt8>) throws -> RefUpdate {
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 4, let new = ObjectID(hex: parts[1]), let old = ObjectID(hex: parts[3]) else {
      throw noUpdate(line, "LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID")
    }
    return RefUpdate(reference: RepositoryPath(parts[2]), old: old, new: new)
  }
}
