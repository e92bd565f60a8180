package import Findings
package import WorkflowModel

/// Evidence has the form that its criterion asks for, from the day it is written.
package enum EvidenceFormRule: FormRule {
  package static let rule = Rule(
    id: "evidence-kind",
    summary: "Evidence is of the kind that its criterion declares",
    explanation: "A `link` is an http or https address, `text` is words, a `commit` is a full identifier.",
    example: """
      $ sed -i 's/no-major-bugs: .*/no-major-bugs: yes/' features/saved-replies.yaml
      $ slipway check
      features/saved-replies.yaml:20:22: error: `no-major-bugs` is shown by a link that starts with `https://` or `http://` [evidence-kind]
      """,
    remedy: "Write evidence of the declared kind: `slipway record FEATURE CRITERION EVIDENCE`."
  )

  package static func findings(_ feature: Feature, by policy: Policy) -> [Finding] {
    let workflow = policy.workflow
    return feature.gates.flatMap { record -> [Finding] in
      guard !workflow.isSealed(record.stage.value, in: feature.stage.value),
        let gate = workflow.gate(of: record.stage.value)
      else { return [] }
      return record.criteria.compactMap { evidence in
        guard let criterion = gate.criterion(evidence.criterion.value),
          !criterion.evidence.accepts(evidence.shown.value)
        else { return nil }
        return Finding(
          rule, "`\(criterion.name.value)` is shown by \(criterion.evidence.form)",
          at: feature.place(evidence.shown.range.isEmpty ? evidence.criterion.range : evidence.shown.range),
          notes: [.init(criterion.says, at: Place(source: workflow.source, range: criterion.name.range))],
          help: ["write `\(criterion.name.value): \(criterion.evidence.placeholder)`"])
      }
    }
  }
}
