extension Template {
  /// The stages of many open-source projects, with enhancement proposals as manifests.
  package static let alphaBetaStable = Template(
    name: "alpha-beta-stable",
    summary: "alpha, beta, stable; with reviewers and approvers at the gates, and deprecation beside the order",
    text: #"""
      # The stages of a feature, and what leaving each of them asks for. `slipway explain` tells more.
      workflow: alpha-beta-stable
      repository: {{repository}}
      version: 1

      manifests:
        files: features/*.yaml

      fields:
        gate:
          type: string
          pattern: "^[A-Z][A-Za-z0-9]*$"
          description: The feature gate in code.
        milestone:
          type: string
          pattern: "^v[0-9]+\\.[0-9]+$"
          description: The release that the feature is meant for.

      stages:
        alpha:
          about: Off by default; may change or go away in any release.
          audience: those who switch it on
          gate:
            criteria:
              tests-pass:
                says: Unit and integration tests cover it and pass.
                evidence: link
              feedback-addressed:
                says: What users of the alpha said is answered.
                evidence: text
            sign-offs: [reviewers, approvers]

        beta:
          about: On by default; may change, but not without notice.
          audience: everyone
          requires: [gate, milestone]
          back-to: [alpha]
          gate:
            criteria:
              production-ready:
                says: Rollout, rollback and monitoring are described and were tried.
                evidence: link
              conformance:
                says: The commit that adds end-to-end tests is on the line.
                evidence: commit
            sign-offs: [reviewers, {approvers: 2}]
            soak: 2 weeks

        stable:
          about: Always on; promises hold.
          audience: everyone
          requires: [gate, milestone]
          back-to: [beta]
          gate:
            criteria:
              gate-removed:
                says: The feature gate is gone from the code.
                evidence: commit
            sign-offs: [approvers]
            due: 52 weeks

        finished:
          about: The promise is part of the product, and the proposal is closed.
          final: true

        deprecated:
          about: Works, and will go away.
          from: [beta, stable]
          back-to: [alpha]

        withdrawn:
          about: The proposal was given up.
          final: true
          from: [alpha, deprecated]

      sign-offs:
        strength: named
        self: refused
        normative: [title, owner, milestone]

      landing: merge
      hops: one

      """#)
}
