package import Findings
package import OpenPGP
package import SSHSignatures

/// What judges: workflow, teams, keys and baseline, as committed in one tree.
package struct Policy: Sendable {
  package let workflow: Workflow
  package let teams: Teams
  package let signers: Signers
  package let openPGPKeys: OpenPGPKeyFile
  package let baseline: Baseline

  package init(
    workflow: Workflow, teams: Teams, signers: Signers = .none, openPGPKeys: OpenPGPKeyFile = .none, baseline: Baseline
  ) {
    self.workflow = workflow
    self.teams = teams
    self.signers = signers
    self.openPGPKeys = openPGPKeys
    self.baseline = baseline
  }

  /// The files that it was read from.
  package var sources: [SourceFile] {
    [workflow.source] + [teams.source, signers.source, openPGPKeys.source, baseline.source].compactMap { $0 }
  }
}

/// Whose keys count, as `schemas/allowed_signers` lists them.
package struct Signers: Sendable {
  package let source: SourceFile?
  package let list: AllowedSigners

  package static let none = Signers(source: nil, list: AllowedSigners([]))

  package init(source: SourceFile?, list: AllowedSigners) {
    self.source = source
    self.list = list
  }
}

/// The OpenPGP keys of those whose signed commits count, as `schemas/openpgp-keys.asc` holds them.
package struct OpenPGPKeyFile: Sendable {
  package let source: SourceFile?
  package let content: OpenPGPKeys

  package static let none = OpenPGPKeyFile(source: nil, content: OpenPGPKeys())

  package init(source: SourceFile?, content: OpenPGPKeys) {
    self.source = source
    self.content = content
  }
}

/// Where features stood when the repository adopted Slipway, as `schemas/baseline.yaml` lists them.
package struct Baseline: Sendable {
  package let source: SourceFile?
  /// The stage by identity.
  package let stages: [String: Located<String>]

  package static let none = Baseline(source: nil, stages: [:])

  package init(source: SourceFile?, stages: [String: Located<String>]) {
    self.source = source
    self.stages = stages
  }
}
