package import Findings
package import WorkflowModel

/// The rules that judge a landing and the form of a feature, in the order in which they are documented.
package enum Catalogue {
  package static let landingRules: [any LandingRule.Type] = [
    EdgeRule.self, InitialStageRule.self, GateCriteriaRule.self, GateSignOffsRule.self, SoakRule.self, SkipRule.self,
    RequiredFieldsRule.self, LeftoverSkipRule.self, SealedRule.self, GrowingListRule.self, VoidSignOffRule.self,
    ReturnRecordRule.self, ReturnClearsRule.self, UndoneRule.self, WithdrawalRule.self, DeletionRule.self,
  ]

  package static let formRules: [any FormRule.Type] = [
    KnownStageRule.self, RecordPlaceRule.self, KnownNamesRule.self, EvidenceFormRule.self, WithdrawnFormRule.self,
  ]

  package static let rules: [Rule] =
    landingRules.map { $0.rule } + formRules.map { $0.rule } + PolicyRules.all

  package static func judge(_ landing: FeatureLanding) -> [Finding] {
    landingRules.flatMap { $0.findings(landing) }
  }

  package static func judgeForm(of feature: Feature, by policy: Policy) -> [Finding] {
    formRules.flatMap { $0.findings(feature, by: policy) }
  }
}
