internal import ManifestText

/// A change to one manifest.
struct Proposal {
  var changes: [Change]
  /// What whoever makes it should know.
  var remarks: [String] = []
}
