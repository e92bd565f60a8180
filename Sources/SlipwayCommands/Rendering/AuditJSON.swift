internal import Findings
internal import GitStore
internal import SlipwayKit
internal import WorkflowModel

/// What an audit found as JSON.
struct AuditJSON: Encodable {
  let summary: AuditSummaryJSON
  let landings: [AuditedLandingJSON]

  init(_ audit: Audit) {
    summary = AuditSummaryJSON(audit)
    landings = audit.noted.map(AuditedLandingJSON.init)
  }

  enum Keys: String, CodingKey {
    case landings
  }

  func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(landings, forKey: .landings)
  }
}

/// The totals of an audit, and what it says of each feature.
struct AuditSummaryJSON: Encodable {
  struct Feature: Encodable {
    let feature: String
    let stage: String?
    let transitions: Int
    let illegal: Int
    let undone: Int
    let ungoverned: Int
    let errors: Int
    let warnings: Int
    let acknowledged: Int
  }

  let tip: String
  let judged: Int
  let ungoverned: Int
  let transitions: Int
  let illegal: Int
  let errors: Int
  let warnings: Int
  let acknowledged: Int
  let findings: [FindingJSON]
  let features: [Feature]
  let notices: [String]

  init(_ audit: Audit) {
    tip = audit.tip.hex
    judged = audit.inScope - audit.ungoverned
    ungoverned = audit.ungoverned
    transitions = audit.transitions.count
    illegal = audit.transitions.count { $0.verdict == .illegal }
    errors = audit.errors
    warnings = audit.warnings
    acknowledged = audit.acknowledged
    findings = audit.findings.map(FindingJSON.init)
    features = audit.features.map { feature in
      Feature(
        feature: feature.id, stage: feature.stage, transitions: feature.transitions, illegal: feature.illegal,
        undone: feature.undone, ungoverned: feature.ungoverned, errors: feature.errors, warnings: feature.warnings,
        acknowledged: feature.acknowledged)
    }
    notices = audit.notices
  }
}

/// A landing about which there is something to say, as JSON.
struct AuditedLandingJSON: Encodable {
  struct Acknowledgement: Encodable {
    let because: String
    let by: String
  }

  struct Found: Encodable {
    let feature: String?
    let acknowledged: Acknowledgement?
    let finding: FindingJSON

    enum Keys: String, CodingKey {
      case feature, acknowledged
    }

    func encode(to encoder: any Encoder) throws {
      try finding.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encodeIfPresent(feature, forKey: .feature)
      try container.encodeIfPresent(acknowledged, forKey: .acknowledged)
    }
  }

  let landing: String
  /// Its place on the line, from 1.
  let number: Int
  let committedAt: String?
  let subject: String
  let policyChanged: Bool
  let findings: [Found]
  let transitions: [LogJSON]

  init(_ audited: AuditedLanding) {
    landing = audited.commit.hex
    number = audited.number
    committedAt = audited.committedAt.map { timestamp(epochSeconds: $0) }
    subject = audited.subject
    policyChanged = audited.isPolicyChanged
    findings = audited.findings.map { found in
      Found(
        feature: found.feature,
        acknowledged: found.acknowledgement.map { Acknowledgement(because: $0.because.value, by: $0.by.value) },
        finding: FindingJSON(found.finding))
    }
    transitions = audited.transitions.map(LogJSON.init)
  }
}
