internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// One transition as a line, with what is wrong below it.
struct LogText {
  let style: Style
  let isTerminal: Bool

  func render(_ transition: LoggedTransition) -> String {
    let day =
      isTerminal ? "\(Day(epochSeconds: transition.committedAt))" : timestamp(epochSeconds: transition.committedAt)
    let to = transition.to.map(escaped) ?? "gone"
    let way = transition.from.map { "\(escaped($0)) -> \(to)" } ?? "begins in \(to)"
    let verdict =
      switch transition.verdict {
      case .legal: style.green("legal")
      case .illegal: style.red("illegal")
      case .undone: style.yellow("undone")
      case .ungoverned: style.faint("ungoverned")
      }
    let fields = [
      day, String(transition.commit.hex.prefix(9)), verdict, transition.feature, way, escaped(transition.madeBy.name),
      transition.heldFor.map { isTerminal ? "after \(TimeSpan(seconds: $0))" : String($0) } ?? (isTerminal ? "" : "-"),
    ]
    if !isTerminal { return fields.joined(separator: "\t") }
    let line = fields.filter { !$0.isEmpty }.joined(separator: "  ")
    let flaws = transition.findings.filter { $0.severity == .error }
    return ([line] + flaws.map { style.faint("    \($0.message) [\($0.rule.id)]") }).joined(separator: "\n")
  }
}

/// A transition as JSON.
struct LogJSON: Encodable {
  struct Maker: Encodable {
    let commit: String
    let name: String
    let email: String
  }

  let feature: String
  let path: String
  let from: String?
  let to: String?
  let commit: String
  let madeBy: Maker
  let committedAt: String
  let verdict: String
  let findings: [FindingJSON]
  let subject: String
  let secondsInStage: Int?
  let shown: [Shown]
  let signOffs: [Approval]
  let waived: [Waived]

  struct Shown: Encodable {
    let criterion: String
    let evidence: String
  }

  struct Approval: Encodable {
    let team: String
    let by: String
    let proved: String
  }

  struct Waived: Encodable {
    let waives: String
    let by: String
    let because: String
  }

  enum CodingKeys: String, CodingKey {
    case feature, path, from, to, commit, verdict, findings, subject, shown, waived
    case madeBy = "made_by"
    case committedAt = "committed_at"
    case secondsInStage = "seconds_in_stage"
    case signOffs = "sign_offs"
  }

  init(_ transition: LoggedTransition) {
    feature = transition.feature
    path = transition.path.description
    from = transition.from
    to = transition.to
    commit = transition.commit.hex
    madeBy = Maker(commit: transition.madeBy.commit.hex, name: transition.madeBy.name, email: transition.madeBy.email)
    committedAt = timestamp(epochSeconds: transition.committedAt)
    verdict = transition.verdict.rawValue
    findings = transition.findings.map(FindingJSON.init)
    subject = transition.subject
    secondsInStage = transition.heldFor
    shown = transition.shown.map { Shown(criterion: $0.criterion, evidence: $0.evidence) }
    signOffs = transition.signOffs.map { Approval(team: $0.team, by: $0.by, proved: $0.proved.rawValue) }
    waived = transition.waived.map { Waived(waives: $0.requirement, by: $0.by, because: $0.because) }
  }

  /// `from` and `to` are there even where they are null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(feature, forKey: .feature)
    try container.encode(path, forKey: .path)
    try container.encode(from, forKey: .from)
    try container.encode(to, forKey: .to)
    try container.encode(commit, forKey: .commit)
    try container.encode(madeBy, forKey: .madeBy)
    try container.encode(committedAt, forKey: .committedAt)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(findings, forKey: .findings)
    try container.encode(subject, forKey: .subject)
    try container.encodeIfPresent(secondsInStage, forKey: .secondsInStage)
    try container.encode(shown, forKey: .shown)
    try container.encode(signOffs, forKey: .signOffs)
    try container.encode(waived, forKey: .waived)
  }
}

struct LogListJSON: Encodable {
  let transitions: [LogJSON]
}
