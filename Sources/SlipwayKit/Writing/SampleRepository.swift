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

  private struct Actor {
    let name: String
    let email: String
  }

  private static let maya = Actor(name: "Maya Ortiz", email: "maya@example.com")
  private static let sam = Actor(name: "Sam Reyes", email: "sam@example.com")
  private static let gina = Actor(name: "Gina Holm", email: "gina@example.com")

  /// Makes it, and tells what happened, a line a commit.
  package func make() throws -> [String] {
    try refuseUsedFolder()
    _ = try Repository.initialise(at: folder, branch: "main", environment: clean(Self.maya, daysAgo: 60))
    var story: [String] = []
    func act(_ actor: Actor, daysAgo: Int, _ work: (Desk) throws -> WriteOutcome) throws {
      let moment = now - daysAgo * 86_400
      let desk = try Desk(in: folder, environment: clean(actor, daysAgo: daysAgo), now: moment)
      guard case .committed(let written) = try work(desk) else {
        throw Trouble(.cannotJudge, "the sample's own story was refused")
      }
      let subject = written.message.split(separator: "\n", maxSplits: 1).first ?? ""
      story.append("\(Day(epochSeconds: moment))  \(actor.name)  \(subject)")
    }
    try act(Self.maya, daysAgo: 60) { try $0.beginSample(teams: Self.teams) }
    try tell(act)
    return story
  }

  private typealias Act = (Actor, Int, (Desk) throws -> WriteOutcome) throws -> Void

  private func tell(_ act: Act) throws {
    let (maya, sam, gina) = (Self.maya, Self.sam, Self.gina)
    let link = "https://example.com/"
    // One feature all the way, past the optional beta.
    try act(maya, 58) {
      try $0.newFeature("dark-mode", title: "Dark mode", owner: "maya", fields: Self.fields("dark_mode"), path: nil)
    }
    for (criterion, evidence) in Self.development(link) {
      try act(maya, 52) { try $0.record("dark-mode", criterion: criterion, evidence: evidence) }
    }
    try act(sam, 51) { try $0.signOff("dark-mode", team: "support", skip: nil, by: nil) }
    try act(maya, 51) { try $0.advance("dark-mode", to: nil) }
    for (criterion, evidence) in Self.internalRelease(link) {
      try act(sam, 46) { try $0.record("dark-mode", criterion: criterion, evidence: evidence) }
    }
    try act(maya, 46) {
      try $0.proposeSkip("dark-mode", of: "beta-release", because: "It changes nothing about how people work.")
    }
    for skip in [nil, "beta-release"] {
      try act(sam, 45) { try $0.signOff("dark-mode", team: "support", skip: skip, by: nil) }
      try act(gina, 45) { try $0.signOff("dark-mode", team: "growth", skip: skip, by: nil) }
    }
    try act(maya, 44) { try $0.advance("dark-mode", to: nil) }
    for (criterion, evidence) in Self.publicRelease(link) {
      try act(maya, 40) { try $0.record("dark-mode", criterion: criterion, evidence: evidence) }
    }
    try act(maya, 39) { try $0.signOff("dark-mode", team: "owner", skip: nil, by: nil) }
    try act(maya, 39) { try $0.advance("dark-mode", to: nil) }
    // One that feedback sent back.
    try act(maya, 36) {
      try $0.newFeature(
        "bulk-export", title: "Export conversations in bulk", owner: "maya", fields: Self.fields("bulk_export"),
        path: nil)
    }
    for (criterion, evidence) in Self.development(link) {
      try act(maya, 30) { try $0.record("bulk-export", criterion: criterion, evidence: evidence) }
    }
    try act(sam, 29) { try $0.signOff("bulk-export", team: "support", skip: nil, by: nil) }
    try act(maya, 29) { try $0.advance("bulk-export", to: nil) }
    try act(sam, 25) {
      try $0.goBack("bulk-export", to: "development", because: "Large exports time out for half of Support.", by: nil)
    }
    // One in internal release whose soak is over.
    try act(maya, 20) {
      try $0.newFeature(
        "saved-replies", title: "Saved replies in the composer", owner: "maya", fields: Self.fields("saved_replies"),
        path: nil)
    }
    for (criterion, evidence) in Self.development(link) {
      try act(maya, 14) { try $0.record("saved-replies", criterion: criterion, evidence: evidence) }
    }
    try act(sam, 13) { try $0.signOff("saved-replies", team: "support", skip: nil, by: nil) }
    try act(maya, 12) { try $0.advance("saved-replies", to: nil) }
    for (criterion, evidence) in Self.internalRelease(link).prefix(2) {
      try act(sam, 8) { try $0.record("saved-replies", criterion: criterion, evidence: evidence) }
    }
    // One that was given up.
    try act(maya, 6) { try $0.newFeature("voice-notes", title: "Voice notes", owner: "maya", fields: [], path: nil) }
    try act(maya, 2) { try $0.withdraw("voice-notes", because: "Nobody who was asked would use it.", by: nil) }
  }

  private static func fields(_ flag: String) -> [(path: String, value: String)] {
    [
      ("flag", flag), ("summary", "Asked for by many, tried by few so far."), ("testers", "4"),
      ("documentation", "needed"),
    ]
  }

  private static func development(_ link: String) -> [(String, String)] {
    [
      ("problem-confirmed", link + "interviews/31"), ("preview-tried", link + "previews/77"),
      ("route-agreed", "Internal release first; beta only if Support is unsure."),
    ]
  }

  private static func internalRelease(_ link: String) -> [(String, String)] {
    [
      ("announced-internally", link + "posts/204"), ("no-major-bugs", link + "bugs?state=open"),
      ("solves-as-expected", "Nine of ten testers said so."), ("improves-experience", "Answers take half the time."),
    ]
  }

  private static func publicRelease(_ link: String) -> [(String, String)] {
    [
      ("enabled-for-everyone", link + "flags/dark_mode"), ("announced", link + "news/12"),
      ("no-new-errors", link + "errors?since=release"), ("flag-removal-ready", link + "changes/512"),
    ]
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
  private func clean(_ actor: Actor, daysAgo: Int) -> [String: String] {
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
