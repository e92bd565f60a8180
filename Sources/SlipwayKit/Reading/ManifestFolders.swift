internal import GitStore
internal import Paths
internal import WorkflowModel

extension ManifestLayout {
  /// Whether manifests can only lie below this path: it is one of the folders that a glob spells out.
  func keepsManifestsBelow(_ path: RepositoryPath) -> Bool {
    include.contains { glob in
      let folder = glob.fixedFolder
      return path.depth > 0 && path.depth <= folder.depth
        && folder.components.starts(with: path.components) {
          $0.elementsEqual($1)
        }
    }
  }

  /// Whether something that is no folder stands where a folder of manifests would be, so that they cannot be seen.
  ///
  /// A link is one only where a glob spells the folder out: elsewhere it may as well lead to a picture. A submodule is
  /// always a folder.
  func isHidden(by mode: UInt32, at path: RepositoryPath) -> Bool {
    switch mode {
    case 0o120000: keepsManifestsBelow(path)
    case 0o160000: keepsManifestsBelow(path) || include.contains { $0.depth != nil && $0.mayMatch(below: path) }
    default: false
    }
  }
}
