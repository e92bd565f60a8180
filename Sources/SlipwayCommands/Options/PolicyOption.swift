internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// `--workflow FILE`: judge by a workflow from elsewhere.
struct PolicyOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge by this workflow instead of the repository's own, and by the teams.yaml and baseline.yaml beside it.",
      valueName: "file"))
  var workflow: String?

  func policy(_ global: GlobalOptions, at desk: Desk) throws -> Policy? {
    guard let workflow else { return nil }
    let path = global.path(workflow)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let source = SourceFile(path: RepositoryPath(workflow), bytes: try readFile(path))
    let teams = path == "-" ? nil : try readFileIfThere(folder + "teams.yaml")
    let baseline = path == "-" ? nil : try readFileIfThere(folder + "baseline.yaml")
    return try desk.policy(workflow: source, teams: teams, baseline: baseline)
  }
}
