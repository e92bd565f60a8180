package import Findings

/// The rules about the shape of a file: what keys it has and what stands behind them.
package enum ReadingRules {
  package static let all = [
    unknownKey, missingKey, wrongShape, badValue, fieldValue, identity, identifier, reference, keyword, unsupported,
  ]

  package static let unknownKey = Rule(
    id: "unknown-key",
    summary: "Every key is one that somebody reads",
    explanation: """
      A misspelt key would silently switch something off, so it is an error. Manifests may have the keys of Slipway and \
      the fields that the workflow declares; repositories that adopt Slipway can allow others with \
      `manifests: {unknown-keys: allowed}`.
      """,
    example: "`ovner: ada` in a manifest, or `sign-off:` for `sign-offs:` in a gate",
    remedy: "Write the key that was meant, or declare the field in the workflow's `fields`."
  )

  package static let missingKey = Rule(
    id: "missing-key",
    summary: "Required keys are there, with a value",
    explanation: "A key with nothing behind it counts as absent.",
    example: "a manifest without `owner`",
    remedy: "Add the line that the finding shows."
  )

  package static let wrongShape = Rule(
    id: "wrong-shape",
    summary: "Where a map is expected stands a map, where a list a list, where a text a text",
    explanation: "YAML lets anything stand anywhere; whoever reads the file back would otherwise have to guess.",
    example: "`sign-offs: support` instead of `sign-offs: [support]`",
    remedy: "Write it in the shape that the finding names."
  )

  package static let badValue = Rule(
    id: "bad-value",
    summary: "A value with a fixed form has that form",
    explanation:
      "Dates are `2026-11-02`, spans `3 days`, fingerprints 64 hexadecimal digits, choices one of their list.",
    example: "`soak: three days`, or `on: 2026-02-30`",
    remedy: "Write it in the form that the finding names."
  )

  package static let fieldValue = Rule(
    id: "field-value",
    summary: "A field's value fits the schema that the workflow declares for it",
    explanation: """
      The shape of a field is declared in JSON Schema's keywords. A scalar gets its type from the field, never from how \
      it looks: where `type: string` stands, `no`, `12:30` and `1.10` are the texts that they appear to be.
      """,
    example: "`flag: Saved-Replies` where the workflow says `pattern: \"^[a-z][a-z0-9_]*$\"`",
    remedy: "Write a value that fits; the finding names the keyword that it breaks."
  )

  package static let identity = Rule(
    id: "identity",
    summary: "A manifest repeats the identity that its path gives it",
    explanation: """
      By default the identity is the file's name without `.yaml`, and `feature:` repeats it, so that neither a rename \
      nor a copied file goes unnoticed.
      """,
    example: "`feature: saved-reply` in `features/saved-replies.yaml`",
    remedy: "Make the two equal."
  )

  package static let identifier = Rule(
    id: "identifier",
    summary: "Names are made of visible characters",
    explanation: """
      A control, bidirectional or zero-width character can make a name look like another one, or drive the terminal of \
      whoever reads it. Letters of every language are fine.
      """,
    example: "`owner: \"ada\\u200b\"`",
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
    example: "`back-to: [developement]`",
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
    example: "`flag: {type: string, minLenght: 3}`",
    remedy: "Write a keyword of the list."
  )

  package static let unsupported = Rule(
    id: "unsupported",
    summary: "A workflow asks only for what this version can judge",
    explanation: """
      Sign-offs are judged at the strength `named` so far, and changes of policy are reported but not gated. A workflow \
      that asks for `authored` or `signed`, or for `policy: {changed-by: …}`, would get less than it asks for, so it is \
      refused.
      """,
    example: "`sign-offs: {strength: signed}`",
    remedy: "Write `strength: named` and leave `policy` out until a version that judges them."
  )
}
