internal import Paths
internal import SignOffs
internal import SlipwayKit
internal import WorkflowModel

/// A feature's records for people.
struct DetailText {
  let style: Style

  func render(_ detail: FeatureDetail) -> String {
    let feature = detail.feature
    let title = feature.title.map { ": \(escaped($0))" } ?? ""
    var lines = [style.bold(feature.id) + title, style.faint(detail.path.description)]
    var place = "stage   " + style.bold(escaped(feature.stage.value))
    if let since = detail.since {
      place += " since \(Day(epochSeconds: since)) (\(TimeSpan(seconds: max(0, detail.now - since))))"
    }
    lines += ["", place, "owner   \(escaped(feature.owner ?? "-"))", "pass    \(feature.pass + 1)"]
    for gate in detail.gates { lines += [""] + render(gate) }
    if !feature.returned.isEmpty { lines += ["", style.bold("returned")] + feature.returned.map(line) }
    if let withdrawn = feature.withdrawn {
      lines += [
        "",
        style.bold("withdrawn") + " on \(withdrawn.on.value) by \(escaped(withdrawn.by.value)): "
          + escaped(withdrawn.because.value),
      ]
    }
    return lines.joined(separator: "\n")
  }

  private func render(_ gate: FeatureDetail.GateDetail) -> [String] {
    var lines = [style.bold(gate.stage.name.value) + style.faint("  \(gate.state.rawValue)")]
    if let skipped = gate.record?.skipped { lines.append("  skipped: \(escaped(skipped.value))") }
    for evidence in gate.record?.criteria ?? [] {
      lines.append("  \(escaped(evidence.criterion.value)): \(escaped(evidence.shown.value))")
    }
    for (index, signOff) in (gate.record?.signOffs ?? []).enumerated() {
      let who = "\(escaped(signOff.team.value)) by \(escaped(signOff.by.value)) on \(signOff.on.value)"
      let standing = gate.standings.indices.contains(index) ? gate.standings[index] : nil
      let proved = standing?.proof?.text ?? gate.proved(at: index)?.rawValue
      let seen = proved ?? (signOff.signed == nil ? "named" : "carries a signature")
      let kind = signOff.retracted.map { "took back: \(escaped($0.value))" } ?? seen
      let remark =
        switch standing {
        case nil, .void(.retraction): ""
        case .holds(let bySelf, _): bySelf ? "  " + style.yellow("self") : ""
        case .void: "  " + style.red("does not hold")
        }
      lines.append("  sign-off: \(who)  \(style.faint(kind))\(remark)")
    }
    for waiver in gate.record?.waivers ?? [] {
      let what = "\(escaped(waiver.waives.value)) by \(escaped(waiver.signOff.by.value)) until \(waiver.until.value)"
      lines.append("  " + style.yellow("waived: \(what)") + "  \(style.faint(escaped(waiver.because.value)))")
    }
    if lines.count == 1 { lines.append(style.faint("  nothing on record")) }
    return lines
  }

  private func line(_ entry: ReturnRecord) -> String {
    "  \(entry.on.value)  \(escaped(entry.from.value)) -> \(escaped(entry.to.value)) by \(escaped(entry.by.value)): "
      + escaped(entry.because.value)
  }
}

/// A feature's records as JSON.
struct DetailJSON: Encodable {
  struct Gate: Encodable {
    let stage: String
    let state: String
    let skipped: String?
    let criteria: [String: String]
    let signOffs: [SignOffJSON]
    let waivers: [WaiverJSON]
  }

  struct WaiverJSON: Encodable {
    let waives: String
    let because: String
    let until: String
    let team: String
    let by: String
    let on: String
  }

  struct SignOffJSON: Encodable {
    let team: String
    let by: String
    let on: String
    let covers: String?
    let retracted: String?
    /// Absent where it does not hold, and for passed gates: nobody looks there again.
    let proved: String?
    /// Absent for passed gates: what held then is sealed.
    let holds: Bool?
  }

  struct Return: Encodable {
    let from: String
    let to: String
    let because: String
    let by: String
    let on: String
  }

  let feature: String
  let path: String
  let title: String?
  let owner: String?
  let stage: String
  let since: String?
  let pass: Int
  let gates: [Gate]
  let returned: [Return]
  let withdrawn: String?

  init(_ detail: FeatureDetail) {
    let record = detail.feature
    feature = record.id
    path = detail.path.description
    title = record.title
    owner = record.owner
    stage = record.stage.value
    since = detail.since.map { timestamp(epochSeconds: $0) }
    pass = record.pass + 1
    gates = detail.gates.map(Gate.init)
    returned = record.returned.map { entry in
      Return(
        from: entry.from.value, to: entry.to.value, because: entry.because.value, by: entry.by.value,
        on: entry.on.value.description)
    }
    withdrawn = record.withdrawn?.because.value
  }
}

extension DetailJSON.Gate {
  init(_ gate: FeatureDetail.GateDetail) {
    stage = gate.stage.name.value
    state = gate.state.rawValue
    skipped = gate.record?.skipped?.value
    criteria = Dictionary(
      (gate.record?.criteria ?? []).map { ($0.criterion.value, $0.shown.value) },
      uniquingKeysWith: { first, _ in first })
    signOffs = (gate.record?.signOffs ?? []).enumerated().map { index, signOff in
      DetailJSON.SignOffJSON(
        team: signOff.team.value, by: signOff.by.value, on: signOff.on.value.description, covers: signOff.covers?.value,
        retracted: signOff.retracted?.value,
        proved: gate.proved(at: index)?.rawValue,
        holds: gate.standings.indices.contains(index) ? gate.standings[index].holds : nil)
    }
    waivers = (gate.record?.waivers ?? []).map { waiver in
      DetailJSON.WaiverJSON(
        waives: waiver.waives.value, because: waiver.because.value, until: waiver.until.value.description,
        team: waiver.signOff.team.value, by: waiver.signOff.by.value, on: waiver.signOff.on.value.description)
    }
  }
}
