package import Findings

/// What judges: workflow, teams and baseline, as committed in one tree.
package struct Policy: Sendable {
  package let workflow: Workflow
  package let teams: Teams
  package let baseline: Baseline

  package init(workflow: Workflow, teams: Teams, baseline: Baseline) {
    self.workflow = workflow
    self.teams = teams
    self.baseline = baseline
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
