package import Paths

/// Where the policy is kept.
package enum PolicyFiles {
  package static let folder = RepositoryPath("schemas")
  package static let workflow = RepositoryPath("schemas/workflow.yaml")
  package static let teams = RepositoryPath("schemas/teams.yaml")
  package static let signers = RepositoryPath("schemas/allowed_signers")
  package static let openPGPKeys = RepositoryPath("schemas/openpgp-keys.asc")
  package static let baseline = RepositoryPath("schemas/baseline.yaml")

  package static let all = [workflow, teams, signers, openPGPKeys, baseline]

  /// Who agreed to the changes of these files; no part of the policy itself.
  package static let signOffs = RepositoryPath("schemas/policy-sign-offs.yaml")

  /// Those that a landing is judged by when it changes them.
  static let judged = all + [signOffs]

  /// What an audit need not stop at; no part of the policy.
  package static let acknowledged = RepositoryPath("schemas/acknowledged.yaml")

  /// The largest policy file that is read, in bytes: a baseline grows with the repository.
  static let sizeLimit = 4 * 1024 * 1024
}
