package import Paths

/// Which files are manifests, and where in them the identity and the stage stand.
package struct ManifestLayout: Hashable, Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case yaml
    /// Markdown with YAML between two lines of `---` at the top.
    case frontMatter = "front-matter"
  }

  package enum Identity: Hashable, Sendable {
    /// The file's name without its extension; `repeatedIn` names the field that must say the same.
    case stem(repeatedIn: FieldPath?)
    /// The name of the folder that holds the file.
    case folder
    /// The value of a field.
    case field(FieldPath)
  }

  package var include: [Pathspec]
  package var exclude: [Pathspec] = []
  package var format = Format.yaml
  package var identity = Identity.stem(repeatedIn: FieldPath(keys: ["feature"]))
  package var stage = FieldPath(keys: ["stage"])
  /// The stage of a manifest that has no such field; nil where that is an error.
  package var stageIfAbsent: String?
  package var owner = FieldPath(keys: ["owner"])
  package var title = FieldPath(keys: ["title"])
  /// Fields that every manifest has.
  package var requires = [FieldPath(keys: ["title"]), FieldPath(keys: ["owner"])]
  package var allowsUnknownKeys = false

  package init(include: [Pathspec]) {
    self.include = include
  }

  package func selects(_ path: RepositoryPath) -> Bool {
    include.contains { $0.matches(path) } && !exclude.contains { $0.matches(path) }
  }

  /// Whether a manifest could lie somewhere below the folder.
  package func mayHold(_ folder: RepositoryPath) -> Bool {
    include.contains { $0.mayMatch(below: folder) }
  }
}
