internal import GitStore
internal import Paths
internal import WorkflowModel

/// One version of a manifest in history, which is read only when somebody asks what it says.
struct ManifestVersion {
  let entry: TreeEntry
  let path: RepositoryPath
  let layout: ManifestLayout
}

/// That some change touches a feature: its manifest on both sides, nil where there is none.
struct FeatureTouch {
  var before: ManifestVersion?
  var after: ManifestVersion?
}

extension Line.Landing {
  /// The features that the landing touches, by identity.
  func touches(_ read: (ManifestVersion) throws -> Feature?) throws -> [String: FeatureTouch] {
    try files.touches(from: layoutBefore, to: layoutAfter, read)
  }
}

extension [ChangedFile] {
  /// The features that the changes touch, by identity.
  ///
  /// - Parameter read: Called only where the identity stands in the file. One that cannot be read is taken for the
  ///   feature on the other side of its path, if that is a manifest too.
  func touches(
    from layoutBefore: ManifestLayout, to layoutAfter: ManifestLayout, _ read: (ManifestVersion) throws -> Feature?
  ) throws -> [String: FeatureTouch] {
    func identity(_ version: ManifestVersion) throws -> String? {
      try version.layout.identity(of: version.path) ?? read(version)?.id
    }
    var touches: [String: FeatureTouch] = [:]
    for file in self {
      let before = file.before.flatMap { entry in
        layoutBefore.selects(file.path) ? ManifestVersion(entry: entry, path: file.path, layout: layoutBefore) : nil
      }
      let after = file.after.flatMap { entry in
        layoutAfter.selects(file.path) ? ManifestVersion(entry: entry, path: file.path, layout: layoutAfter) : nil
      }
      let (idBefore, idAfter) = (try before.flatMap(identity), try after.flatMap(identity))
      if let before, let id = idBefore ?? idAfter { touches[id, default: FeatureTouch()].before = before }
      if let after, let id = idAfter ?? idBefore { touches[id, default: FeatureTouch()].after = after }
    }
    return touches
  }
}
