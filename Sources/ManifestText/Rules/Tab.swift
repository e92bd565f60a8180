package import Findings

extension Rule {
  /// Indentation is made of spaces.
  package static let yamlTab = Rule(
    id: "yaml-tab",
    summary: "Indentation is made of spaces",
    explanation: """
      YAML forbids tabs in indentation, since their width is in the eye of the editor.
      """,
    example: "gates:\n\tdevelopment: done",
    remedy: "Replace the tabs by spaces, two a level.")
}
