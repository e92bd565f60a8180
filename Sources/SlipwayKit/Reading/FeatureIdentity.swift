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
}
