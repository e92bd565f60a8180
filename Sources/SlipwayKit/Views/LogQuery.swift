package import WorkflowModel

/// Which transitions are asked for.
package struct LogQuery: Sendable {
  /// A feature's identity or path; all if nil.
  package var feature: String?
  /// The first day; nil for the beginning.
  package var since: Day?
  /// The last day; nil for the end.
  package var until: Day?
  /// Only into or out of this stage.
  package var stage: String?
  /// Only those for which somebody of this team signed off.
  package var team: String?

  package init() {}

  /// Whether more is asked than whose they are.
  package var isNarrowed: Bool { since != nil || until != nil || stage != nil || team != nil }

  func matches(_ transition: LoggedTransition) -> Bool {
    let day = Day(epochSeconds: transition.committedAt).number
    if let since, day < since.number { return false }
    if let until, day > until.number { return false }
    if let stage, transition.from != stage, transition.to != stage { return false }
    if let team, !transition.signOffs.contains(where: { $0.team == team }) { return false }
    return true
  }
}
