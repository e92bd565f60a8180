internal import Findings
internal import Paths
internal import Rules
internal import WorkflowModel

/// What a landing does to the policy.
struct PolicyLanding {
  let before: PolicyState
  /// The first parent's policy, or the last one before it that can be read; nil where there was none yet.
  let last: Policy?
  let after: PolicyState
  let changedPaths: [RepositoryPath]

  var findings: [Finding] {
    switch (before, after) {
    case (.absent, .unreadable(let findings)) where last == nil: return findings
    case (.absent, _) where last == nil: return []
    case (_, .absent):
      return [
        Finding(
          PolicyRules.missing, "the policy is gone: there is no `\(PolicyFiles.workflow)`", in: PolicyFiles.workflow,
          help: [restoring])
      ]
    case (_, .unreadable(let findings)):
      let lost = Finding(
        PolicyRules.missing, "the policy cannot be read, so the last readable one judges", in: PolicyFiles.workflow,
        help: ["mend what the other findings about `schemas/` say"])
      return findings + [lost]
    case (_, .readable(let policy)):
      if changedPaths.isEmpty { return [] }
      return changedPaths.map { change(of: $0, policy) } + version(policy)
    }
  }

  private var restoring: String {
    if case .absent = before { return restoringLostPolicy }
    return "restore it: `git checkout HEAD -- \(PolicyFiles.folder)`"
  }

  private func change(of path: RepositoryPath, _ policy: Policy) -> Finding {
    Finding(
      PolicyRules.change, "this landing changes the policy in `\(path)`", in: path, severity: .note,
      help: ["it judges from the next landing on; this one is judged by the policy before it"])
  }

  /// A policy that says the same as the last readable one only mends it.
  private func version(_ now: Policy) -> [Finding] {
    guard let last, !now.isSameText(as: last) else { return [] }
    let expected = last.workflow.version.value + 1
    if now.workflow.version.value == expected { return [] }
    return [
      Finding(
        PolicyRules.version, "the policy changed, so `version` goes from \(last.workflow.version.value) to \(expected)",
        at: Place(source: now.workflow.source, range: now.workflow.version.range),
        help: ["write `version: \(expected)` in `\(PolicyFiles.workflow)`"])
    ]
  }
}

/// How to bring back a policy that HEAD does not hold any more.
let restoringLostPolicy =
  "restore it: `git log -1 --diff-filter=D -- \(PolicyFiles.workflow)` names the commit that removed it, "
  + "and `git checkout COMMIT^ -- \(PolicyFiles.folder)` brings it back"

extension Policy {
  /// Whether it was read from the same files.
  func isSameText(as other: Policy) -> Bool {
    let (mine, theirs) = (sources, other.sources)
    return mine.map(\.path) == theirs.map(\.path) && mine.map(\.bytes) == theirs.map(\.bytes)
  }
}
