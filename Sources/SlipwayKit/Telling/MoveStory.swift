internal import Rules
internal import SignOffs
internal import WorkflowModel

extension Story {
  /// What becomes of a feature; nil where a landing leaves nothing that could be told.
  init?(of landing: FeatureLanding) {
    guard let feature = landing.feature else {
      guard case .absent = landing.after, let before = landing.before else { return nil }
      self.init(
        weight: .record, type: "delete", feature: landing.id, what: before.title ?? landing.id,
        lines: ["It goes in \(before.stage.value), where it has passed nothing."],
        trailers: [("Feature", landing.id)])
      return
    }
    switch landing.move {
    case .none: return nil
    case .stays: self.init(recordedBy: landing, feature)
    case .created: self.init(beginning: feature, in: landing)
    case .forward:
      if landing.stageBefore == nil {
        self.init(beginning: feature, in: landing)
      } else {
        self.init(moving: feature, in: landing, landing.moveOn(of: feature), landing.approvals)
      }
    case .back: self.init(goingBack: feature, in: landing)
    case .aside: self.init(standingAside: feature, in: landing)
    case .undone:
      let from = landing.stageBefore ?? ""
      let again = "\(landing.title(of: feature)) is in \(feature.stage.value) again"
      self.init(moving: feature, in: landing, ["\(again): the move to \(from) is undone."], [], type: "undo")
    case .impossible: self.init(moving: feature, in: landing, [], [])
    }
  }

  private init(
    moving feature: Feature, in landing: FeatureLanding, _ lines: [String],
    _ trailers: [(key: String, value: String)], type: String = "stage"
  ) {
    let way = "\(landing.stageBefore ?? "") -> \(feature.stage.value)"
    self.init(
      weight: .move, type: type, feature: landing.id, what: way, lines: lines,
      trailers: [("Feature", landing.id), ("Stage", way)] + trailers)
  }

  private init(beginning feature: Feature, in landing: FeatureLanding) {
    let title = landing.title(of: feature)
    let stage = feature.stage.value
    var lines = ["\(title) begins in \(stage)."]
    var trailers: [(key: String, value: String)] = [("Feature", landing.id), ("Stage", stage)]
    if case .forward(let passing, _) = landing.move, let first = passing.first?.name.value {
      lines = ["\(title) begins in \(first) and moves on to \(stage)."] + landing.shown(in: feature)
      trailers += landing.approvals
    } else {
      let records = landing.records(of: feature)
      lines += records.flatMap(\.lines)
      trailers += records.flatMap(\.trailers)
    }
    self.init(
      weight: .beginning, type: "new", feature: landing.id, what: title, lines: lines, trailers: trailers)
  }

  private init(goingBack feature: Feature, in landing: FeatureLanding) {
    guard let entry = feature.returned.last else {
      self.init(moving: feature, in: landing, [], [])
      return
    }
    self.init(returning: entry, feature, in: landing, weight: .move)
  }

  /// - Parameter entry: The way back, which need not be this landing's own: that of an undone move is recorded later.
  init(returning entry: ReturnRecord, _ feature: Feature, in landing: FeatureLanding, weight: Weight) {
    let (from, to) = (entry.from.value, entry.to.value)
    self.init(
      weight: weight, type: "return", feature: landing.id, what: "\(from) -> \(to)",
      lines: [
        entry.because.value,
        "Pass \(feature.pass + 1) begins: what was shown and signed off from \(to) on counts no more.",
      ],
      trailers: [("Feature", landing.id), ("Stage", "\(from) -> \(to)"), ("Returned-by", entry.by.value)])
  }

  private init(standingAside feature: Feature, in landing: FeatureLanding) {
    guard landing.before?.withdrawn == nil, let record = feature.withdrawn else {
      self.init(moving: feature, in: landing, landing.moveOn(of: feature), [])
      return
    }
    self.init(moving: feature, in: landing, [record.because.value], [("Withdrawn-by", record.by.value)])
  }
}

extension FeatureLanding {
  fileprivate func title(of feature: Feature) -> String { feature.title ?? id }

  /// That it moves on, after how long, and what its gates were shown.
  fileprivate func moveOn(of feature: Feature) -> [String] {
    let from = stageBefore ?? ""
    var sentence = "\(title(of: feature)) moves on"
    if let since = entry?.since {
      let (elapsed, overflow) = now.subtractingReportingOverflow(since)
      sentence += " after \(TimeSpan(seconds: overflow ? 0 : max(0, elapsed))) in \(from)"
    } else {
      sentence += " from \(from)"
    }
    if case .forward(let passing, _) = move, passing.count > 1 {
      sentence += ", through " + passing.dropFirst().map(\.name.value).joined(separator: " and ")
    }
    return ["\(sentence)."] + shown(in: feature)
  }

  /// The evidence at the gates that the move passes, and the skips that it uses.
  fileprivate func shown(in feature: Feature) -> [String] {
    guard case .forward(let passing, let over) = move else { return [] }
    let evidence = passing.flatMap { feature.gate($0.name.value)?.criteria ?? [] }
      .map { "\($0.criterion.value) (\($0.shown.value))" }
    let skips = over.compactMap { stage in
      feature.gate(stage.name.value)?.skipped.map { "Passed over: \(stage.name.value) (\($0.value))" }
    }
    let waivers = waivers.map { waiver in
      let by = policy.teams.people[waiver.signOff.by.value]?.name ?? waiver.signOff.by.value
      return "Waived: \(waiver.waives.value) by \(by) until \(waiver.until.value) (\(waiver.because.value))"
    }
    return (evidence.isEmpty ? [] : ["Shown: " + evidence.joined(separator: ", ")]) + skips + waivers
  }

  /// Those whose sign-offs hold at what the move passes, and those who waived what it asks for; each once.
  fileprivate var approvals: [(key: String, value: String)] {
    let approvers = passages.flatMap(\.signOffs.entries).filter(\.standing.holds).map { policy.approver($0.signOff) }
    let waivers = waivers.map { policy.approver($0.signOff) }
    return eachOnce(approvers).map { ("Approved-by", $0) } + eachOnce(waivers).map { ("Waived-by", $0) }
  }

  /// The exceptions that hold at the gates that the move passes.
  private var waivers: [Waiver] { passages.flatMap { $0.waivers?.holding ?? [] } }

  private func eachOnce(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension Policy {
  /// Who signed off, as a trailer names them: `Support Lead <support-lead@example.com> (support)`.
  func approver(_ signOff: SignOff) -> String {
    let team = signOff.team.value
    guard let person = teams.people[signOff.by.value] else { return "\(signOff.by.value) (\(team))" }
    let address = person.emails.first.map { " <\($0)>" } ?? ""
    return "\(person.name)\(address) (\(team))"
  }
}
