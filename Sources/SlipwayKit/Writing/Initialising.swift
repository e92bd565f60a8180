package import Findings
internal import GitStore
internal import ManifestText
internal import Paths
internal import Reading
internal import Templates
internal import WorkflowModel

/// What `init` was asked for.
package struct InitialPolicy: Sendable {
  package enum Origin: Sendable {
    case template(String)
    /// A workflow file from elsewhere, taken as it is.
    case file(SourceFile)
  }

  package var origin: Origin
  /// Which files are manifests, if not the workflow's own choice.
  package var files: [String] = []
  package var except: [String] = []
  /// Whether to write a baseline of what stands mid-flight.
  package var adopts = false
  /// The repository's identifier; nil for a random one.
  package var repository: String?

  package init(origin: Origin) {
    self.origin = origin
  }
}

extension Desk {
  /// Writes the policy and commits it.
  package func initialise(_ wanted: InitialPolicy, dryRun: Bool = false) throws -> WriteOutcome {
    try onNewTips { try beginPolicy(wanted, dryRun: dryRun) }
  }

  private func beginPolicy(_ wanted: InitialPolicy, dryRun: Bool) throws -> WriteOutcome {
    let head = try headCommit()
    if let head, case let state = try policies.state(in: head.tree), !state.isAbsent {
      throw Trouble(
        .usage, "this repository has a workflow already: `\(PolicyFiles.workflow)`",
        help: ["change it in a landing of its own, and raise its `version` by one"])
    }
    if let head, try policies.lastReadable(at: head.id) != nil { throw Trouble.lostWorkflow }
    let identity = try repository.identity(for: .author, now: Int64(now))
    let person = Teams.Person(
      handle: handle(from: identity), name: String(decoding: identity.name, as: UTF8.self),
      emails: [String(decoding: identity.email, as: UTF8.self)])
    let workflowText = try workflowText(wanted)
    let workflowFile = SourceFile(path: PolicyFiles.workflow, bytes: workflowText)
    guard let workflow = readWorkflow(workflowFile).model else {
      throw PolicyTrouble(findings: readWorkflow(workflowFile).findings)
    }
    var manifests: [ManifestFile] = []
    if wanted.adopts, let head {
      let policy = Policy(workflow: workflow, teams: .none, baseline: .none)
      manifests = try ManifestFiles(policy: policy).readAll(of: CommitSnapshot(repository, tree: head.tree))
    }
    let features = manifests.compactMap(\.feature)
    let teams = Array(teamsText(for: workflow, person, owning: features).utf8)
    var files = [(PolicyFiles.workflow, workflowText), (PolicyFiles.teams, teams)]
    var counted = 0
    if wanted.adopts {
      files.append((PolicyFiles.baseline, Array(baselineText(for: workflow, of: features, &counted).utf8)))
    }
    let findings = unlisted(manifests, workflow)
    let state = PolicyState(
      workflow: workflowFile, teams: SourceFile(path: PolicyFiles.teams, bytes: teams), signers: nil, openPGPKeys: nil,
      baseline: files.count > 2 ? SourceFile(path: PolicyFiles.baseline, bytes: files[2].1) : nil)
    if case .unreadable(let findings) = state { throw PolicyTrouble(findings: findings) }
    var body = ["The stages are \(workflow.stageNames.joined(separator: ", "))."]
    if wanted.adopts {
      body.append(
        "\(counted == 1 ? "1 feature stands" : "\(counted) features stand") mid-flight, listed in the baseline.")
    }
    let message = CommitMessage(
      subject: "policy: begin with \(workflow.name)", paragraphs: [body],
      trailers: [("Policy-Version", String(workflow.version.value))]
    ).text
    if dryRun {
      let diff = files.map { unifiedDiff($0.0, from: [], to: $0.1) }.joined()
      return .preview(.init(message: message, diff: diff, findings: findings))
    }
    let changes = files.map { FileChange(path: $0.0, content: $0.1) }
    let written = try commit(changes, message: message, parent: head?.id)
    return .committed(
      .init(commit: written.commit, branch: written.branch, message: message, paths: files.map(\.0), findings: findings)
    )
  }

  // MARK: Workflow

