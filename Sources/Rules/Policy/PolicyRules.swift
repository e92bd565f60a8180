package import Findings

/// The rules about the policy, the tree and the line, which no single feature breaks.
package enum PolicyRules {
  package static let all = [change, version, missing, identity, collision, fileKind, clock]

  package static let change = Rule(
    id: "policy-change",
    summary: "A change of policy is reported apart",
    explanation: """
      The policy is `schemas/workflow.yaml`, `schemas/teams.yaml` and `schemas/baseline.yaml`. A landing is judged by its \
      first parent's, so a change never decides about itself; from the next landing on it judges. This is a note.
      """,
    example: "a pull request that edits `schemas/teams.yaml`",
    remedy: "Nothing to mend; review what the change will mean for open features."
  )

  package static let version = Rule(
    id: "policy-version",
    summary: "`version` in the workflow goes up by one with every change of policy",
    explanation: """
      So that two readers can tell that they speak of the same rules, and an old policy brought back is seen as a new \
      one. The first policy of a repository may have any version.
      """,
    example: "a landing that adds a person to `schemas/teams.yaml` and leaves `version: 3` as it was",
    remedy: "Raise `version` in `schemas/workflow.yaml` by one in the same landing."
  )

  package static let missing = Rule(
    id: "policy-missing",
    summary: "A repository that has a policy keeps one that can be read",
    explanation: """
      Without a readable policy nothing could be judged, and that must not be a way to pass. Until it is mended, the last \
      readable policy on the line judges.
      """,
    example: "a landing that deletes `schemas/workflow.yaml`, or leaves a syntax error in it",
    remedy: "Restore the file, or mend what the findings about it say."
  )

  package static let identity = Rule(
    id: "duplicate-identity",
    summary: "No two manifests have the same identity",
    explanation: "A feature is its identity, not its path; with two files nobody could tell which one counts.",
    example: "`features/saved-replies.yaml` and `features/old/saved-replies.yaml`, with identities taken from the stem",
    remedy: "Give one of them another identity, or remove it."
  )

  package static let collision = Rule(
    id: "path-collision",
    summary: "No two manifests have paths that differ only in letter case or Unicode normalisation",
    explanation: "On many file systems they are one file, and a checkout would lose one of them.",
    example: "`features/Export.yaml` beside `features/export.yaml`",
    remedy: "Rename one of them."
  )

  package static let fileKind = Rule(
    id: "file-kind",
    summary: "A manifest, and every file of the policy, is a regular file",
    explanation: """
      A symbolic link would make the judged text depend on what it points to, a submodule holds no text at all, and odd \
      modes are read differently by different tools. The working tree is never followed outside.
      """,
    example: "`features/export.yaml` as a symbolic link",
    remedy: "Put a regular file there."
  )

  package static let clock = Rule(
    id: "clock",
    summary: "Committer dates along the line neither run backwards nor ahead of the clock",
    explanation: """
      Soak is measured by them. Clocks differ a little, so up to ten minutes in either direction are let pass; soak never \
      gains from a date before the first parent's.
      """,
    example: "a commit dated three days before its first parent",
    remedy: "Set the clock right and make the commit again: `git commit --amend --date=now --no-edit`."
  )
}
