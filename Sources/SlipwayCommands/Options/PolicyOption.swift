internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// `--workflow FILE`: judge by a workflow from elsewhere.
struct PolicyOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge by this workflow instead of the repository's own; teams.yaml and baseline.yaml beside it count too.",
      valueName: "file"))
  var workflow: String?

  func policy(_ global: GlobalOptions) throws -> Policy? {
    guard let workflow else { return nil }
    let path = global.path(workflow)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let source = SourceFile(path: RepositoryPath(workflow), bytes: try readFile(path))
    let teams = path == "-" ? nil : try readFileIfThere(folder + "teams.yaml")
    let baseline = path == "-" ? nil : try readFileIfThere(folder + "baseline.yaml")
    return try Desk.policy(workflow: source, teams: teams, baseline: baseline)
  }
}
