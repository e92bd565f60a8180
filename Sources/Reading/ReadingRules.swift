package import Findings

/// The rules about the shape of a file: what keys it has and what stands behind them.
package enum ReadingRules {
  package static let all = [
    unknownKey, missingKey, wrongShape, badValue, fieldValue, identity, identifier, reference, keyword, signers,
    openPGPKeys,
  ]

  package static let unknownKey = Rule(
    id: "unknown-key",
    summary: "Every key is a known one",
    explanation: """
      A misspelt key would silently switch something off, so it is an error. A manifest may have Slipway's own keys \
      and the fields that the workflow declares; a repository that adopts Slipway can allow others with \
      `manifests: {unknown-keys: allowed}`.
      """,
    example: """
      $ sed -i 's/^testers:/tester:/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:7:1: error: `tester` is not a key of a manifest [unknown-key]
      """,
    remedy: "Write the key that was meant; a new field is declared in the workflow's `fields` first."
  )

  package static let missingKey = Rule(
    id: "missing-key",
    summary: "Required keys are there, with a value",
    explanation: """
      A manifest needs its identity, a title, an owner and a stage; the policy's files and the records in a manifest need \
      keys of their own. A key with nothing behind it counts as absent.
      """,
    example: """
      $ sed -i '/^owner:/d' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:1:1: error: a manifest needs `owner` [missing-key]
      """,
    remedy: "Add the line that the finding shows."
  )

  package static let wrongShape = Rule(
    id: "wrong-shape",
    summary: "A map stands where a map is expected, a list where a list is, a text where a text is",
    explanation: "YAML lets anything stand anywhere; whoever reads the file would have to guess what was meant.",
    example: """
      $ echo 'gates: development' >> features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:11:8: error: `gates` is a map from a stage to its records, not a text [wrong-shape]
      """,
    remedy: "Write it in the shape that the finding names."
  )

  package static let badValue = Rule(
    id: "bad-value",
    summary: "A value with a fixed form has that form",
    explanation:
      "A day is written `2026-11-02`, a span `3 days`, a fingerprint as 64 hexadecimal digits, a choice as in its list.",
    example: """
      $ sed -i 's/soak: 3 days/soak: three days/' schemas/workflow.yaml
      $ slipway check --tree
      schemas/workflow.yaml:74:13: error: `soak` is a span like `36 hours`, `3 days` or `2 weeks`, not `three days` [bad-value]
      """,
    remedy: "Write it in the form that the finding names."
  )

  package static let fieldValue = Rule(
    id: "field-value",
    summary: "A field's value fits the schema that the workflow declares for it",
    explanation: """
      The shape of a field is declared in JSON Schema's keywords. A scalar gets its type from the field, never from how \
      it looks: where `type: string` stands, `no`, `12:30` and `1.10` are the texts that they appear to be.
      """,
    example: """
      $ sed -i 's/^flag: .*/flag: Bulk-Export/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:5:7: error: `flag` matches the pattern `^[a-z][a-z0-9_]*$`, and `Bulk-Export` does not [field-value]
      """,
    remedy: "Write a value that fits; the finding names the keyword that it breaks."
  )

  package static let identity = Rule(
    id: "identity",
    summary: "A manifest repeats the identity that its path gives it",
    explanation: """
      By default the identity is the file's name without `.yaml`, and `feature:` repeats it, so that neither a rename \
      nor a copied file goes unnoticed.
      """,
    example: """
      $ sed -i 's/^feature: .*/feature: bulk-exports/' features/bulk-export.yaml
      $ slipway check
      features/bulk-export.yaml:1:10: error: the file is named `bulk-export`, but it says `feature: bulk-exports` [identity]
      """,
    remedy: "Make the two equal: change `feature:`, or rename the file."
  )

  package static let identifier = Rule(
    id: "identifier",
    summary: "Names are made of visible characters",
    explanation: """
      A control, bidirectional or zero-width character can make a name look like another one, or drive the terminal of \
      whoever reads it. Letters of every language are fine.
      """,
    example: #"""
      $ printf '%s\n' '  "sup\u200bport": [maya]' >> schemas/teams.yaml
      $ slipway check --tree
      schemas/teams.yaml:10:3: error: a team's name holds the invisible character `\u{200b}` [identifier]
      """#,
    remedy: "Type the name anew, without what cannot be seen."
  )

  package static let reference = Rule(
    id: "workflow-reference",
    summary: "What a workflow refers to exists, and what it declares can be used",
    explanation: """
      Stages named by `back-to`, `from` and the baseline are declared; teams that sign off are declared in the teams \
      file; fields that are required or signed are declared or built in. A workflow has an initial stage, which is neither \
      final nor optional, and at least one final stage.
      """,
    example: #"""
      $ sed -i 's/back-to: \[development\]/back-to: [developement]/' schemas/workflow.yaml
      $ slipway check --tree
      schemas/workflow.yaml:58:15: error: `developement` is not a stage of this workflow [workflow-reference]
      """#,
    remedy: "Write the declared name, or declare it."
  )

  package static let keyword = Rule(
    id: "schema-keyword",
    summary: "A field's schema uses keywords that Slipway judges by",
    explanation: """
      `type`, `enum`, `const`, `pattern`, `format`, `minLength`, `maxLength`, `minimum`, `maximum`, `exclusiveMinimum`, \
      `exclusiveMaximum`, `multipleOf`, `items`, `minItems`, `maxItems`, `uniqueItems`, `properties`, `required`, \
      `additionalProperties` (true or false), and for readers `title`, `description`, `default`, `examples`, \
      `deprecated`. Any other keyword is refused rather than ignored.
      """,
    example: """
      $ sed -i 's/minimum: 1/minimun: 1/' schemas/workflow.yaml
      $ slipway check --tree
      schemas/workflow.yaml:16:5: error: `minimun` is not a keyword that a field can be judged by [schema-keyword]
      """,
    remedy: "Write a keyword of the list."
  )

  package static let signers = Rule(
    id: "allowed-signers",
    summary: "Every line of `schemas/allowed_signers` is one that counts",
    explanation: """
      The file lists whose SSH keys count, in OpenSSH's own format: the person's handle or address, options, and the key. \
      OpenSSH passes over lines that it does not understand; here they are errors, since a key that was meant to be \
      revoked must not stay valid through a typo. A key belongs to one person.
      """,
    example: """
      $ echo 'sam ssh-ed25519 AAAA' > schemas/allowed_signers
      $ slipway check --tree
      schemas/allowed_signers:1:5: error: … [allowed-signers]
      """,
    remedy: "Write the line as ssh-keygen(1) says, or remove it."
  )

  package static let openPGPKeys = Rule(
    id: "openpgp-keys",
    summary: "The OpenPGP keys of people stand in `schemas/openpgp-keys.asc`",
    explanation: """
      Who signs their commits with OpenPGP has `openpgp: [FINGERPRINT]` in the teams file, of the primary key, and the public \
      key stands in `schemas/openpgp-keys.asc`, in the armor that `gpg --armor --export` prints. Nobody's own keyring is \
      asked, so the verdict is the same everywhere. Whatever else stands in the file is an error, except for empty lines and \
      comments behind `#`; so is a fingerprint whose key is not there.
      """,
    example: """
      $ echo 'mDMEZLtagBYJKwYBBAHaRw8BAQdA' > schemas/openpgp-keys.asc
      $ slipway check --tree
      schemas/openpgp-keys.asc:1:1: error: this is no block of OpenPGP keys: … [openpgp-keys]
      """,
    remedy: "Add the key: `gpg --armor --export FINGERPRINT >> schemas/openpgp-keys.asc`."
  )
}
