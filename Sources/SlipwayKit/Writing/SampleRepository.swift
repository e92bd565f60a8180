internal import Findings
internal import GitStore
internal import Paths
internal import Templates
internal import WorkflowModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A repository with a few features in different stages, to try commands on.
package struct SampleRepository {
  private let folder: String
  private let environment: [String: String]
  private let now: Int

  package init(folder: String, environment: [String: String], now: Int) {
    self.folder = folder
    self.environment = environment
    self.now = now
  }

  /// Makes it, and tells what happened, a line a commit.
  package func make() throws -> [String] {
    try refuseUsedFolder()
    let maya = SampleStory.Actor.maya
    // Whoever tries commands there is one of the people in the teams file, and has no key.
    _ = try Repository.initialise(
      at: folder, branch: "main",
      settings: ["user.name": maya.name, "user.email": maya.email, "commit.gpgsign": "false"],
      environment: clean(maya, daysAgo: 60))
    let begin = SampleStory.Step(daysAgo: 60, actor: .maya) { try $0.beginSample(teams: Self.teams) }
    return try ([begin] + SampleStory.steps).map { step in
      let moment = now - step.daysAgo * 86_400
      let desk = try Desk(in: folder, environment: clean(step.actor, daysAgo: step.daysAgo), now: moment)
      guard case .committed(let written) = try step.work(desk) else {
        throw Trouble(.cannotJudge, "the sample's own story was refused")
      }
      let subject = written.message.split(separator: "\n", maxSplits: 1).first ?? ""
      return "\(Day(epochSeconds: moment))  \(step.actor.name)  \(subject)"
    }
  }

  private static let teams = """
    people:
      maya: {name: Maya Ortiz, emails: [maya@example.com]}
      sam: {name: Sam Reyes, emails: [sam@example.com]}
      gina: {name: Gina Holm, emails: [gina@example.com]}

    teams:
      support: [sam]
      growth: [gina]
      docs: [gina]

    """

  /// The environment with the actor's identity and date, and nothing of the user's that would get in between.
  private func clean(_ actor: SampleStory.Actor, daysAgo: Int) -> [String: String] {
    var environment = self.environment.filter { !$0.key.hasPrefix("GIT_") }
    let date = "@\(now - daysAgo * 86_400) +0000"
    for role in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(role)_NAME"] = actor.name
      environment["GIT_\(role)_EMAIL"] = actor.email
      environment["GIT_\(role)_DATE"] = date
    }
    return environment
  }

  private func refuseUsedFolder() throws {
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." {
        throw Trouble(
          .usage, "`\(escaped(folder))` is there already, and not empty",
          help: ["name another folder: `slipway demo FOLDER`"])
      }
    }
  }
}

extension Desk {
  /// Commits the default policy with the sample's people.
  fileprivate func beginSample(teams: String) throws -> WriteOutcome {
    let workflow = Template.releaseStages.workflow(repository: "5a3b1e0c97d24f68b1c09e7d3f5a2b84")
    let message = "policy: begin with release-stages\n"
    let files = [(PolicyFiles.workflow, workflow), (PolicyFiles.teams, teams)]
    let written = try commit(
      files.map { FileChange(path: $0.0, content: Array($0.1.utf8)) }, message: message, parent: nil)
    return .committed(
      .init(commit: written.commit, branch: written.branch, message: message, paths: files.map(\.0), findings: []))
  }
}
