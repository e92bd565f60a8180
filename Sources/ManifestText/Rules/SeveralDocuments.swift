package import Findings

extension Rule {
  /// A file holds one document.
  package static let yamlSeveralDocuments = Rule(
    id: "yaml-several-documents",
    summary: "A file holds one document",
    explanation: """
      Behind a second `---` a new document begins, which many readers skip in silence. One `---` at the very \
      beginning and one `...` at the end are fine.
      """,
    example: "title: Saved replies\n---\ntitle: Reply drafts",
    remedy: "Move the second document to a file of its own, or remove it.")
}
