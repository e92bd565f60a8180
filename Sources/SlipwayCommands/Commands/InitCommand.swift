internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit

/// The command `init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", _superCommandName: SlipwayCommand.name,
    abstract: "Write and commit a policy: workflow, teams and, for a repository with a past, a baseline.",
    usage: "slipway init [<options>]",
    discussion: """
      Templates:
        release-stages      development, internal and public release, beta between
        alpha-beta-stable   alpha, beta, stable, and deprecation beside the order

      Examples:
        slipway init
        slipway init --template alpha-beta-stable
        slipway init --adopt --workflow my-workflow.yaml
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("The workflow to begin with.", valueName: "name"))
  var template: String?

  @Option(help: ArgumentHelp("Begin with this workflow file instead of a template.", valueName: "file"))
  var workflow: String?

  @Option(
    help: ArgumentHelp("Which files are manifests: one of git's globs. Repeat it for several.", valueName: "glob"))
  var files: [String] = []

  @Option(help: ArgumentHelp("Which of them are not.", valueName: "glob"))
  var except: [String] = []

  @Flag(help: "List the features that stand mid-flight in a baseline; gates before it are exempt.")
  var adopt = false

  @Option(
    help: ArgumentHelp(
      "The repository's identifier, 16 to 64 hexadecimal digits; by default a random one. Sign-offs are bound to it.",
      valueName: "hex"))
  var repository: String?

  @OptionGroup var write: WriteOptions

  func validate() throws {
    if template != nil, workflow != nil { throw ValidationError("--template and --workflow exclude each other") }
    if workflow != nil, repository != nil { throw ValidationError("--workflow brings its own `repository`") }
  }

  func run() throws {
    let desk = try global.openDesk()
    let origin: InitialPolicy.Origin
    if let workflow {
      origin = .file(SourceFile(path: RepositoryPath(workflow), bytes: try readFile(global.path(workflow))))
    } else {
      origin = .template(template ?? "release-stages")
    }
    var wanted = InitialPolicy(origin: origin)
    (wanted.files, wanted.except, wanted.adopts, wanted.repository) = (files, except, adopt, repository)
    try write.report(global).print(
      try desk.initialise(wanted, dryRun: write.dryRun),
      committed:
        "next: say in schemas/teams.yaml who is in which team, raise `version` in schemas/workflow.yaml, commit both")
  }
}
