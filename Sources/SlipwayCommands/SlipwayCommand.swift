package import ArgumentParser
internal import SlipwayKit

/// The root command.
package struct SlipwayCommand: ParsableCommand {
  package static let version = Release.version
  static let name = "slipway"

  package static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Release workflow kept in Git: features as manifests, stages as data, transitions as commits.",
    discussion: """
      Each feature is a YAML manifest, `schemas/workflow.yaml` declares the stages and what leaving each of them asks for, \
      and every change of stage is judged by the policy of the commit before it.

      Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 could not judge. `slipway help exit-codes` says more, \
      `slipway help environment` which variables and git settings count.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Begin", subcommands: [InitCommand.self, DemoCommand.self, NewCommand.self]),
      CommandGroup(
        name: "Look",
        subcommands: [
          StatusCommand.self, PlanCommand.self, ShowCommand.self, LogCommand.self, DiscoverCommand.self,
          ExplainCommand.self,
        ]),
      CommandGroup(name: "Judge", subcommands: [CheckCommand.self, AuditCommand.self, HookCommand.self]),
      CommandGroup(
        name: "Move",
        subcommands: [
          RecordCommand.self, SignOffCommand.self, WaiveCommand.self, AdvanceCommand.self, ReturnCommand.self,
          WithdrawCommand.self,
        ]),
    ])

  package init() {}
}
