internal import Findings
internal import Paths
internal import Rules
internal import SignOffs
internal import SlipwayKit
internal import WorkflowModel

/// A plan on one screen: what is there, what is missing, and the command that gives it.
struct PlanText {
  let style: Style
  /// How wide the terminal is; nil in a pipe.
  let columns: Int?

  func render(_ plan: Plan) -> String {
    var lines = head(plan)
    if let undone = plan.pendingUndo {
      lines += [
        "", "The move from \(undone.to) to \(undone.from) was undone. Before the next one, put that on record:",
        command("slipway return \(plan.feature.id) --to \(undone.to) --because '…'"),
      ]
    }
    if plan.mustLandFirst, plan.beginsHere {
      lines += ["", "It begins on this branch, and goes on when that has landed."]
    }
    if let from = plan.movedFrom {
      let rest = plan.mustLandFirst ? ", and one landing moves a feature once: it goes on when that has landed" : ""
      lines += ["", "This branch moves it from \(from)\(rest)."]
    }
    if plan.stage.isFinal { lines += ["", "It is finished: `\(plan.stage.name.value)` is final."] }
    for (index, way) in plan.ways.enumerated() { lines += [""] + render(way, plan, isFirst: index == 0) }
    lines += others(plan)
    return lines.joined(separator: "\n")
  }

  private func head(_ plan: Plan) -> [String] {
    let feature = plan.feature
    let title = feature.title.map { ": \(escaped($0))" } ?? ""
    var place = style.bold(plan.stage.name.value)
    if let since = plan.since {
      place += " since \(Day(epochSeconds: since)) (\(TimeSpan(seconds: max(0, plan.now - since))))"
    }
    if plan.isOverdue, let due = plan.stage.gate.due { place += ", " + style.yellow("overdue: it may take \(due)") }
    if feature.pass > 0 { place += ", pass \(feature.pass + 1)" }
    if let owner = feature.owner { place += ", owned by \(escaped(owner))" }
    var lines = [style.bold(feature.id) + title, place]
    if !plan.stage.engage.isEmpty, !plan.stage.isFinal {
      lines.append(style.faint("engaged here: \(plan.stage.engage.map(\.value).joined(separator: ", "))"))
    }
    if let line = plan.landsOn { lines.append(style.faint("as it lands on \(escaped(line))")) }
    return lines
  }

  private func render(_ way: Plan.Way, _ plan: Plan, isFirst: Bool) -> [String] {
    let id = plan.feature.id
    let over =
      way.unproposedSkips.map(\.name.value) + way.passages.filter { $0.decision != .leave }.map(\.stage.name.value)
    let past = over.isEmpty ? "" : ", passing over \(over.joined(separator: " and "))"
    var lines = [style.bold((isFirst ? "To move on to \(way.target)" : "Or to \(way.target)") + past + ":")]
    for passage in way.passages where isFirst || passage.decision != .leave {
      // A sign-off covers fields too, so the missing ones come before it.
      lines += render(passage, way, plan, before: isFirst && passage.decision == .leave ? fields(way, plan) : [])
    }
    if !isFirst, way.passages.contains(where: { $0.decision == .leave && !$0.isOpen }) {
      lines.append("  " + style.faint("what leaving \(plan.stage.name.value) asks for, as above"))
    }
    for stage in way.unproposedSkips {
      lines.append(missing("a skip of \(stage.name.value), with its reason"))
      lines.append(command("slipway record \(id) --skip \(stage.name.value) --because '…'"))
    }
    if !isFirst { lines += fields(way, plan) }
    if way.isOpen {
      lines.append("  " + style.green("nothing is missing"))
      let target = isFirst || way.passages.count > 1 ? "" : " --to \(way.target)"
      lines.append(
        command(
          "slipway advance \(id)\(isFirst && over.isEmpty && plan.ways.count > 1 ? " --to \(way.target)" : target)"))
    }
    return lines
  }

  private func fields(_ way: Plan.Way, _ plan: Plan) -> [String] {
    way.missingFields.flatMap { field in
      let list = field.schema?.list.items.map { "[\($0.allowed?.joined(separator: "|") ?? "…")]" }
      let value = field.schema?.allowed?.joined(separator: "|") ?? list ?? "…"
      return [
        missing("the field \(field.path)", about: field.schema?.about ?? ""),
        "      " + style.faint("write \(manifestLine(field.path, value)) in \(plan.path)"),
      ]
    }
  }

