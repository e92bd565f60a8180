import Findings
import Rules
import Templates
import TestSupport
import Testing
import WorkflowModel

/// Every ordered pair of stages of both templates, judged twice.
///
/// The expectation is written out here.
@Suite struct StagePairTests {
  struct Pair: Sendable, CustomTestStringConvertible {
    let template: String
    let from: String
    let to: String
    let isLegalBare: Bool
    let isLegalRecorded: Bool

    var testDescription: String { "\(template): \(from) -> \(to)" }
  }

  /// `x` is illegal, `r` legal with everything recorded, `.` legal with nothing.
  static let release = """
                     dev int beta pub done withdrawn
    development      .   r   x    x   x    r
    internal-release r   .   r    r   x    r
    beta-release     r   r   .    r   x    r
    public-release   r   r   r    .   r    r
    done             x   x   x    x   .    x
    withdrawn        x   x   x    x   x    .
    """

  static let alpha = """
               alpha beta stable finished deprecated withdrawn
    alpha      .     r    x      x        x          r
    beta       r     .    r      x        .          x
    stable     x     r    .      r        .          x
    finished   x     x    x      .        x          x
    deprecated r     x    x      x        .          r
    withdrawn  x     x    x      x        x          .
    """

  static let pairs = pairs(of: "release-stages", release) + pairs(of: "alpha-beta-stable", alpha)

  static func pairs(of template: String, _ matrix: String) -> [Pair] {
    let rows = matrix.split(separator: "\n").dropFirst().map { $0.split(separator: " ").map(String.init) }
    return rows.flatMap { row in
      zip(rows, row.dropFirst()).map { column, mark in
        Pair(
          template: template, from: row[0], to: column[0], isLegalBare: mark == ".",
          isLegalRecorded: mark != "x")
      }
    }
  }

  private func policy(of template: String) throws -> Policy {
    let text = try #require(Template.named(template)).workflow(repository: "0123456789abcdef")
    return try TestSupport.policy(text)
  }

  @Test("nothing recorded", arguments: pairs)
  func bare(pair: Pair) throws {
    let policy = try policy(of: pair.template)
    let landing = try landing(Draft(pair.from), Draft(pair.to), by: policy)
    let findings = TestSupport.findings(landing)
    #expect((findings.errors == 0) == pair.isLegalBare, "\(lines(of: findings))")
  }

  @Test("everything recorded", arguments: pairs)
  func recorded(pair: Pair) throws {
    let policy = try policy(of: pair.template)
    let (before, after) = recorded(pair, policy.workflow)
    let findings = TestSupport.findings(try landing(before, after, by: policy))
    #expect((findings.errors == 0) == pair.isLegalRecorded, "\(lines(of: findings))")
  }

  @Test("a pair with everything recorded is illegal without each sign-off and each piece of evidence", arguments: pairs)
  func onePieceMissing(pair: Pair) throws {
    guard pair.isLegalRecorded, !pair.isLegalBare else { return }
    let policy = try policy(of: pair.template)
    let (before, after) = recorded(pair, policy.workflow)
    guard case .forward = try landing(before, after, by: policy).move else { return }
    let stage = try #require(policy.workflow.stage(pair.from))
    for criterion in stage.gate.criteria {
      let lacking = try text(after, by: policy).split(separator: "\n", omittingEmptySubsequences: false).filter {
        !$0.hasPrefix("      \(criterion.name.value):")
      }.joined(separator: "\n")
      #expect(try ids(before, lacking, policy).contains("gate-criteria"))
    }
    for slot in stage.gate.signOffs {
      let lacking = try text(after, by: policy).split(separator: "\n", omittingEmptySubsequences: false).filter {
        !$0.contains("{team: \(slot.teams[0]),")
      }.joined(separator: "\n")
      let found = try ids(before, lacking, policy)
      #expect(found.contains("gate-sign-offs"), "\(found)")
    }
  }

  private func text(_ draft: Draft, by policy: Policy) throws -> String { try draft.text(by: policy) }

  private func ids(_ before: Draft, _ after: String, _ policy: Policy) throws -> [String] {
    let was = try before.feature(by: policy)
    let landing = FeatureLanding(
      id: "export", path: was.source.path, before: was, after: .feature(try feature(after, by: policy)),
      entry: StageEntry(since: 0, before: nil, after: was), policy: policy,
      facts: LandingFacts(now: 1_800_000_000, keyMoment: 1_800_000_000, knownCommits: [Draft.commit]))
    return findings(landing).map(\.rule.id)
  }

  /// The feature in `from` with all gates up to it complete, and moved with all that the move needs.
  private func recorded(_ pair: Pair, _ workflow: Workflow) -> (Draft, Draft) {
    let fields = [
      "flag: export", "summary: Exports.", "testers: 3", "documentation: needed",
      "beta: {reasons: [impact-unsure], pool: support-users, channel: \"https://example.com/c\"}",
    ]
    let other = ["gate: Export", "milestone: v1.2"]
    var before = Draft(pair.from, fields: pair.template == "release-stages" ? fields : other)
    let order = workflow.order.filter { !$0.isFinal }.map(\.name.value)
    let here = workflow.position(of: pair.from) ?? 2
    for stage in order.prefix(here + 1) { before = before.complete(stage) }
    if pair.from == "withdrawn" { before.withdrawn = "{from: alpha, because: no, by: ada, on: 2026-01-03}" }
    var after = before.moved(to: pair.to)
    let there = workflow.position(of: pair.to)
    if pair.to == "withdrawn", pair.from != "withdrawn" {
      after = before.withdrawn()
    } else if let there, there < here || workflow.position(of: pair.from) == nil {
      after = before.back(to: pair.to)
      for stage in order.dropFirst(there) { after = after.without(stage) }
    } else if pair.from == "internal-release", pair.to == "public-release" {
      before = before.skip("beta-release")
      after = before.moved(to: pair.to)
    }
    return (before, after)
  }
}
