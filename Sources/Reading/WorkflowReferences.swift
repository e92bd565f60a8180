internal import Findings
internal import Paths
internal import WorkflowModel

/// Judges what a workflow says about itself: that its stages, teams and fields can be used as they are meant.
struct WorkflowReferences {
  let workflow: Workflow

  init(_ workflow: Workflow) {
    self.workflow = workflow
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    for stage in workflow.stages {
      for name in stage.backTo { findings += backTo(name, of: stage) }
      if case .stages(let names) = stage.from {
        for name in names { findings += origin(name, of: stage) }
      }
      findings += undeclared(stage.requires, by: "`requires`")
      if stage.isFinal {
        findings += gateOfFinal(stage)
      } else if stage.from != nil {
        findings += besideTheOrder(stage)
      }
    }
    return findings
  }

  /// The beginning and the ends of the order.
  var ends: [Finding] {
    guard let initial = workflow.initial else {
      return [
        Finding(
          ReadingRules.reference, "a workflow needs an initial stage: one without `from`",
          at: place(workflow.stages[0].name), help: ["the first stage without `from` is the initial one"])
      ]
    }
    var findings: [Finding] = []
    if initial.isFinal || initial.optional != nil {
      findings.append(
        Finding(
          ReadingRules.reference, "the initial stage is neither `final` nor `optional`", at: place(initial.name),
          help: ["remove `\(initial.isFinal ? "final" : "optional")`, or put the stage where features begin before it"])
      )
    }
    if !workflow.stages.contains(where: \.isFinal) {
      findings.append(
        Finding(
          ReadingRules.reference, "a workflow needs a final stage, or nothing would ever be finished",
          at: place(workflow.stages[workflow.stages.count - 1].name), help: ["add `done: {final: true}`, say"]))
    }
    for stage in workflow.order.dropLast() where stage.isFinal {
      findings.append(
        Finding(
          ReadingRules.reference, "`\(stage.name.value)` is final, so the stages behind it are never reached",
          at: place(stage.name), help: ["move it to the end, or give it a `from`"]))
    }
    if let last = workflow.order.last, last.optional != nil {
      findings.append(
        Finding(
          ReadingRules.reference, "the last stage of the order cannot be optional: passing it over would lead nowhere",
          at: place(last.name), help: ["remove `optional`, or put a final stage behind it"]))
    }
    return findings
  }

  private func backTo(_ name: Located<String>, of stage: Stage) -> [Finding] {
    guard let target = workflow.stage(name.value) else { return [unknown(name)] }
    let here = workflow.position(of: stage.name.value) ?? .max
    if let there = workflow.position(of: target.name.value), there < here { return [] }
    return [
      Finding(
        ReadingRules.reference, "`back-to` names `\(name.value)`, which is not before `\(stage.name.value)`",
        at: place(name), help: ["forward moves follow the order of the stages and need no declaration"])
    ]
  }

  private func origin(_ name: Located<String>, of stage: Stage) -> [Finding] {
    guard let origin = workflow.stage(name.value) else { return [unknown(name)] }
    guard origin.isFinal || name.value == stage.name.value else { return [] }
    return [
      Finding(
        ReadingRules.reference,
        origin.isFinal
          ? "`from` names `\(name.value)`, which is final: nothing leaves it" : "`from` names the stage itself",
        at: place(name), help: ["remove it from the list"])
    ]
  }

  /// A stage with `from` is left by `back-to` or into another such stage, never forward through a gate.
  private func besideTheOrder(_ stage: Stage) -> [Finding] {
    let gate = stage.gate
    var keys: [String] = []
    if !gate.criteria.isEmpty || !gate.signOffs.isEmpty || gate.soak != nil { keys.append("gate") }
    if stage.optional != nil { keys.append("optional") }
    return keys.map { key in
      Finding(
        ReadingRules.reference,
        "`\(stage.name.value)` has a `from`, so it stands beside the order and its `\(key)` would never be judged",
        at: place(stage.name), help: ["remove `\(key)`, or remove `from` to put the stage into the order"])
    }
  }

  private func gateOfFinal(_ stage: Stage) -> [Finding] {
    guard
      !stage.gate.criteria.isEmpty || !stage.gate.signOffs.isEmpty || stage.gate.soak != nil || !stage.backTo.isEmpty
    else { return [] }
    return [
      Finding(
        ReadingRules.reference, "`\(stage.name.value)` is final, so its gate and `back-to` would never be judged",
        at: place(stage.name), help: ["remove them"])
    ]
  }

  /// A finding for a proof that the declared landing would lose.
  func lost(_ strength: Located<Strength>) -> Finding? {
    guard strength.value == .authored, !workflow.landing.keepsAuthors else { return nil }
    return Finding(
      ReadingRules.reference,
      "`authored` hangs on the commits of a change, and with `landing: \(workflow.landing.rawValue)` one commit replaces them",
      at: Place(source: workflow.source, range: strength.range),
      help: [
        "ask for `signed`: a signature in the record survives every landing",
        "or land by `merge` or `rebase`, and say so in `landing`",
      ])
  }

  private var builtIn: [FieldPath] {
    [workflow.layout.title, workflow.layout.owner, FieldPath(keys: ["summary"])]
  }

  private func isDeclared(_ path: FieldPath) -> Bool {
    workflow.layout.allowsUnknownKeys || builtIn.contains(path)
      || workflow.fields.contains { $0.path == path || $0.path.isPrefix(of: path) || path.isPrefix(of: $0.path) }
  }

  /// A finding for each field that somebody speaks of and nobody declares.
  func undeclared(_ fields: [Located<FieldPath>], by key: String) -> [Finding] {
    fields.filter { !isDeclared($0.value) }.map { undeclared($0, by: key) }
  }

  private func undeclared(_ field: Located<FieldPath>, by key: String) -> Finding {
    let declared = workflow.fields.map(\.path.description) + builtIn.map(\.description)
    let near = nearest(to: field.value.description, among: declared).map { ["did you mean `\($0)`?"] } ?? []
    return Finding(
      ReadingRules.reference, "\(key) names the field `\(field.value)`, which `fields` does not declare",
      at: Place(source: workflow.source, range: field.range),
      help: near + ["declare it: `fields: {\(field.value): {type: string}}`"])
  }

  func unknown(_ name: Located<String>) -> Finding {
    let near = nearest(to: name.value, among: workflow.stageNames).map { ["did you mean `\($0)`?"] } ?? []
    return Finding(
      ReadingRules.reference, "`\(escaped(name.value))` is not a stage of this workflow", at: place(name),
      help: near + ["the stages are \(list(workflow.stageNames, joining: "and"))"])
  }

  private func place(_ name: Located<String>) -> Place {
    Place(source: workflow.source, range: name.range)
  }
}
