internal import ManifestText
internal import Paths
internal import Rules
internal import Findings
internal import WorkflowModel

extension Desk {
  /// Records evidence for a criterion of the gate that the feature stands before.
  package func record(
    _ name: String, criterion: String, evidence: String, dryRun: Bool = false
  ) throws -> WriteOutcome {
    try write(name, dryRun: dryRun) { open in
      let stage = try open.openStage()
      guard let declared = stage.gate.criterion(criterion) else {
        let known = stage.gate.criteria.map(\.name.value)
        let near = nearest(to: criterion, among: known).map { ["did you mean `\($0)`?"] } ?? []
        throw Trouble(
          .usage, "the gate of `\(stage.name.value)` has no criterion `\(escaped(criterion))`",
          help: near + [known.isEmpty ? "it asks for none" : "it asks for \(list(known, joining: "and"))"])
      }
      guard declared.evidence.accepts(evidence) else {
        throw Trouble(
          .usage, "`\(criterion)` is shown by \(declared.evidence.form), not by `\(escaped(evidence))`",
          help: ["it says: \(declared.says)"])
      }
      return Proposal(
        changes: [
          .set(
            ["gates", .key(stage.name.value), "criteria", .key(criterion)], .text(evidence), after: ["criteria"])
        ])
    }
  }

  /// Proposes to pass over an optional stage that lies directly ahead.
  package func proposeSkip(_ name: String, of stage: String, because reason: String, dryRun: Bool = false) throws
    -> WriteOutcome
  {
    try write(name, dryRun: dryRun) { open in
      let here = try open.openStage()
      let ahead = open.workflow.optionalStages(after: here.name.value).map(\.name.value)
      guard ahead.contains(stage) else {
        throw Trouble(
          .usage, "`\(escaped(stage))` is not an optional stage directly ahead of `\(here.name.value)`",
          help: [ahead.isEmpty ? "there is none" : "only \(list(ahead)) can be passed over"])
      }
      return Proposal(changes: [.set(["gates", .key(stage), "skipped"], .text(try checkedReason(reason)))])
    }
  }

  /// A reason that says something.
  func checkedReason(_ reason: String) throws -> String {
    if Criterion.Evidence.text.accepts(reason) { return reason }
    throw Trouble(.usage, "a reason is a few words", help: ["write `--because 'why'`"])
  }
}

extension OpenFeature {
  /// The stage whose gate is open.
  func openStage() throws -> Stage {
    guard let stage else {
      throw Trouble(
        .usage, "`\(id)` is in `\(escaped(feature.stage.value))`, which is not a stage of `\(workflow.name)`",
        help: ["mend its stage first: `slipway check` tells more"])
    }
    if stage.isFinal {
      throw Trouble(
        .usage, "`\(id)` is in `\(stage.name.value)`, which is final", help: ["there is nothing left to do"])
    }
    return stage
  }
}
