internal import Crypto
internal import Findings
internal import Paths
package import WorkflowModel

/// What a person agrees to when they sign off a change of policy: these files in the place of those.
///
/// It names the policy that it replaces, so that a policy which was once agreed to cannot come back by its old sign-offs.
package struct PolicyStatement: Sendable {
  private let repository: String
  private let version: Int
  /// Digests by path, of the files that are there.
  private let files: [String: String]
  private let previous: [String: String]

  package init(changing old: Policy, to new: Policy) {
    repository = old.workflow.repository
    version = new.workflow.version.value
    files = Self.digests(of: new)
    previous = Self.digests(of: old)
  }

  private static func digests(of policy: Policy) -> [String: String] {
    Dictionary(
      policy.sources.map { ($0.path.description, hexadecimal(SHA256.hash(data: $0.bytes))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// One JSON object in the canonical form of RFC 8785, with the keys `decision` (always `policy`), `files` and
  /// `previous` (SHA-256 by path), `repository`, `statement` (always `slipway/1`) and `version`.
  package var canonicalForm: [UInt8] {
    var members = decisionMembers
    members["files"] = .object(files.mapValues { .string($0) })
    members["previous"] = .object(previous.mapValues { .string($0) })
    members["statement"] = .string("slipway/1")
    return CanonicalJSON.object(members).bytes
  }

  private var decisionMembers: [String: CanonicalJSON] {
    ["decision": .string("policy"), "repository": .string(repository), "version": .integer(version)]
  }

  package var agreement: Agreement { Agreement(to: decisionMembers, covering: canonicalForm) }
}
