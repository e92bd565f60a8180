package import Findings
package import WorkflowModel

/// The rules that judge a landing and the form of a feature, in the order in which they are documented.
package enum Catalogue {
  package static let landingRules: [any LandingRule.Type] = [
    EdgeRule.self, InitialStageRule.self, GateCriteriaRule.self, GateSignOffsRule.self, SoakRule.self, SkipRule.self,
    RequiredFieldsRule.self, LeftoverSkipRule.self, SealedRule.self, GrowingListRule.self, VoidSignOffRule.self,
    VoidWaiverRule.self,
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

  /// What remains of the findings on tree and landings when they are laid side by side: each mistake once, and records
  /// that an undone move left behind as void rather than misplaced.
  package static func settled(_ findings: [Finding], of landings: [FeatureLanding]) -> [Finding] {
    withoutEchoes(findings.map { finding in landings.lazy.compactMap { $0.excuse(finding) }.first ?? finding })
  }

  /// The findings without those that say of a mistake what another one says better.
  ///
  /// Landing and tree are judged apart, by two policies that are nearly always the same: a misspelt stage is then no
  /// edge either, and a sign-off with a misspelt name does not hold either.
  private static func withoutEchoes(_ findings: [Finding]) -> [Finding] {
    let stages = findings.filter { $0.rule == KnownStageRule.rule }.compactMap(\.place)
    let names = findings.filter { $0.rule == KnownNamesRule.rule }.compactMap(\.place)
    let cleared = findings.filter { $0.rule == ReturnClearsRule.rule }.compactMap(\.place)
    return findings.filter { finding in
      guard let place = finding.place else { return true }
      switch finding.rule {
      case EdgeRule.rule: return !stages.contains(place)
      case RecordPlaceRule.rule: return !cleared.contains(place)
      case VoidSignOffRule.rule:
        return !names.contains { $0.path == place.path && place.range.contains($0.range.lowerBound) }
      default: return true
      }
    }
  }

  package static func judgeForm(of feature: Feature, by policy: Policy) -> [Finding] {
    formRules.flatMap { $0.findings(feature, by: policy) }
  }
}
