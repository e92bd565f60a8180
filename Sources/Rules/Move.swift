package import WorkflowModel

/// What kind of change of stage a landing makes.
package enum Move: Sendable {
  /// There is no feature to move.
  case none
  case stays
  /// It appears in this stage, with none before.
  case created
  /// Along the order: through the gates of `passing`, first to last, and past the optional stages of `over`.
  case forward(passing: [Stage], over: [Stage])
  /// Against the order, or out of a stage beside it.
  case back
  /// Into a stage beside the order.
  case aside
  /// The forward move that brought the feature here is taken back.
  case undone
  /// There is no such edge.
  case impossible(Obstacle)

  package enum Obstacle: Sendable {
    /// The judging workflow has no such stage.
    case unknownStage
    case outOfFinal
    /// Into a stage beside the order that is not entered from here.
    case notEnteredFromHere(Stage)
    /// Past stages that are not optional.
    case passesOver([Stage])
    /// Back to a stage that the workflow does not name.
    case noWayBack
  }

  /// The move from `origin` (nil: nowhere) to the stage that `feature` states.
  package init(of feature: Feature, before: Feature?, from origin: String?, entry: StageEntry?, by workflow: Workflow) {
    let target = feature.stage.value
    guard let targetStage = workflow.stage(target) else {
      self = .impossible(.unknownStage)
      return
    }
    guard let origin, let originStage = workflow.stage(origin) else {
      let initial = workflow.initial?.name.value ?? target
      if workflow.hops == .many, target != initial {
        self = Self.along(from: initial, to: targetStage, feature: feature, by: workflow) ?? .created
      } else {
        self = .created
      }
      return
    }
    if origin == target {
      self = .stays
    } else if originStage.isFinal {
      self = .impossible(.outOfFinal)
    } else if targetStage.from != nil {
      let isEdge = workflow.isEntered(targetStage, from: origin)
      self = isEdge ? .aside : .impossible(.notEnteredFromHere(targetStage))
    } else if let forward = Self.along(from: origin, to: targetStage, feature: feature, by: workflow) {
      self = forward
    } else if entry?.canBeUndone(to: target, inPass: before?.pass) ?? false, feature.returned == before?.returned {
      self = .undone
    } else {
      self = originStage.backTo.contains { $0.value == target } ? .back : .impossible(.noWayBack)
    }
  }

  /// The way forward along the order; nil where `target` is not ahead.
  private static func along(from origin: String, to target: Stage, feature: Feature, by workflow: Workflow) -> Move? {
    guard let here = workflow.position(of: origin), let there = workflow.position(of: target.name.value), there > here
    else { return nil }
    let between = workflow.order[(here + 1)..<there]
    switch workflow.hops {
    case .one:
      let mandatory = between.filter { $0.optional == nil }
      if !mandatory.isEmpty { return .impossible(.passesOver(mandatory)) }
      return .forward(passing: [workflow.order[here]], over: Array(between))
    case .many:
      let over = between.filter { feature.gate($0.name.value)?.skipped != nil }
      if let mandatory = over.first(where: { $0.optional == nil }) { return .impossible(.passesOver([mandatory])) }
      let passing = between.filter { stage in !over.contains { $0.name == stage.name } }
      return .forward(passing: [workflow.order[here]] + passing, over: over)
    }
  }
}

extension StageEntry {
  /// Whether undoing the move that brought the feature to its stage leads back to `stage`.
  ///
  /// After one move was undone, the one before it is the next that can be: they are undone one by one, until an entry
  /// in `returned` puts them on record.
  fileprivate func canBeUndone(to stage: String, inPass pass: Int?) -> Bool {
    before?.stage.value == stage || (origin?.stage.value == stage && after.pass == pass)
  }
}
