internal import Findings
internal import Paths
internal import Rules
internal import WorkflowModel

/// What a landing does to the policy.
struct PolicyLanding {
  let before: PolicyState
  let after: PolicyState
  let changedPaths: [RepositoryPath]

  var findings: [Finding] {
    switch (before, after) {
    case (.absent, .unreadable(let findings)): return findings
    case (.absent, _): return []
    case (_, .absent):
      return [
        Finding(
          PolicyRules.missing, "the policy is gone: there is no `\(PolicyFiles.workflow)`", in: PolicyFiles.workflow,
          help: ["restore it: `git checkout HEAD -- \(PolicyFiles.folder)`"])
      ]
    case (_, .unreadable(let findings)):
      let lost = Finding(
        PolicyRules.missing, "the policy cannot be read, so the last readable one judges", in: PolicyFiles.workflow,
        help: ["mend what the other findings about `schemas/` say"])
      return findings + [lost]
    case (let was, .readable(let policy)):
      if changedPaths.isEmpty { return [] }
      return changedPaths.map { change(of: $0, policy) } + version(was.policy, policy)
    }
  }

  private func change(of path: RepositoryPath, _ policy: Policy) -> Finding {
    Finding(
      PolicyRules.change, "this landing changes the policy in `\(path)`", in: path, severity: .note,
      help: ["it judges from the next landing on; this one is judged by the policy before it"])
  }

  private func version(_ was: Policy?, _ now: Policy) -> [Finding] {
    guard let was else { return [] }
    let expected = was.workflow.version.value + 1
    if now.workflow.version.value == expected { return [] }
    return [
      Finding(
        PolicyRules.version, "the policy changed, so `version` goes from \(was.workflow.version.value) to \(expected)",
        at: Place(source: now.workflow.source, range: now.workflow.version.range),
        help: ["write `version: \(expected)` in `\(PolicyFiles.workflow)`"])
    ]
  }
}
