package import Findings
package import GitStore
package import Paths
package import WorkflowModel

/// One change of stage in history, and what the policy of its time says of it.
package struct LoggedTransition: Sendable {
  package enum Verdict: String, Sendable {
    case legal, illegal, undone
    /// The landing's first parent had no policy.
    case ungoverned
  }

  /// Whose commit set the stage.
  package struct Maker: Sendable {
    package let commit: ObjectID
    package let name: String
    package let email: String
  }

  package let feature: String
  package let path: RepositoryPath
  /// Nil where the feature did not exist.
  package let from: String?
  /// Nil where the manifest is gone.
  package let to: String?
  /// The landing.
  package let commit: ObjectID
  package let madeBy: Maker
  /// Seconds since 1970.
  package let committedAt: Int
  package let verdict: Verdict
  package let findings: [Finding]
  /// The landing's first line.
  package let subject: String
  /// How long it had been in the stage that it left, in seconds; nil where the line does not tell.
  package let heldFor: Int?
  /// What the gates that it passed were shown.
  package let shown: [Shown]
  /// Whose sign-offs held at these gates.
  package let signOffs: [Approval]
  /// What was waived at these gates.
  package let waived: [Waived]

  /// A criterion with its evidence.
  package struct Shown: Sendable {
    package let criterion: String
    package let evidence: String
  }

  package struct Approval: Sendable {
    package let team: String
    package let by: String
    /// What was proved of it.
    package let proved: Strength
  }

  /// An exception that held.
  package struct Waived: Sendable {
    /// As the record names it: `criteria.NAME`, `sign-offs.TEAM` or `soak`.
    package let requirement: String
    package let by: String
    package let because: String
  }
}
