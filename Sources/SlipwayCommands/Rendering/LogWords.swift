internal import SlipwayKit
internal import WorkflowModel

/// What a transition was shown, as one text for formats without lists.
extension LoggedTransition {
  var shownInWords: String { shown.map { "\($0.criterion): \($0.evidence)" }.joined(separator: "; ") }

  var signOffsInWords: String {
    signOffs.map { "\($0.by) (\($0.team), \($0.proved.rawValue))" }.joined(separator: "; ")
  }

  var waivedInWords: String {
    waived.map { "\($0.requirement) by \($0.by): \($0.because)" }.joined(separator: "; ")
  }
}
