package import Findings
internal import Paths
internal import Reading
internal import Rules
package import WorkflowModel

/// What a tree says about its policy.
package enum PolicyState: Sendable {
  /// There is no workflow file.
  case absent
  case unreadable([Finding])
  case readable(Policy)

  package var policy: Policy? {
    if case .readable(let policy) = self { policy } else { nil }
  }

  /// Reads the policy of a snapshot.
  init(of snapshot: some Snapshot) throws {
    var kinds: [Finding] = []
    func file(_ path: RepositoryPath) throws -> SourceFile? {
      switch try snapshot.content(of: path, atMost: PolicyFiles.sizeLimit) {
      case nil: return nil
      case .bytes(let bytes): return SourceFile(path: path, bytes: bytes)
      case .unfit(let finding):
        kinds.append(finding)
        return nil
      }
    }
    let workflow = try file(PolicyFiles.workflow)
    let teams = try file(PolicyFiles.teams)
    let signers = try file(PolicyFiles.signers)
    let openPGPKeys = try file(PolicyFiles.openPGPKeys)
    let baseline = try file(PolicyFiles.baseline)
    if !kinds.isEmpty {
      self = .unreadable(kinds)
    } else if let workflow {
      self.init(workflow: workflow, teams: teams, signers: signers, openPGPKeys: openPGPKeys, baseline: baseline)
    } else {
      self = .absent
    }
  }

  /// Reads a policy from its files.
  ///
  /// - Parameter isTried: Whether the workflow is only tried: without a teams file its teams are there, with nobody in
  ///   them.
  package init(
    workflow: SourceFile, teams: SourceFile?, signers: SourceFile?, openPGPKeys: SourceFile?, baseline: SourceFile?,
    isTried: Bool = false
  ) {
    let workflowReading = readWorkflow(workflow)
    let teamsReading = teams.map(readTeams)
    let signersReading = signers.map(readSigners)
    let openPGPReading = openPGPKeys.map(readOpenPGPKeys)
    let baselineReading = baseline.map(readBaseline)
    var findings =
      workflowReading.findings + (teamsReading?.findings ?? []) + (signersReading?.findings ?? [])
      + (openPGPReading?.findings ?? []) + (baselineReading?.findings ?? [])
    let policy = workflowReading.model.map { workflow in
      let nobody = Dictionary(uniqueKeysWithValues: (isTried ? workflow.namedTeams : []).map { ($0, [String]()) })
      let none = Teams(source: nil, people: [:], members: nobody)
      return Policy(
        workflow: workflow, teams: teamsReading?.model ?? none, signers: signersReading?.model ?? .none,
        openPGPKeys: openPGPReading?.model ?? .none, baseline: baselineReading?.model ?? .none)
    }
    if let policy, findings.errors == 0 { findings += crossCheck(policy) }
    if let policy, findings.errors == 0 {
      self = .readable(policy)
    } else {
      self = .unreadable(findings)
    }
  }
}
