internal import Findings
internal import Rules
internal import SignOffs
internal import WorkflowModel

/// One thing that a landing records, in the order in which a subject names the kinds.
struct RecordedPart {
  let type: String
  let what: String
  let lines: [String]
  let trailers: [(key: String, value: String)]
}

extension Story {
  /// What a landing records of a feature that stays where it is.
  init(recordedBy landing: FeatureLanding, _ feature: Feature) {
    if let entry = feature.returned.dropFirst(landing.before?.pass ?? 0).last {
      self.init(returning: entry, feature, in: landing, weight: .record)
      return
    }
    var parts = landing.records(of: feature)
    if let edit = landing.edit(of: feature, isAlone: parts.isEmpty) { parts.append(edit) }
    var types: [String] = []
    for part in parts where !types.contains(part.type) { types.append(part.type) }
    let each = types.map { type in
      (type == types.first ? "" : "\(type) ")
        + parts.filter { $0.type == type }.map(\.what).joined(separator: ", ")
    }
    self.init(
      weight: .record, type: types.first ?? "edit", feature: landing.id, what: each.joined(separator: "; "),
      lines: parts.flatMap(\.lines), trailers: [("Feature", landing.id)] + parts.flatMap(\.trailers))
  }
}

extension FeatureLanding {
  /// What is on record now and was not before: evidence first, then proposed skips, then sign-offs.
  func records(of feature: Feature) -> [RecordedPart] {
    feature.gates.flatMap(newEvidence) + feature.gates.compactMap(newSkip)
      + feature.gates.flatMap {
        newSignOffs($0, of: feature)
      } + feature.gates.flatMap(newWaivers)
  }

  private func was(_ record: GateRecord) -> GateRecord? { before?.gate(record.stage.value) }

  private func newEvidence(_ record: GateRecord) -> [RecordedPart] {
    record.criteria.filter { was(record)?.evidence(for: $0.criterion.value) != $0.shown }.map { evidence in
      RecordedPart(
        type: "record", what: evidence.criterion.value,
        lines: ["Shown for leaving \(record.stage.value): \(evidence.shown.value)"], trailers: [])
    }
  }

  private func newSkip(_ record: GateRecord) -> RecordedPart? {
    guard let reason = record.skipped, was(record)?.skipped != reason else { return nil }
    let stage = record.stage.value
    return RecordedPart(
      type: "skip", what: "propose to pass over \(stage)", lines: [reason.value], trailers: [("Skip", stage)])
  }

  private func newSignOffs(_ record: GateRecord, of feature: Feature) -> [RecordedPart] {
    let stage = record.stage.value
    let decision = record.skipped.map { Statement.Decision.skip(because: $0.value) } ?? .leave
    let statement = Statement(on: feature, gate: stage, decision: decision, by: workflow)
    let covered = statement.fields.keys.sorted() + statement.criteria.keys.sorted()
    let what = decision == .leave ? "may leave \(stage)" : "may pass over \(stage)"
    let known = was(record)?.signOffs ?? []
    return record.signOffs.filter { !known.contains($0) }.map { signOff in
      let (team, by) = (signOff.team.value, signOff.by.value)
      let name = policy.teams.people[by]?.name ?? by
      if let reason = signOff.retracted {
        return RecordedPart(
          type: "sign-off", what: "\(team) by \(by), taken back",
          lines: ["\(name) takes back for \(team) that the feature \(what): \(reason.value)"],
          trailers: [("Gate", stage), ("Retracted-by", policy.approver(signOff))])
      }
      let isPresent = signOff.covers?.value == statement.fingerprint
      return RecordedPart(
        type: "sign-off", what: "\(team) by \(by)",
        lines: ["\(name) agrees for \(team) that the feature \(what)."]
          + (isPresent ? ["Covers: " + covered.joined(separator: ", ")] : []),
        trailers: [("Gate", stage), ("Approved-by", policy.approver(signOff))])
    }
  }

  private func newWaivers(_ record: GateRecord) -> [RecordedPart] {
    let known = was(record)?.waivers ?? []
    return record.waivers.filter { !known.contains($0) }.map { waiver in
      let (what, gate, by) = (waiver.waives.value, record.stage.value, waiver.signOff.by.value)
      let name = policy.teams.people[by]?.name ?? by
      let trailers = [("Gate", gate), ("Waives", what)]
      if let reason = waiver.signOff.retracted {
        return RecordedPart(
          type: "waive", what: "\(what), taken back", lines: ["\(name) asks for \(what) again: \(reason.value)"],
          trailers: trailers + [("Retracted-by", policy.approver(waiver.signOff))])
      }
      return RecordedPart(
        type: "waive", what: what,
        lines: ["\(name) waives \(what) of \(gate) until \(waiver.until.value): \(waiver.because.value)"],
        trailers: trailers + [("Approved-by", policy.approver(waiver.signOff))])
    }
  }

  /// The fields that change, or that the file moves; where nothing else is told, whatever else changes in it.
  fileprivate func edit(of feature: Feature, isAlone: Bool) -> RecordedPart? {
    guard let before else { return nil }
    var names = Set(before.fields.paths + feature.fields.paths).sorted()
      .filter { $0 != workflow.layout.stage && before.fields[$0]?.value != feature.fields[$0]?.value }
      .map(\.description)
    var lines = names.isEmpty ? [] : ["Changed: " + names.joined(separator: ", ")]
    if before.source.path != feature.source.path {
      names.append("its place")
      lines.append("Moved from \(before.source.path) to \(feature.source.path)")
    }
    if names.isEmpty, !isAlone { return nil }
    let what = names.isEmpty ? "what no gate asks for" : names.joined(separator: ", ")
    return RecordedPart(type: "edit", what: what, lines: lines, trailers: [])
  }
}
