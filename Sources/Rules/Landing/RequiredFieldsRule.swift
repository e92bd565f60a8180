package import Findings
internal import WorkflowModel

/// A stage's required fields are there on entry and stay.
package enum RequiredFieldsRule: LandingRule {
  package static let rule = Rule(
    id: "required-fields",
    summary: "A feature has the fields that its stage requires",
    explanation: """
      A move forward, or into a stage with `from`, needs a value for every field that the stage lists in `requires`; \
      with `hops: many` also for those of the stages on the way. \
      While the feature is in the stage, none of them may be taken away again.
      """,
    example: """
      $ sed -i -e 's/^stage: development/stage: internal-release/' -e '/^testers:/d' features/shortcuts.yaml
      $ slipway check
      features/shortcuts.yaml:4:8: error: `internal-release` requires the field `testers` [required-fields]
      """,
    remedy: "Write the field into the manifest."
  )

  package static func findings(_ landing: FeatureLanding) -> [Finding] {
    guard let feature = landing.feature, let stage = landing.workflow.stage(feature.stage.value) else { return [] }
    switch landing.move {
    // A feature that is created in another stage than the initial one has a finding that says more.
    case .created where stage.name != landing.workflow.initial?.name: return []
    case .forward(let passing, _):
      // The first one passed is the one that the feature stands in; a new feature stands in none yet.
      let entered = passing.dropFirst(landing.stageBefore == nil ? 0 : 1) + [stage]
      return entered.flatMap { asked(of: feature, in: $0, landing) }
    case .aside, .created: return asked(of: feature, in: stage, landing)
    case .stays:
      return missing(in: stage, of: feature).filter { !(landing.before?.fields[$0.value]?.value.isBlank ?? true) }.map {
        finding("`\(stage.name.value)` requires the field `\($0.value)`, which was there before", $0, feature, landing)
      }
    default: return []
    }
  }

  private static func asked(of feature: Feature, in stage: Stage, _ landing: FeatureLanding) -> [Finding] {
    missing(in: stage, of: feature).map {
      finding("`\(stage.name.value)` requires the field `\($0.value)`", $0, feature, landing)
    }
  }

  private static func missing(in stage: Stage, of feature: Feature) -> [Located<FieldPath>] {
    stage.requires.filter { feature.fields[$0.value]?.value.isBlank ?? true }
  }

  private static func finding(
    _ message: String, _ field: Located<FieldPath>, _ feature: Feature, _ landing: FeatureLanding
  ) -> Finding {
    let schema = landing.workflow.fields.first { $0.path == field.value }?.schema
    let about = schema?.about.map { " (\($0))" } ?? ""
    let value = schema?.kind == .array ? "[…]" : "…"
    var help = [PasteAdvice.field(field.value, value: value, in: feature) + about]
    if let allowed = schema?.allowed ?? schema?.list.items?.allowed {
      help.append("it takes \(list(allowed))")
    }
    return Finding(
      rule, message, at: feature.stagePlace,
      notes: [.init("required here", at: Place(source: landing.workflow.source, range: field.range))], help: help)
  }
}
