package import Findings
package import WorkflowModel

/// Judges what a landing does to one feature, by the first parent's policy.
package protocol LandingRule: SendableMetatype {
  static var rule: Rule { get }
  static func findings(_ landing: FeatureLanding) -> [Finding]
}

/// Judges the form of one feature by the policy of the tree that it stands in.
package protocol FormRule: SendableMetatype {
  static var rule: Rule { get }
  static func findings(_ feature: Feature, by policy: Policy) -> [Finding]
}
