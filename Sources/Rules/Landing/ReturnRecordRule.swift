package import Findings
internal import WorkflowModel

/// Going back is on record, and only going back is.
package enum ReturnRecordRule: LandingRule {
  package static let rule = Rule(
    id: "returned",
    summary: "Going back appends one entry to `returned`, and nothing else changes the list",
    explanation: """
      The entry says `from`, `to`, `because`, `by` and `on`. The list only grows; each entry begins a \
      new pass through the gates, in which no earlier sign-off counts. After an undone move the entry lands without a change of \
      stage, before the feature moves on again.
      """,
    example: """
      $ sed -i '/^returned:/,$d' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:4:8: error: `returned` only grows, and an entry that stood in it is changed or gone [returned]
      """,
    remedy: "Go back with `slipway return FEATURE --to STAGE --because REASON`."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let after = landing.feature else { return [] }
    let was = landing.before?.returned ?? []
    let now = after.returned
    guard now.starts(with: was) else {
      return [
        Finding(
          rule, "`returned` only grows, and an entry that stood in it is changed or gone",
          at: now.first.map { after.place($0.range) } ?? after.stagePlace,
          notes: landing.before.map { before in was.prefix(1).map { .init("it was this", at: before.place($0.range)) } }
            ?? [],
          help: ["restore the entries as they were"])
      ]
    }
    let added = Array(now.dropFirst(was.count))
    guard let expected = expectedEntry(landing, after) else {
      // Where there is no way back at all, that is what has to be said.
      if case .impossible = landing.move { return [] }
      return added.prefix(1).map { entry in
        Finding(
          rule, "`returned` has a new entry, but the feature does not go back in this landing",
          at: after.place(entry.range), help: ["remove the entry, or go back with `slipway return \(after.id)`"])
      }
    }
    if added.isEmpty, case .stays = landing.move { return [] }
    guard let appended = added.first, added.count == 1 else {
      let entry = "{from: \(expected.from), to: \(expected.to), because: …, by: …, on: \(landing.today)}"
      return [
        Finding(
          rule,
          "going back from `\(expected.from)` to `\(expected.to)` appends one entry to `returned`, "
            + (added.isEmpty ? "and there is none" : "not \(added.count)"),
          at: after.stagePlace,
          help: [
            "run `slipway return \(after.id) --to \(expected.to) --because '…'` instead of an edit by hand",
            was.isEmpty
              ? "or add the line `returned: [\(entry)]`" : "or add at the end of `returned:` the entry `\(entry)`",
          ])
      ]
    }
    return flaws(of: appended, expected: expected, in: after, landing)
  }

  /// The entry that this landing may append: for a way back, and for an undone move that is put on record.
  private static func expectedEntry(_ landing: FeatureLanding, _ after: Feature) -> (from: String, to: String)? {
    switch landing.move {
    case .back: landing.stageBefore.map { ($0, after.stage.value) }
    case .stays: landing.pendingUndo
    default: nil
    }
  }

  private static func flaws(
    of entry: ReturnRecord, expected: (from: String, to: String), in after: Feature, _ landing: FeatureLanding
  ) -> [Finding] {
    var findings: [Finding] = []
    for (key, name, right) in [("from", entry.from, expected.from), ("to", entry.to, expected.to)]
    where name.value != right {
      findings.append(
        Finding(
          rule,
          "the feature goes back from `\(expected.from)` to `\(expected.to)`, but the entry says "
            + "`\(key): \(escapedName(name.value))`",
          at: after.place(name.range), help: ["write `\(key): \(right)`"]))
    }
    if let stranger = landing.stranger(entry.by, in: after, against: rule) { findings.append(stranger) }
    return findings
  }
}

extension FeatureLanding {
  /// The undone move that no entry in `returned` records yet.
  package var pendingUndo: (from: String, to: String)? {
    guard let entry, let before, before.pass == entry.after.pass else { return nil }
    return entry.undoneMove(by: workflow)
  }
}