  private func workflowText(_ wanted: InitialPolicy) throws -> [UInt8] {
    let source: SourceFile
    switch wanted.origin {
    case .template(let name):
      guard let template = Template.named(name) else {
        let names = Template.all.map(\.name)
        let near = nearest(to: name, among: names).map { ["did you mean `\($0)`?"] } ?? []
        throw Trouble(
          .usage, "there is no template `\(escaped(name))`",
          help: near + ["the templates are \(list(names, joining: "and"))"])
      }
      let text = template.workflow(repository: wanted.repository ?? randomIdentifier())
      source = SourceFile(path: PolicyFiles.workflow, bytes: Array(text.utf8))
    case .file(let file):
      source = SourceFile(path: PolicyFiles.workflow, bytes: file.bytes)
    }
    var changes: [Change] = []
    if !wanted.files.isEmpty { changes.append(.set(["manifests", "files"], globs(wanted.files))) }
    if !wanted.except.isEmpty { changes.append(.set(["manifests", "except"], globs(wanted.except))) }
    if changes.isEmpty { return source.bytes }
    let text = Document.parse(source)
    guard let document = text.document else { throw PolicyTrouble(findings: text.findings) }
    return try edited(document, changes)
  }

  private func globs(_ globs: [String]) -> YAMLValue {
    globs.count == 1 ? .text(globs[0]) : .list(globs.map { .text($0) })
  }

  private func randomIdentifier() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let half = String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 16 - half.count) + half
    }.joined()
  }

  // MARK: Teams

  /// The beginning of an address is a handle that its owner knows.
  private func handle(from identity: Stamp) -> String {
    let local = identity.email.prefix { $0 != UInt8(ascii: "@") }
    let letters = local.map { byte -> Character in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
        ? character : "-"
    }
    let handle = String(letters).lowercased()
    return handle.isEmpty || handle == Slot.owner ? "maintainer" : handle
  }

  /// Every team that the workflow names, with whoever begins as its first member.
  ///
  /// Whoever owns a feature that stands there already is known as well: a team of nobody until somebody says who it is.
  private func teamsText(for workflow: Workflow, _ person: Teams.Person, owning features: [Feature]) -> String {
    let teams = workflow.namedTeams
    let members = teams.map { "  \(quoted($0)): [\(quoted(person.handle))]" }
    let known = Set(teams + [person.handle, Slot.owner, "any"])
    let owners = Set(features.compactMap(\.owner)).subtracting(known).filter { isName($0) }.sorted()
    let owning =
      owners.isEmpty
      ? []
      : ["", "  # They own features. Say who they are, or make people of them."] + owners.map { "  \(quoted($0)): []" }
    let lines =
      [
        "# Who may sign off. People by handle, with every address that they commit from.",
        "# You are the only member so far: replace yourself in each team by the people who decide there.",
        "# Every change of this file is a change of policy: raise `version` in workflow.yaml by one with it.",
        "people:", "  \(quoted(person.handle)):", "    name: \(quoted(person.name))",
        "    emails: [\(person.emails.map(quoted).joined(separator: ", "))]", "",
      ] + (members.isEmpty && owning.isEmpty ? ["teams: {}"] : ["teams:"] + members + owning)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Whether the text can be a name at all.
  private func isName(_ text: String) -> Bool {
    !text.isEmpty && escaped(text) == text && !text.contains(where: \.isWhitespace)
  }

  // MARK: Baseline

  /// Why some manifests cannot be listed: nobody can read them, or their stage is none of the workflow's.
  private func unlisted(_ manifests: [ManifestFile], _ workflow: Workflow) -> [Finding] {
    let without = manifests.filter { file in
      file.feature.map { workflow.stage($0.stage.value) == nil } ?? true
    }
    return without.flatMap(\.findings).filter { $0.severity == .error }.map { $0.at(.warning) }
  }

  private func baselineText(for workflow: Workflow, of features: [Feature], _ counted: inout Int) -> String {
    let initial = workflow.initial?.name.value
    let midFlight = features.filter { feature in
      feature.stage.value != initial && workflow.stage(feature.stage.value) != nil
    }
    counted = midFlight.count
    let lines = midFlight.sorted { $0.id < $1.id }.map { "  \(quoted($0.id)): \(quoted($0.stage.value))" }
    let head = [
      "# Where features stood when this repository adopted Slipway. Gates before these stages are exempt.",
      lines.isEmpty ? "features: {}" : "features:",
    ]
    return (head + lines).joined(separator: "\n") + "\n"
  }

  private func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || "-_. @+".utf8.contains(byte)
    }
    let first = text.unicodeScalars.first
    if plain, let first, first.properties.isAlphabetic, text.utf8.last != UInt8(ascii: " ") { return text }
    let safe = escaped(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(safe)\""
  }
}

extension PolicyState {
  var isAbsent: Bool {
    if case .absent = self { true } else { false }
  }
}
