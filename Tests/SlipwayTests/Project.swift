import Foundation
import Testing

/// Somebody who commits.
struct Person: Sendable {
  let name: String
  let email: String

  static let ada = Person(name: "Ada Byron", email: "ada@example.org")
  static let sam = Person(name: "Sam Reyes", email: "sam@example.org")
  static let gina = Person(name: "Gina Holm", email: "gina@example.org")
  static let eve = Person(name: "Eve Stranger", email: "eve@example.org")
}

/// A repository to play a scenario in, with the real `slipway` and the real `git`, as one person on one day.
///
/// Nobody's settings are seen, and every commit has a date of the scenario: day 0 lies years back, so soak is over
/// unless a test asks for the present.
struct Project: Sendable {
  private let root: TemporaryFolder
  /// The working folder.
  let folder: String
  var person = Person.ada
  /// Days after the scenario's beginning; nil for the present.
  var day: Int? = 0
  /// What is added to the environment.
  var variables: [String: String] = [:]

  static let beginning = 1_700_000_000

  /// An empty repository on the branch `main`.
  init(_ arguments: String...) throws {
    root = try TemporaryFolder()
    folder = root.path + "/repo"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if arguments != ["none"] { try git(["init", "-q", "-b", "main"] + arguments) }
  }

  /// The folder that the repository lies in.
  var outside: String { root.path }

  private init(root: TemporaryFolder, folder: String, person: Person, day: Int?, variables: [String: String]) {
    self.root = root
    self.folder = folder
    self.person = person
    self.day = day
    self.variables = variables
  }

  // MARK: Who, when, where

  func by(_ person: Person) -> Project { changed { $0.person = person } }
  func on(day: Int?) -> Project { changed { $0.day = day } }
  func with(_ variables: [String: String]) -> Project { changed { $0.variables.merge(variables) { $1 } } }
  /// The same scenario from another folder, given absolutely or from the working folder.
  func at(_ path: String) -> Project {
    Project(
      root: root, folder: path.hasPrefix("/") ? path : folder + "/" + path, person: person, day: day,
      variables: variables)
  }

  private func changed(_ change: (inout Project) -> Void) -> Project {
    var project = self
    change(&project)
    return project
  }

  var environment: [String: String] {
    var environment = [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": root.path, "TZ": "UTC", "LC_ALL": "C.UTF-8",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    for role in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(role)_NAME"] = person.name
      environment["GIT_\(role)_EMAIL"] = person.email
      if let day { environment["GIT_\(role)_DATE"] = "@\(Self.beginning + day * 86_400) +0000" }
    }
    return environment.merging(variables) { $1 }
  }

  // MARK: Programs

  func slipway(_ arguments: [String], input: String = "") throws -> Outcome {
    try Program.run(
      Program.slipway, arguments, environment: environment, folder: folder, input: Array(input.utf8))
  }

  func slipway(_ arguments: String..., input: String = "") throws -> Outcome { try slipway(arguments, input: input) }

  /// Runs a command that must succeed.
  @discardableResult
  func done(_ arguments: String...) throws -> Outcome {
    let outcome = try slipway(arguments)
    if outcome.code != 0 {
      throw Failure(description: "slipway \(arguments.joined(separator: " ")): \(outcome.code)\n\(outcome.all)")
    }
    return outcome
  }

  /// Runs git, which must succeed, and returns what it prints without the last line end.
  @discardableResult
  func git(_ arguments: [String], input: [UInt8] = []) throws -> String {
    let outcome = try tryGit(arguments, input: input)
    if outcome.code != 0 {
      throw Failure(description: "git \(arguments.joined(separator: " ")): \(outcome.code)\n\(outcome.all)")
    }
    return outcome.line
  }

  @discardableResult
  func git(_ arguments: String..., input: [UInt8] = []) throws -> String { try git(arguments, input: input) }

  func tryGit(_ arguments: [String], input: [UInt8] = []) throws -> Outcome {
    try Program.run(
      Program.find("git") ?? "/usr/bin/git", arguments, environment: environment, folder: folder, input: input)
  }

  // MARK: Files

  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
      throw Failure(description: "no file \(path)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  func delete(_ path: String) throws { try FileManager.default.removeItem(atPath: folder + "/" + path) }

  /// Replaces a text that must stand in the file once.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try read(path)
    let parts = text.components(separatedBy: old)
    if parts.count != 2 { throw Failure(description: "\(path) holds `\(old)` \(parts.count - 1) times:\n\(text)") }
    try write(path, parts.joined(separator: new))
  }

  /// Commits all that changed with plain git, and returns the commit.
  @discardableResult
  func commit(_ message: String = "Change by hand") throws -> String {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
    return try head()
  }

  func head() throws -> String { try git("rev-parse", "HEAD") }

  /// Removes a loose object, so that whoever reads it fails.
  func forget(_ name: String) throws {
    let object = try git("rev-parse", name)
    try delete(".git/objects/\(object.prefix(2))/\(object.dropFirst(2))")
  }

  /// What may become of a file that Slipway keeps in the Git folder.
  enum Spoiling: CaseIterable {
    case truncated, edited, empty, garbage, folder, link, fifo
  }

  func spoil(_ path: String, _ how: Spoiling) throws {
    let full = folder + "/" + path
    guard let data = FileManager.default.contents(atPath: full) else { throw Failure(description: "no file \(path)") }
    var bytes = Array(data)
    try delete(path)
    switch how {
    case .truncated: bytes.removeLast(bytes.count / 2)
    case .edited: for index in stride(from: 30, to: bytes.count, by: 50) { bytes[index] ^= 1 }
    case .empty: bytes = []
    case .garbage: bytes = Array(repeating: 0xFF, count: 5_000)
    case .folder: return try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: true)
    case .link: return try FileManager.default.createSymbolicLink(atPath: full, withDestinationPath: "/dev/zero")
    case .fifo:
      if mkfifo(full, 0o600) != 0 { throw Failure(description: "no fifo at \(path)") }
      return
    }
    try Data(bytes).write(to: URL(fileURLWithPath: full))
  }

  /// Every file of the working folder and of git's index, to see that nothing changed.
  func bytes() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    let walk = FileManager.default.enumerator(atPath: folder)
    while let path = walk?.nextObject() as? String {
      if path.hasPrefix(".git/"), path != ".git/index", path != ".git/HEAD", !path.hasPrefix(".git/refs/") { continue }
      if let data = FileManager.default.contents(atPath: folder + "/" + path) { found[path] = Array(data) }
    }
    return found
  }
}

