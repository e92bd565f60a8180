import Findings
import Paths
import Rules
import TestSupport
import Testing
import WorkflowModel

/// One landing and the rules that it breaks: one row of a rule's table.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let before: Draft?
  let after: Draft?
  var enteredFrom: Draft?
  var enteredAs: Draft?
  var days: Int? = 365
  /// The errors' rules, sorted.
  let breaks: [String]

  init(
    _ name: String, _ before: Draft?, _ after: Draft?, enteredFrom: Draft? = nil, enteredAs: Draft? = nil,
    days: Int? = 365, breaks: String...
  ) {
    self.name = name
    self.before = before
    self.after = after
    self.enteredFrom = enteredFrom
    self.enteredAs = enteredAs
    self.days = days
    self.breaks = breaks.sorted()
  }

  init(_ name: String, _ before: Draft?, _ after: Draft?, breaks: [String]) {
    self.name = name
    self.before = before
    self.after = after
    self.breaks = breaks.sorted()
  }

  typealias Pair = (before: Draft, after: Draft)

  var testDescription: String { name }

  func landing(by policy: Policy) throws -> FeatureLanding {
    let entered = enteredAs ?? (enteredFrom != nil ? before : nil)
    return try TestSupport.landing(
      before, after, by: policy, entered: entered.map { (before: enteredFrom, after: $0) }, days: days)
  }

  func check(by policy: Policy) throws {
    let findings = TestSupport.findings(try landing(by: policy))
    let broken = findings.filter { $0.severity == .error }.map(\.rule.id).sorted()
    #expect(broken == breaks, "\(lines(of: findings))")
    for finding in findings {
      #expect(!finding.message.hasSuffix("."))
      for text in [finding.message] + finding.help + finding.notes.map(\.message) {
        #expect(!text.isEmpty && text == escaped(text))
        #expect(text.count { $0 == "`" }.isMultiple(of: 2), "\(text)")
      }
    }
  }
}

/// A workflow with one of everything.
let trialWorkflow = """
  workflow: trial
  repository: 0123456789abcdef
  version: 1
  fields:
    flag: {type: string}
    beta.pool: {enum: [few, many], description: Who the beta users are.}
    beta.reasons: {type: array, items: {enum: [novel, risky]}}
  stages:
    dev:
      gate:
        criteria: {tried: {says: Somebody tried it., evidence: link}}
        sign-offs: [support]
    internal:
      requires: [flag]
      back-to: [dev]
      gate:
        criteria: {works: {says: It works., evidence: text}}
        sign-offs: [support, growth]
        soak: 3 days
    beta:
      optional: {skip-sign-offs: [support, growth]}
      requires: [beta.pool, beta.reasons]
      back-to: [dev, internal]
      gate:
        criteria: {landed: {says: The change landed., evidence: commit}}
        sign-offs: [owner, growth]
    public:
      back-to: [internal]
      gate: {sign-offs: [owner]}
    done: {final: true}
    parked: {from: [internal, beta], back-to: [internal]}
    withdrawn: {final: true, from: any}
  sign-offs: {normative: [title, owner]}

  """

func trial(hops: String = "one", selfApproval: String = "refused", baseline: String? = nil) throws -> Policy {
  try policy(
    trialWorkflow.replacing("normative:", with: "self: \(selfApproval), normative:") + "hops: \(hops)\n",
    baseline: baseline)
}

let allFields = ["flag: export", "beta: {pool: few, reasons: [novel]}"]
let dev = Draft("dev", fields: allFields)
let devDone = dev.complete("dev")
let inside = devDone.moved(to: "internal")
let insideDone = inside.complete("internal")
let beta = insideDone.moved(to: "beta")
let betaDone = beta.complete("beta")
let published = betaDone.moved(to: "public")
let publishedDone = published.complete("public")
let done = publishedDone.moved(to: "done")
