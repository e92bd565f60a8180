internal import Rules
internal import WorkflowModel

extension Transition {
  /// The change of stage that a landing makes; nil where it makes none.
  init?(_ landing: FeatureLanding) {
    guard let feature = landing.feature else { return nil }
    let kind: Kind
    switch landing.move {
    case .none, .stays: return nil
    case .created: kind = .created
    case .forward: kind = .forward
    case .back: kind = .back
    case .aside: kind = .aside
    case .undone: kind = .undone
    case .impossible: kind = .refused
    }
    self.init(
      feature: landing.id, path: landing.path, from: landing.stageBefore, to: feature.stage.value, kind: kind)
  }
}
