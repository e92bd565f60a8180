package import Findings
internal import ManifestText
internal import Reading
internal import Rules

/// Every rule that a finding can name.
package enum RuleBook {
  package static let all: [Rule] = manifestTextRules + ReadingRules.all + Catalogue.rules
}
