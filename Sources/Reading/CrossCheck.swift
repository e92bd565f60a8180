package import Findings
internal import Paths
package import WorkflowModel

/// Judges what teams and baseline say against the workflow that they belong to.
package func crossCheck(_ policy: Policy) -> [Finding] {
  let workflow = policy.workflow
  var findings: [Finding] = []
  let asked = workflow.stages.flatMap { stage in
    (stage.gate.signOffs + (stage.optional?.signOffs ?? [])).flatMap { slot in slot.teams.map { ($0, slot.range) } }
      + stage.engage.map { ($0.value, $0.range) }
  }
  var named: Set<String> = []
  for (team, range) in asked
  where team != Slot.owner && policy.teams.members[team] == nil && named.insert(team).inserted {
    let near = nearest(to: team, among: policy.teams.teamNames).map { ["did you mean `\($0)`?"] } ?? []
    findings.append(
      Finding(
        ReadingRules.reference, "`\(escaped(team))` is not a team of `schemas/teams.yaml`",
        at: Place(source: workflow.source, range: range),
        help: near + ["add `\(escaped(team)): [HANDLE]` below `teams:` in `schemas/teams.yaml`"]))
  }
  guard let source = policy.baseline.source else { return findings }
  for stage in policy.baseline.stages.values where workflow.stage(stage.value) == nil {
    let near = nearest(to: stage.value, among: workflow.stageNames).map { ["did you mean `\($0)`?"] } ?? []
    findings.append(
      Finding(
        ReadingRules.reference, "`\(escaped(stage.value))` is not a stage of `\(workflow.name)`",
        at: Place(source: source, range: stage.range),
        help: near + ["the stages are \(list(workflow.stageNames, joining: "and"))"]))
  }
  return findings.inReadingOrder()
}
