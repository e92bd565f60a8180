package import Findings
package import GitStore
package import WorkflowModel

/// What an audit found.
package struct Audit: Sendable {
  /// The newest landing.
  package let tip: ObjectID
  /// How many landings the line has.
  package let landings: Int
  /// How many of them were looked at.
  package let inScope: Int
  /// How many of these there was no policy for yet.
  package let ungoverned: Int
  /// Those in scope about which there is something to say, the oldest first.
  package let noted: [AuditedLanding]
  /// What is wrong with the line as a whole, or with the list of acknowledgements.
  package let findings: [Finding]
  /// By identity.
  package let features: [AuditedFeature]
  package let notices: [String]

  /// All errors that nobody acknowledged.
  package var errors: Int {
    findings.errors + noted.reduce(0) { $0 + $1.findings.count { $0.isOpen && $0.finding.severity == .error } }
  }

  package var warnings: Int {
    findings.warnings + noted.reduce(0) { $0 + $1.findings.count { $0.isOpen && $0.finding.severity == .warning } }
  }

  package var acknowledged: Int { noted.reduce(0) { $0 + $1.findings.count { !$0.isOpen } } }
  package var transitions: [LoggedTransition] { noted.flatMap(\.transitions) }
}

/// What is wrong with, or moves in, one landing of an audited line.
package struct AuditedLanding: Sendable {
  package let commit: ObjectID
  /// Its place on the line, counted from the first landing, which is 1.
  package let number: Int
  /// Its committer date in seconds since 1970; nil where the commit is malformed.
  package let committedAt: Int?
  /// The first line of its message.
  package let subject: String
  package let isPolicyChanged: Bool
  package internal(set) var findings: [AuditedFinding]
  package let transitions: [LoggedTransition]
}

/// A finding on a landing, with which feature it is about.
package struct AuditedFinding: Sendable {
  package let finding: Finding
  /// Nil where it is about none.
  package let feature: String?
  /// Who stands by it and why; nil where nobody does.
  package internal(set) var acknowledgement: Acknowledgement?

  package var isOpen: Bool { acknowledgement == nil }
}

/// One feature over the whole line.
package struct AuditedFeature: Sendable {
  package let id: String
  package internal(set) var transitions = 0
  package internal(set) var illegal = 0
  package internal(set) var undone = 0
  package internal(set) var ungoverned = 0
  package internal(set) var errors = 0
  package internal(set) var warnings = 0
  package internal(set) var acknowledged = 0
  /// Where its last transition led; nil where it has none, or is gone.
  package internal(set) var stage: String?
}
