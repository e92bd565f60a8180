package import Findings

extension Rule {
  /// No value carries an anchor.
  package static let yamlAnchor = Rule(
    id: "yaml-anchor",
    summary: "No value carries an anchor",
    explanation: """
      `&name` marks a value so that `*name` can repeat it elsewhere. A value then changes in two places at once, \
      and a few hundred bytes can stand for gigabytes. A text that begins with `&` by chance is read as an anchor \
      too.
      """,
    example: "owner: &lead composer-lead",
    remedy: "Remove the anchor; quote the text if it was meant to begin with `&`.")
}
