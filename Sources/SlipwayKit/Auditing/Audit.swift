package import Findings
package import GitStore
internal import Paths
package import WorkflowModel

/// What is wrong with, or moves in, one landing of an audited line.
package struct AuditedLanding: Sendable {
  package let commit: ObjectID
  /// Its place on the line: 0 is the newest.
  package let position: Int
  /// Its committer date in seconds since 1970; nil where the commit is malformed.
  package let committedAt: Int?
  package let findings: [Finding]
  package let transitions: [Transition]
  package let isPolicyChanged: Bool
}

/// What an audit found.
package struct Audit: Sendable {
  /// The newest landing.
  package let tip: ObjectID
  /// How many landings the line has.
  package let landings: Int
  /// How many of them there was no policy for yet.
  package let ungoverned: Int
  /// Those about which there is something to say, the oldest first.
  package let noted: [AuditedLanding]
  /// How many landings touch each feature, by identity.
  package let touches: [String: Int]
}

/// How an audit is made.
package struct AuditTerms: Sendable {
  /// The newest landing; HEAD if nil.
  package var revision: String?
  /// A policy that judges instead of the repository's own.
  package var standIn: Policy?
  /// Whether each object that is read is hashed.
  package var verifiesObjects = true

  package init() {}
}
