package import WorkflowModel

/// How an audit is made.
package struct AuditTerms: Sendable {
  /// The newest landing; HEAD if nil.
  package var revision: String?
  /// Only landings after this one, or since this day; all if nil.
  package var since: String?
  /// Tips that were recorded elsewhere, and must still be on the line.
  package var anchors: [String] = []
  /// A policy that judges instead of the repository's own.
  package var standIn: Policy?
  /// Whether each object that is read is hashed.
  package var verifiesObjects = true
  /// Whether the checkpoint is used and written.
  package var usesCheckpoint = true
  /// What is told how far the audit is.
  package var progress: AuditProgress?

  package init() {}
}
