/// A workflow to begin with, as `init` writes it.
package struct Template: Sendable {
  package let name: String
  package let summary: String
  /// The workflow file, with `{{repository}}` where the repository's identifier goes.
  private let text: String

  package static let all = [releaseStages, alphaBetaStable]

  package static func named(_ name: String) -> Template? {
    all.first { $0.name == name }
  }

  init(name: String, summary: String, text: String) {
    self.name = name
    self.summary = summary
    self.text = text
  }

  /// - Parameter repository: 16 to 64 lower-case hexadecimal digits.
  package func workflow(repository: String) -> String {
    text.split(separator: "{{repository}}", omittingEmptySubsequences: false).joined(separator: repository)
  }
}
