import Findings
import Reading
import Templates
import TestSupport
import Testing
import WorkflowModel

@Suite struct CrossCheckTests {
  @Test("both templates read without a finding, and a policy with their teams is sound", arguments: Template.all)
  func templates(template: Template) throws {
    let text = template.workflow(repository: "0123456789abcdef0123456789abcdef")
    let reading = readWorkflow(sourceFile(text, at: "schemas/workflow.yaml"))
    #expect(lines(of: reading.findings) == "")
    #expect(reading.model?.name == template.name)
    _ = try policy(text)
    #expect(Template.named(template.name)?.name == template.name)
  }

  @Test("a team that the teams file does not have is said once, with the near name")
  func teams() throws {
    let reading = try workflow(
      """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      stages:
        a: {engage: [suport], gate: {sign-offs: [suport, owner]}}
        b: {optional: {skip-sign-offs: [suport, {growht: 2}]}}
        c: {final: true}
      """)
    let findings = crossCheck(Policy(workflow: reading, teams: try TestSupport.teams(people), baseline: .none))
    #expect(
      findings.map(\.message) == [
        "`suport` is not a team of `schemas/teams.yaml`", "`growht` is not a team of `schemas/teams.yaml`",
      ])
    #expect(findings.map { $0.help.first } == ["did you mean `support`?", "did you mean `growth`?"])
  }

  @Test("the baseline's stages are the workflow's")
  func baselines() throws {
    let reading = try workflow(Template.releaseStages.workflow(repository: "0123456789abcdef"))
    let baseline = try baseline("features:\n  export: beta-realease\n  import: done\n")
    let findings = crossCheck(Policy(workflow: reading, teams: try TestSupport.teams(people), baseline: baseline))
    #expect(findings.map(\.message) == ["`beta-realease` is not a stage of `release-stages`"])
    #expect(findings.first?.help.first == "did you mean `beta-release`?")
  }

  @Test("a file's name with bytes that cannot be seen is an identity all the same, and a finding")
  func identities() throws {
    let text = """
      workflow: w
      repository: 0123456789abcdef
      version: 1
      manifests: {files: "*/*.yaml", identity: {from: folder}}
      stages: {a: {}, b: {final: true}}
      """
    let source = sourceFile("title: T\nowner: ada\nstage: a\n", at: "ex\u{200b}port/feature.yaml")
    let reading = readManifest(source, by: try workflow(text))
    #expect(reading.feature?.id == "ex\\u{200b}port")
    #expect(reading.findings.map(\.rule.id) == ["identifier"])
  }
}
