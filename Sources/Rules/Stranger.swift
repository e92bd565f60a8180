internal import Findings
internal import WorkflowModel

extension FeatureLanding {
  /// The finding for a new record by somebody whom the teams file does not list; nil for one whom it does.
  func stranger(_ by: Located<String>, in feature: Feature, against rule: Rule) -> Finding? {
    let people = policy.teams.people
    if people[by.value] != nil { return nil }
    let near = nearest(to: by.value, among: people.keys.sorted()).map { "did you mean `\($0)`?" }
    return Finding(
      rule, "`by` names `\(escapedName(by.value))`, who is not one of the people in the teams file",
      at: feature.place(by.range), help: [near ?? "add the person to `schemas/teams.yaml` in a landing of its own"])
  }
}
