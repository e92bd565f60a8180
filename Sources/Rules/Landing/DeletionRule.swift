package import Findings
internal import WorkflowModel

/// A feature that has moved keeps its manifest.
package enum DeletionRule: LandingRule {
  package static let rule = Rule(
    id: "deletion",
    summary: "A manifest may be deleted only in the initial stage in its first pass",
    explanation: """
      Otherwise deleting and creating it anew would be a way around every gate. It stays there, \
      too, while an undone move is not on record. A manifest may move within the files \
      that the workflow selects, as long as its identity stays; a feature that is given up is withdrawn.
      """,
    example: """
      $ rm features/saved-replies.yaml
      $ slipway check
      features/saved-replies.yaml:1:1: error: the manifest of `saved-replies` is gone, and the feature is in `internal-release` [deletion]
      """,
    remedy: "Restore the file; to give the feature up, run `slipway withdraw FEATURE --because REASON`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard case .absent = landing.after, let before = landing.before else { return [] }
    // A stage that is none of the workflow's is not the initial one: what cannot be judged is not let go.
    let stage = landing.stageBefore ?? before.stage.value
    if stage == landing.workflow.initial?.name.value, before.pass == 0 {
      return landing.pendingUndo.map { [forgetting($0, landing, before)] } ?? []
    }
    let pass = before.pass == 0 ? "" : ", in pass \(before.pass + 1)"
    return [
      Finding(
        rule,
        "the manifest of `\(escapedName(landing.id))` is gone, and the feature is in `\(escapedName(stage))`\(pass)",
        in: landing.path, notes: [.init("its stage was this", at: before.stagePlace)],
        help: [
          "restore it from the last commit that has it: `git checkout COMMIT -- \(landing.path)`",
          landing.workflow.layout.identity.sayingWhatStays,
        ]
          + (landing.workflow.end(from: stage) == nil
            ? [] : ["to give the feature up, run `slipway withdraw \(escapedName(landing.id)) --because '…'`"]))
    ]
  }

  /// A feature whose move was undone is in its first pass only until that is put on record.
  private static func forgetting(
    _ undone: (from: String, to: String), _ landing: FeatureLanding, _ before: Feature
  ) -> Finding {
    Finding(
      rule,
      "the manifest of `\(escapedName(landing.id))` is gone, and the move from `\(undone.to)` to `\(undone.from)` was "
        + "undone, which is not on record yet",
      in: landing.path, notes: [.init("its stage was this", at: before.stagePlace)],
      help: [
        "restore it from the last commit that has it: `git checkout COMMIT -- \(landing.path)`",
        "then run `slipway return \(escapedName(landing.id)) --to \(undone.to) --because '…'`, or withdraw the feature",
      ])
  }
}

extension ManifestLayout.Identity {
  /// How far a manifest may move and still be the same feature.
  fileprivate var sayingWhatStays: String {
    switch self {
    case .stem: "the file may move, but its name is the feature's identity and stays"
    case .folder: "the file's folder may move, but its name is the feature's identity and stays"
    case .field(let path): "the file may move, but its `\(path)` is the feature's identity and stays"
    }
  }
}
