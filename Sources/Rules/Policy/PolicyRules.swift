package import Findings

/// The rules about the policy, the tree and the line, which no single feature breaks.
package enum PolicyRules {
  package static let all = [
    change, version, consent, missing, conflict, identity, collision, fileKind, clock, malformedCommit, lineKept,
    acknowledgement,
  ]

  package static let change = Rule(
    id: "policy-change",
    summary: "A change of policy is reported apart",
    explanation: """
      The policy is `schemas/workflow.yaml`, `schemas/teams.yaml`, `schemas/allowed_signers`, `schemas/openpgp-keys.asc` and \
      `schemas/baseline.yaml`. A landing is judged by its first parent's, so a change never decides about itself; from the \
      next landing on it judges. It is a note, and stops nothing.
      """,
    example: """
      $ sed -i -e 's/soak: 3 days/soak: 5 days/' -e 's/^version: 1/version: 2/' schemas/workflow.yaml
      $ slipway check
      schemas/workflow.yaml:1:1: note: this landing changes the policy in `schemas/workflow.yaml` [policy-change]
      """,
    remedy: "Nothing to mend; review what the change will mean for open features."
  )

  package static let version = Rule(
    id: "policy-version",
    summary: "`version` in the workflow goes up by one with every change of policy",
    explanation: """
      So that two readers can tell that they speak of the same rules, and an old policy brought back is seen as a new \
      one. The first policy of a repository may have any version.
      """,
    example: """
      $ sed -i 's/soak: 3 days/soak: 5 days/' schemas/workflow.yaml
      $ slipway check
      schemas/workflow.yaml:4:10: error: the policy changed, so `version` goes from 1 to 2 [policy-version]
      """,
    remedy: "Raise `version` in `schemas/workflow.yaml` by one in the same landing."
  )

  package static let consent = Rule(
    id: "policy-sign-offs",
    summary: "A change of policy is signed off by those whom the old policy names",
    explanation: """
      With `policy: {changed-by: TEAM}` in the workflow, a change of policy needs a record in \
      `schemas/policy-sign-offs.yaml` that covers the new files and the ones that they replace, judged by the old policy. A \
      policy that was agreed to once cannot come back by its old records: they cover the step that it was. Records are \
      only added; whoever changes their mind adds one with `retracted: REASON`.
      """,
    example: """
      $ sed -i -e 's/^sign-offs:/policy: {changed-by: growth}\\n\\nsign-offs:/' -e 's/^version: 1/version: 2/' schemas/workflow.yaml
      $ git commit --quiet --all --message 'Growth agrees to changes of policy'
      $ sed -i -e 's/soak: 3 days/soak: 1 day/' -e 's/^version: 2/version: 3/' schemas/workflow.yaml
      $ slipway check
      schemas/workflow.yaml:4:10: error: this change of policy needs a sign-off by growth [policy-sign-offs]
      """,
    remedy: "Ask a member of the team to run `slipway sign-off --policy`, before the change lands or with it."
  )

  package static let missing = Rule(
    id: "policy-missing",
    summary: "A repository that has a policy keeps one that can be read",
    explanation: """
      Without a readable policy nothing could be judged, and that must not be a way to pass. Until it is mended, the last \
      readable policy on the line judges.
      """,
    example: """
      $ rm schemas/workflow.yaml
      $ slipway check
      schemas/workflow.yaml:1:1: error: the policy is gone: there is no `schemas/workflow.yaml` [policy-missing]
      """,
    remedy: "Restore the file, or mend what the findings about it say."
  )

  package static let conflict = Rule(
    id: "merge-conflict",
    summary: "A pull request merges cleanly where it touches manifests and policy",
    explanation: """
      With `--base`, the landing that is judged is git's own merge of the two. Where both sides changed the same lines of a \
      manifest or of the policy, nobody can tell yet what will land.
      """,
    example: """
      $ git checkout --quiet -b mine && sed -i 's/^title: .*/title: Mine/' features/shortcuts.yaml
      $ git commit --quiet --all --message Mine && git checkout --quiet main
      $ sed -i 's/^title: .*/title: Theirs/' features/shortcuts.yaml && git commit --quiet --all --message Theirs
      $ slipway check --base main --head mine
      features/shortcuts.yaml:1:1: error: both sides changed `features/shortcuts.yaml`, and git cannot merge them [merge-conflict]
      """,
    remedy: "Merge the base into the branch, or rebase the branch onto it, and resolve the conflict there."
  )

  package static let identity = Rule(
    id: "duplicate-identity",
    summary: "No two manifests have the same identity",
    explanation: "A feature is its identity, not its path; with two files nobody could tell which one counts.",
    example: """
      $ sed -i -e 's|files: .*|files: [features/*.yaml, ideas/*.yaml]|' -e 's/^version: 1/version: 2/' schemas/workflow.yaml
      $ mkdir ideas && cp features/bulk-export.yaml ideas
      $ slipway check
      ideas/bulk-export.yaml:1:1: error: `bulk-export` is the identity of another manifest too [duplicate-identity]
      """,
    remedy: "Give one of them another identity, or remove it."
  )

  package static let collision = Rule(
    id: "path-collision",
    summary: "No two manifests have paths that differ only in letter case or Unicode normalisation",
    explanation: "On many file systems they are one file, and a checkout would lose one of them.",
    example: """
      $ sed 's/^feature: .*/feature: Shortcuts/' features/shortcuts.yaml > features/Shortcuts.yaml
      $ slipway check --tree
      features/shortcuts.yaml:1:1: error: `features/shortcuts.yaml` differs from `features/Shortcuts.yaml` only in letter case or normalisation [path-collision]
      """,
    remedy: "Rename one of them."
  )

  package static let fileKind = Rule(
    id: "file-kind",
    summary: "A manifest, and every file of the policy, is a regular file",
    explanation: """
      A symbolic link would make the judged text depend on what it points to, a submodule holds no text at all, and odd \
      modes are read differently by different tools. The working tree is never followed outside.
      """,
    example: """
      $ ln -s bulk-export.yaml features/bulk-import.yaml
      $ slipway check
      features/bulk-import.yaml:1:1: error: `features/bulk-import.yaml` is a symbolic link, not a regular file [file-kind]
      """,
    remedy: "Put a regular file there."
  )

  package static let clock = Rule(
    id: "clock",
    summary: "Committer dates along the line neither run backwards nor ahead of the clock",
    explanation: """
      They measure how long a feature was in a stage. Clocks differ a little, so up to ten minutes in either direction are let pass; soak never \
      gains from a date before the first parent's.
      """,
    example: """
      $ GIT_COMMITTER_DATE='2020-02-01T12:00:00Z' git commit --quiet --allow-empty --message 'Made where the clock was wrong'
      $ slipway check
      .:1:1: error: the commit … is dated 2020-02-01T12:00:00Z, before its first parent's … [clock]
      """,
    remedy: "Set the clock right and make the commit again: `git commit --amend --date=now --no-edit`."
  )

  package static let malformedCommit = Rule(
    id: "malformed-commit",
    summary: "Every commit of the line says once, and plainly, who made it and when",
    explanation: """
      A commit with two authors, without a date, or with bytes that git and other tools read in different ways is attributed \
      to nobody. `slipway audit` tells of those on the line; what they change is judged all the same, at the date of the \
      first parent.
      """,
    example: """
      $ git cat-file commit HEAD | sed 's/^committer .*/committer Somebody/' > commit
      $ git reset --quiet --soft "$(git hash-object -t commit -w --literally commit)"
      $ slipway audit
      .:1:1: error: the commit … is malformed: its committer line is malformed [malformed-commit]
      """,
    remedy: "Nothing can mend a commit that others have; list it in `schemas/acknowledged.yaml`, and say why."
  )

  package static let lineKept = Rule(
    id: "line-kept",
    summary: "A push to a judged branch extends its line",
    explanation: """
      The line is the first-parent history of the branch, and each landing on it is judged once, on its first parent. So a \
      push may not delete the branch, may not replace what landed, and may not make the branch a side branch of another \
      history (a "foxtrot": the old tip is in the new one, but not on its first-parent line). `slipway hook` judges pushes.
      """,
    example: """
      $ git commit --quiet --amend --message 'Another past'
      $ slipway hook pre-receive <<< "$(git rev-parse HEAD@{1}) $(git rev-parse HEAD) refs/heads/main"
      .:1:1: error: `refs/heads/main` would move from … to …, which does not hold it: what landed would be lost [line-kept]
      """,
    remedy: "Fetch the branch and merge yours into it, or rebase onto it; `git revert` undoes an unwanted landing."
  )

  package static let acknowledgement = Rule(
    id: "acknowledgement",
    summary: "Each entry of `schemas/acknowledged.yaml` is about something that an audit finds",
    explanation: """
      What is wrong in the past cannot be mended, as history is never rewritten. The file says of single findings that \
      somebody looked at them and why they stand; `slipway audit` lists them apart and does not fail for them. An entry that \
      fits no finding would only hide the next one.
      """,
    example: """
      $ printf 'acknowledged:\\n  - {landing: %s, rule: edge, because: An import., by: ada}\\n' "$(git rev-parse HEAD)" > schemas/acknowledged.yaml
      $ git add schemas && git commit --quiet --message 'Acknowledge what was never wrong'
      $ slipway audit
      schemas/acknowledged.yaml:2:6: error: nothing in the landing … breaks the rule `edge` [acknowledgement]
      """,
    remedy: "Remove the entry, or mend what it points to."
  )
}