// MARK: Scenarios

extension Project {
  /// Four stages, one of them optional, one of them with soak; small enough to see through.
  static let trialWorkflow = """
    workflow: trial
    repository: 0123456789abcdef0123456789abcdef
    version: 1
    manifests:
      files: features/*.yaml
    stages:
      draft:
        gate:
          criteria:
            tried: {says: Somebody tried it., evidence: link}
          sign-offs: [review]
      test:
        optional: {skip-sign-offs: [review]}
        back-to: [draft]
        gate:
          sign-offs: [review, quality]
          soak: 3 days
      live:
        back-to: [draft, test]
        gate: {sign-offs: [owner]}
      done: {final: true}
      dropped: {final: true, from: any}
    sign-offs: {strength: named, self: refused, normative: [title, owner]}
    landing: merge
    hops: one

    """

  static let trialTeams = """
    people:
      ada: {name: Ada Byron, emails: [ada@example.org]}
      sam: {name: Sam Reyes, emails: [sam@example.org]}
      gina: {name: Gina Holm, emails: [gina@example.org]}
    teams:
      review: [sam, gina]
      quality: [gina, sam]

    """

  /// A repository with the trial policy on day 0.
  static func trial(_ change: (Project) throws -> Void = { _ in }) throws -> Project {
    let project = try Project()
    try project.write("schemas/workflow.yaml", trialWorkflow)
    try project.write("schemas/teams.yaml", trialTeams)
    try change(project)
    try project.commit("policy: begin")
    return project
  }

  /// A trial with the feature `export`, brought as far as a stage by the commands themselves.
  static func trial(in stage: String) throws -> Project {
    let project = try trial()
    try project.begin("export")
    if stage == "draft" { return project.on(day: 1) }
    try project.open("export", link: "https://example.org/1")
    try project.on(day: 3).done("advance", "export")
    if stage == "test" { return project.on(day: 3) }
    try project.by(.sam).on(day: 8).done("sign-off", "export", "--team", "review")
    try project.by(.gina).on(day: 8).done("sign-off", "export", "--team", "quality")
    try project.on(day: 9).done("advance", "export")
    if stage == "live" { return project.on(day: 9) }
    try project.on(day: 10).done("sign-off", "export")
    try project.on(day: 11).done("advance", "export")
    return project.on(day: 11)
  }

  func begin(_ id: String) throws {
    try on(day: 1).done("new", id, "--title", "Title of \(id)")
  }

  /// Shows and signs what leaving `draft` asks for.
  func open(_ id: String, link: String = "https://example.org/1", day: Int = 2) throws {
    try on(day: day).done("record", id, "tried", link)
    try by(.sam).on(day: day).done("sign-off", id, "--team", "review")
  }

  /// A manifest by hand.
  func manifest(_ id: String, stage: String = "draft", more: String = "") -> String {
    "feature: \(id)\ntitle: Title of \(id)\nowner: ada\nstage: \(stage)\n\(more)"
  }
}

extension Outcome {
  /// The findings of `check --format json`.
  func findings() throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(outBytes)) as? [String: Any]
    guard let findings = object?["findings"] as? [[String: Any]] else { throw Failure(description: all) }
    return findings
  }

  /// The lines that findings say to paste, in their order.
  var linesToPaste: [String] {
    out.components(separatedBy: "the line `").dropFirst().compactMap { $0.components(separatedBy: "`").first }
  }

  /// The sign-off that `plan` says to paste.
  var lineToPasteByHand: String? {
    out.components(separatedBy: ".sign-offs:\n").dropFirst().first?.components(separatedBy: "\n").first?
      .trimmingCharacters(in: .whitespaces)
  }

  /// Rules and severities, as `error:edge`, sorted.
  func rules() throws -> [String] {
    try findings().map { "\($0["severity"] ?? ""):\($0["rule"] ?? "")" }.sorted()
  }
}

/// The rules that a check names, by severity.
func rules(_ project: Project, _ arguments: String...) throws -> [String] {
  try project.slipway(["check", "--format", "json"] + arguments).rules()
}
