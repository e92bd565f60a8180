internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// Transitions as comma-separated values: RFC 4180, with a header.
enum LogCSV {
  static let header =
    "feature,path,from,to,commit,made_by_commit,made_by_name,made_by_email,committed_at,verdict,seconds_in_stage,shown,"
    + "sign_offs,findings,subject\r\n"

  static func row(_ transition: LoggedTransition) -> String {
    let shown = transition.shown.map { "\($0.criterion): \($0.evidence)" }
    let signOffs = transition.signOffs.map { "\($0.by) (\($0.team), \($0.proved.rawValue))" }
    let fields = [
      transition.feature, transition.path.description, transition.from ?? "", transition.to ?? "",
      transition.commit.hex, transition.madeBy.commit.hex, transition.madeBy.name, transition.madeBy.email,
      timestamp(epochSeconds: transition.committedAt), transition.verdict.rawValue,
      transition.heldFor.map(String.init) ?? "", shown.joined(separator: "; "), signOffs.joined(separator: "; "),
      transition.findings.map(\.rule.id).joined(separator: "; "), transition.subject,
    ]
    return fields.map(quoted).joined(separator: ",") + "\r\n"
  }

  /// A field in quotes where it needs them, control characters escaped.
  private static func quoted(_ field: String) -> String {
    let text = escaped(field)
    let special: Set<Character> = [",", "\"", "\r", "\n"]
    if !text.contains(where: special.contains) { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
