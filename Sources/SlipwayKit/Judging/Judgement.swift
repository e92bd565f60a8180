package import Findings
package import GitStore
package import Paths
internal import Rules
internal import WorkflowModel

/// What came of judging: findings, and what they are about.
package struct Judgement: Sendable {
  package enum Subject: Sendable, Equatable {
    /// The working tree as a landing on HEAD.
    case workingTree
    /// The working tree, with what its branch holds, as it is about to land on this commit.
    case workingTreeOnto(ObjectID)
    /// The index as a landing on HEAD.
    case index
    /// A commit as the landing that it is on its first parent.
    case commit(ObjectID)
    /// What `head` is about to do to `base`.
    case pullRequest(head: ObjectID, base: ObjectID)
    /// The files alone, without history.
    case tree
  }

  package let subject: Subject
  /// In reading order.
  package let findings: [Finding]
  /// What lands: one landing, or one a commit.
  package let landed: [Landed]
  /// How many manifests were read.
  package let manifests: Int
  /// What the reader should know about how it was judged.
  package let notices: [String]
  /// The policy that judges the tree; nil where none can be read.
  var treePolicy: Policy?

  package init(subject: Subject, findings: [Finding], landed: [Landed], manifests: Int, notices: [String]) {
    self.subject = subject
    self.findings = findings
    self.landed = landed
    self.manifests = manifests
    self.notices = notices
  }

  /// The features that are moved or brought.
  package var transitions: [Transition] { landed.flatMap { $0.features.compactMap(Transition.init) } }
  var features: [FeatureLanding] { landed.flatMap(\.features) }
  package var isPolicyChanged: Bool { landed.contains { $0.policy != nil } }
}

/// A feature's change of stage in a landing.
package struct Transition: Sendable {
  package enum Kind: String, Sendable {
    case created, forward, back, aside, undone, refused
  }

  package let feature: String
  package let path: RepositoryPath
  /// Nil where the feature did not exist.
  package let from: String?
  package let to: String
  package let kind: Kind
}
