internal import ArgumentParser

/// The command `hook`.
struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Judge as a hook of git's: before a commit, before a push, or on the server that is pushed to.",
    discussion: """
      On a server of your own, `pre-receive` keeps out what a pull request would not have passed. In a clone, `pre-commit` \
      and `pre-push` tell the same earlier; people can go past those two with `--no-verify`, and not past the server.

      Which branches are judged is configuration of the repository that is pushed to: `slipway.branches`, names and globs \
      separated by spaces; else `slipway.base`, the line; else the branch that HEAD names.

      Examples:
        slipway hook install
        slipway hook uninstall
      """,
    subcommands: [
      HookInstallCommand.self, HookUninstallCommand.self, PreCommitCommand.self, PrePushCommand.self,
      PreReceiveCommand.self,
    ])
}