  /// - Parameter fields: What stands before the sign-offs.
  private func render(_ passage: Passage, _ way: Plan.Way, _ plan: Plan, before fields: [String]) -> [String] {
    let id = plan.feature.id
    var lines: [String] = []
    for (criterion, shown) in passage.criteria {
      let name = criterion.name.value
      switch shown {
      case .waived(let waiver): lines.append(waived(name, waiver, passage))
      case .shown(let evidence): lines.append(done("\(name)  \(style.faint(escaped(evidence.value)))"))
      case .missing, .wrongKind, .unknownCommit:
        lines.append(missing(name, about: criterion.says))
        let value = criterion.evidence == .text ? "'…'" : criterion.evidence.placeholder
        lines.append(command("slipway record \(id) \(name) \(value)"))
      }
    }
    if case .skip(let reason) = passage.decision { lines.append(done("proposed  \(style.faint(escaped(reason)))")) }
    lines += fields
    let isIncomplete = !fields.isEmpty || passage.criteria.contains { !$0.shown.suffices }
    for slot in passage.signOffs.slots {
      let people = slot.people.map { described($0, in: passage) }
      if slot.isFilled {
        lines.append(done("sign-off by \(slot.slot.title)  \(style.faint(people.joined(separator: ", ")))"))
        continue
      }
      let given = people.isEmpty ? "" : ", given by \(people.joined(separator: ", "))"
      lines.append(missing("sign-off by \(slot.slot.title)\(given)"))
      guard let advice = way.advice.first(where: { $0.gate == passage.stage.name.value && $0.slot == slot.slot }) else {
        continue
      }
      let able =
        advice.people.isEmpty
        ? "nobody can give it: see schemas/teams.yaml" : "\(advice.people.joined(separator: ", ")) can give it"
      lines.append("      " + style.faint(able))
      if let obstacle = advice.obstacle { lines.append("      " + style.yellow(obstacle)) }
      lines.append(command(advice.command))
      guard let line = advice.line else {
        lines.append("      " + style.faint("or on another machine with --export, and here with --import"))
        continue
      }
      // It covers what stands there now, and would not hold when the rest comes.
      if isIncomplete {
        lines.append("      " + style.faint("or by hand, once all above is there: this shows the line then"))
        continue
      }
      lines.append("      " + style.faint("or by hand, in gates.\(advice.gate).sign-offs:"))
      lines.append("      " + style.faint(line))
    }
    if let soak = passage.soak, let waiver = soak.waiver {
      lines.append(waived("soak of \(soak.required)", waiver, passage))
    } else if let soak = passage.soak, plan.movedFrom != nil, !soak.isOver {
      lines.append(missing("soak of \(soak.required), which begins when it lands"))
    } else if let soak = passage.soak {
      lines.append(
        soak.isOver
          ? done("soak of \(soak.required)")
          : missing(
            "soak of \(soak.required): \(soak.remaining.rounded) to go, until "
              + timestamp(epochSeconds: plan.now + soak.remaining.seconds)))
    }
    return lines
  }

  private func others(_ plan: Plan) -> [String] {
    var lines: [String] = []
    if !plan.back.isEmpty {
      let target = plan.back.count == 1 ? plan.back[0] : "STAGE"
      lines.append(
        style.faint(
          "It can go back to \(plan.back.joined(separator: " or ")): slipway return \(plan.feature.id) --to \(target) --because '…'"
        ))
    }
    if !plan.aside.isEmpty {
      lines.append(
        style.faint(
          "It can go to \(plan.aside.joined(separator: " or ")): slipway withdraw \(plan.feature.id) --because '…'"))
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  /// Who fills a place, and what is proved of it.
  private func described(_ person: String, in passage: Passage) -> String {
    let entry = passage.signOffs.entries.last { $0.signOff.by.value == person && $0.standing.holds }
    guard let entry, let proof = entry.standing.proof else {
      let waiver = passage.waivers?.entries.first { $0.waiver.signOff.by.value == person && $0.standing.holds }
      return "\(person), by a waiver" + (waiver?.standing.proof.map { ", \($0.text)" } ?? "")
    }
    return "\(person)\(entry.standing.isBySelf ? " (self)" : ""), \(proof.text)"
  }

  private func waived(_ what: String, _ waiver: Waiver, _ passage: Passage) -> String {
    let proof = passage.waivers?.entries.first { $0.waiver == waiver }?.standing.proof
    let (who, until) = (escaped(waiver.signOff.by.value), waiver.until.value)
    return done(
      "\(what)  \(style.yellow("waived by \(who) until \(until)\(proof.map { ", \($0.text)" } ?? ""):")) \(style.faint(escaped(waiver.because.value)))"
    )
  }

  private func done(_ text: String) -> String { "  " + style.green("✓") + " " + text }
  private func missing(_ text: String) -> String { "  " + style.red("✗") + " " + text }

  /// What is missing, and what is meant by it: on a line of its own where the terminal is too narrow.
  private func missing(_ name: String, about: String) -> String {
    if about.isEmpty { return missing(name) }
    guard let columns, name.count + about.count + 6 > columns else { return missing("\(name)  \(style.faint(about))") }
    let lines = wrapped(about, to: max(20, columns - 6))
    return ([missing(name)] + lines.map { "      " + style.faint($0) }).joined(separator: "\n")
  }
  private func command(_ text: String) -> String { "      " + style.cyan(text) }

  /// A field as the line to write, and the maps that it lies in.
  private func manifestLine(_ path: FieldPath, _ value: String) -> String {
    let line = "\(path.keys.last ?? ""): \(value)"
    let maps = path.keys.dropLast()
    return maps.isEmpty ? line : "\(line) below \(maps.map { "\($0):" }.joined(separator: " "))"
  }
}
