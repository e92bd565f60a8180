internal import Paths
internal import WorkflowModel

extension ManifestLayout {
  /// The identity that a path alone gives; nil where it stands inside the file.
  func identity(of path: RepositoryPath) -> String? {
    switch identity {
    case .stem: escaped(path.stem)
    case .folder: escaped(path.folder?.name ?? [])
    case .field: nil
    }
  }

  /// Whether a file at the path may be the manifest of a feature.
  func maySelect(_ path: RepositoryPath, as id: String) -> Bool {
    identity(of: path).map { $0 == id } ?? true && selects(path)
  }

  /// What stands in the path of every manifest of a feature; nil where paths need not tell whose they are.
  func pathPart(of id: String) -> [UInt8]? {
    if case .field = identity { return nil }
    // Where something was escaped, other bytes stand there, and one text of other letters is many rows of bytes.
    return id.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\\") } ? Array(id.utf8) : nil
  }
}
