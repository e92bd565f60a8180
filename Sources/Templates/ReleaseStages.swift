extension Template {
  /// A frontend team's stages: pause points with one vocabulary, so that Support and Growth know what reaches whom.
  package static let releaseStages = Template(
    name: "release-stages",
    summary: "development, internal release, optional beta, public release; with Support and Growth at the gates",
    text: #"""
      # The stages of a feature, and what leaving each of them asks for. `slipway explain` tells more.
      workflow: release-stages
      repository: {{repository}}
      version: 1

      manifests:
        files: features/*.yaml

      fields:
        flag:
          type: string
          pattern: "^[a-z][a-z0-9_]*$"
          description: The feature flag in code.
        testers:
          type: integer
          minimum: 1
          description: How many people in Support test the preview.
        documentation:
          enum: [needed, not-needed]
          description: Whether customers will need self-service documentation.
        beta.reasons:
          type: array
          items: {enum: [different-approach, changes-how-users-work, impact-unsure, much-requested, references-wanted]}
          minItems: 1
          uniqueItems: true
          description: Why the feature goes to beta users first.
        beta.pool:
          enum: [support-users, external-customers]
          description: Who the beta users are.
        beta.channel:
          type: string
          format: uri
          description: Where beta users give feedback; the owner monitors it.

      stages:
        development:
          about: Building it, and making sure that someone who has the problem agrees that it is understood.
          audience: whoever has a preview link
          engage: [support, docs]
          gate:
            criteria:
              problem-confirmed:
                says: Someone who has the problem confirmed that it is understood.
                evidence: link
              preview-tried:
                says: A stakeholder tried a preview and agrees that it solves the problem.
                evidence: link
              route-agreed:
                says: Growth and Support were asked which stages the feature spends time in.
                evidence: text
            sign-offs: [support]

        internal-release:
          about: Everyone in the company uses it while Support tests it, and it soaks beside everything else.
          audience: everyone in the company
          engage: [support, docs, growth]
          requires: [flag, summary, testers, documentation]
          back-to: [development]
          gate:
            criteria:
              announced-internally:
                says: Support enabled it for the company and announced it.
                evidence: link
              no-major-bugs:
                says: No glaring or major bugs are open.
                evidence: link
              solves-as-expected:
                says: It solves the problem the way users and stakeholders expect.
                evidence: text
              improves-experience:
                says: It improves the experience of those who use it.
                evidence: text
            sign-offs: [support, growth]
            soak: 3 days

        beta-release:
          about: Customers confirm that it works as imagined and solves the right problem.
          audience: the beta pool
          engage: [growth, support]
          optional: {skip-sign-offs: [support, growth]}
          requires: [beta.reasons, beta.pool, beta.channel]
          back-to: [development, internal-release]
          gate:
            criteria:
              bug-free:
                says: No bugs are open.
                evidence: link
              improves-users-experience:
                says: It improves our users' experience.
                evidence: text
              solves-it-best:
                says: It solves their problem in the best way possible.
                evidence: text
              discussed-in-planning:
                says: What beta users said was discussed with Growth and Support in planning.
                evidence: link
            sign-offs: [owner, support, growth]

        public-release:
          about: All customers have it; wrapping up.
          audience: all customers
          engage: [support, growth]
          requires: [flag, summary]
          back-to: [development, internal-release, beta-release]
          gate:
            criteria:
              enabled-for-everyone:
                says: The feature is enabled for every customer.
                evidence: link
              announced:
                says: Support and Growth announced it.
                evidence: link
              no-new-errors:
                says: No new error reports came in because of it.
                evidence: link
              flag-removal-ready:
                says: A change that removes the feature flag is ready.
                evidence: link
            sign-offs: [owner]
            due: 14 days

        done:
          about: Nothing is left to do.
          final: true

        withdrawn:
          about: The feature was given up.
          final: true
          from: any

      sign-offs:
        strength: named
        self: refused
        normative: [title, summary, owner]

      landing: merge
      hops: one

      """#)
}
