package import Findings
internal import OpenPGP
package import WorkflowModel

/// Reads `schemas/openpgp-keys.asc`: armored public keys.
///
/// Damaged keys are found here, without `gpg`; whether a key is valid is seen when it has to verify something.
package func readOpenPGPKeys(_ source: SourceFile) -> Reading<OpenPGPKeyFile> {
  let content = OpenPGPKeys(armored: source.bytes)
  var findings = content.problems.map { problem in
    Finding(
      ReadingRules.openPGPKeys, "this is no block of OpenPGP keys: \(problem.error)",
      at: Place(source: source, range: problem.range), help: [exporting("FINGERPRINT")])
  }
  var seen: Set<String> = []
  for key in content.keys where !seen.insert(key.fingerprint).inserted {
    findings.append(
      Finding(
        ReadingRules.openPGPKeys, "the key \(key.fingerprint) stands here twice",
        at: Place(source: source, range: key.range), help: ["keep the newer copy, with what was revoked or prolonged"]))
  }
  return Reading(
    model: findings.errors == 0 ? OpenPGPKeyFile(source: source, content: content) : nil,
    findings: findings.inReadingOrder())
}

/// How a public key gets into the file.
func exporting(_ fingerprint: String) -> String {
  "`gpg --armor --export \(fingerprint) >> schemas/openpgp-keys.asc` adds one"
}
