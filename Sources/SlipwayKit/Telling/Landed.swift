internal import Paths
internal import Rules
internal import WorkflowModel

/// What one landing does: to each feature that it touches, and to the policy.
package struct Landed: Sendable {
  let features: [FeatureLanding]
  /// Nil where the policy stays as it is.
  let policy: PolicyChange?

  /// A change of policy: its files, and the workflows before and after it; nil where there is none to read.
  struct PolicyChange: Sendable {
    let paths: [RepositoryPath]
    let before: Workflow?
    let after: Workflow?
  }
}
