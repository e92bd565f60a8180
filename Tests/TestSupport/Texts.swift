package import Findings
internal import Paths
internal import Reading
package import WorkflowModel

/// What a builder of these tests could not read, as lines: the test's own text is wrong.
package struct Unreadable: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

package func sourceFile(_ text: String, at path: String) -> SourceFile {
  SourceFile(path: RepositoryPath(path), bytes: Array(text.utf8))
}

package func workflow(_ text: String) throws -> Workflow {
  try model(readWorkflow(sourceFile(text, at: "schemas/workflow.yaml")))
}

package func teams(_ text: String) throws -> Teams {
  try model(readTeams(sourceFile(text, at: "schemas/teams.yaml")))
}

package func baseline(_ text: String) throws -> Baseline {
  try model(readBaseline(sourceFile(text, at: "schemas/baseline.yaml")))
}

private func model<Model>(_ reading: Reading<Model>) throws -> Model {
  guard let model = reading.model else { throw Unreadable(lines(of: reading.findings)) }
  return model
}

package func policy(_ workflowText: String, teams teamsText: String = people, baseline baselineText: String? = nil)
  throws -> Policy
{
  let policy = Policy(
    workflow: try workflow(workflowText), teams: try teams(teamsText),
    baseline: try baselineText.map(baseline) ?? .none)
  let findings = crossCheck(policy)
  if findings.errors > 0 { throw Unreadable(lines(of: findings)) }
  return policy
}

/// A feature from the text of its manifest, which must read without a finding.
package func feature(_ text: String, id: String = "export", by policy: Policy) throws -> Feature {
  let reading = readManifest(sourceFile(text, at: "features/\(id).yaml"), by: policy.workflow)
  guard let feature = reading.feature, reading.findings.isEmpty else { throw Unreadable(lines(of: reading.findings)) }
  return feature
}

/// The people and teams that most tests have: `ada` owns, `sue` and `sam` are support, `gus` and `gil` growth, and
/// `bob` is both.
package let people = """
  people:
    ada: {name: Ada, emails: [ada@example.com]}
    sue: {name: Sue, emails: [sue@example.com]}
    sam: {name: Sam, emails: [sam@example.com]}
    gus: {name: Gus, emails: [gus@example.com]}
    gil: {name: Gil, emails: [gil@example.com]}
    bob: {name: Bob, emails: [bob@example.com, bob@home.example]}
  teams:
    support: [sue, sam, bob, ada]
    growth: [gus, gil, bob]
    docs: [sam]
    reviewers: [sue, sam, bob]
    approvers: [gus, gil, bob]

  """
