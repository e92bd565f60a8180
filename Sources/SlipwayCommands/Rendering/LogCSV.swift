internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// Transitions as comma-separated values: RFC 4180, with a header.
enum LogCSV {
  static let header =
    "feature,path,from,to,commit,made_by_commit,made_by_name,made_by_email,committed_at,verdict,seconds_in_stage,shown,"
    + "sign_offs,waived,findings,subject\r\n"

  static func row(_ transition: LoggedTransition) -> String {
    let fields = [
      transition.feature, transition.path.description, transition.from ?? "", transition.to ?? "",
      transition.commit.hex, transition.madeBy.commit.hex, transition.madeBy.name, transition.madeBy.email,
      timestamp(epochSeconds: transition.committedAt), transition.verdict.rawValue,
      transition.heldFor.map(String.init) ?? "", transition.shownInWords, transition.signOffsInWords,
      transition.waivedInWords, transition.findings.map(\.rule.id).joined(separator: "; "), transition.subject,
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
