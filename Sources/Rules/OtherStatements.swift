internal import Findings
internal import SignOffs
internal import WorkflowModel

/// Statements that somebody may have signed instead of the one that a gate asks for, by their fingerprints.
struct OtherStatements {
  /// In a reader's words, how each of them differs; the likeliest explanation of those that are the same.
  private var differences: [String: String] = [:]

  init(_ passage: Passage, of feature: Feature, in landing: FeatureLanding) {
    let (workflow, gate) = (landing.workflow, passage.stage.name.value)
    let present = passage.statement
    for pass in 0..<feature.pass {
      note(
        Statement(on: feature, gate: gate, decision: passage.decision, by: workflow, pass: pass),
        "it was given in pass \(pass + 1), and this is pass \(feature.pass + 1)")
    }
    for before in [landing.before].compactMap(\.self) + (landing.entry?.versions ?? []) {
      var decision = passage.decision
      if case .skip = decision { decision = .skip(because: before.gate(gate)?.skipped?.value ?? "") }
      let was = Statement(on: before, gate: gate, decision: decision, by: workflow)
      let changed = present.differences(from: was)
      note(
        was,
        changed.contains("decision")
          ? "the reason for passing over `\(gate)` changed after it was given"
          : "\(list(changed, joining: "and")) changed after it was given")
    }
    for stage in workflow.order {
      note(
        Statement(on: feature, gate: stage.name.value, decision: .leave, by: workflow),
        "it was given for the gate of `\(stage.name.value)`")
    }
  }

  private mutating func note(_ statement: Statement, _ difference: String) {
    let fingerprint = statement.fingerprint
    if differences[fingerprint] == nil { differences[fingerprint] = difference }
  }

  func whatIsCovered(by signOff: SignOff) -> String {
    signOff.covers.flatMap { differences[$0.value] } ?? "it covers something else than what stands here now"
  }
}
