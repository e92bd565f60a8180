package import Findings
internal import SSHSignatures
package import WorkflowModel

/// Reads `schemas/allowed_signers`, in OpenSSH's own format (ssh-keygen(1), ALLOWED SIGNERS).
///
/// OpenSSH passes over lines that it cannot read; here they are errors, as everything in the policy that is not
/// understood.
package func readSigners(_ source: SourceFile) -> Reading<Signers> {
  let list = AllowedSigners(source.bytes)
  let findings = list.problems.map { problem in
    Finding(
      ReadingRules.signers, problem.kind.description, at: Place(source: source, range: problem.range),
      severity: problem.voidsLine ? .error : .warning)
  }
  return Reading(
    model: findings.errors == 0 ? Signers(source: source, list: list) : nil, findings: findings.inReadingOrder())
}
