package import Findings
package import GitStore
package import Paths
internal import Rules
package import WorkflowModel

/// One state of a repository's files: a commit's, the index's or the working tree's.
package protocol Snapshot: SendableMetatype {
  /// The manifests that a layout selects, by path, and what stands where one of their folders should be.
  func manifests(_ layout: ManifestLayout) throws -> [SnapshotFile]
  /// What stands at a path; nil where there is no file.
  func content(of path: RepositoryPath, atMost limit: Int) throws -> FileContent?
  /// What stands at a path that ``manifests(_:)`` listed; nil where it is gone by now.
  func content(of file: SnapshotFile, atMost limit: Int) throws -> FileContent?
  /// The same as a commit's files; nil where they are not committed.
  var committed: CommitSnapshot? { get }
  /// Whether there may be so many manifests that another thread is worth starting before they are listed: a guess.
  var mayHoldMany: Bool { get }
  /// Opens the same state for another thread to read.
  var opener: @Sendable () throws -> Self { get }
}

extension Snapshot {
  package var committed: CommitSnapshot? { nil }
  package var mayHoldMany: Bool { false }
}

/// A file of a snapshot.
package struct SnapshotFile: Sendable {
  package let path: RepositoryPath
  package let mode: UInt32
  /// The blob; nil in a working tree, where nothing was hashed.
  package let id: ObjectID?
}

/// What stands at a path.
package enum FileContent: Sendable {
  case bytes([UInt8])
  /// It cannot be read as a text, and the finding says why.
  case unfit(Finding)

  /// The finding for a mode that is no regular file's; nil for one that is.
  ///
  /// - Parameter isManifest: False for what hides manifests, since it stands where their folder should be.
  static func unfit(mode: UInt32, at path: RepositoryPath, isManifest: @autoclosure () -> Bool = true) -> FileContent? {
    let what: String
    switch mode {
    case 0o100644, 0o100755, 0o100664: return nil
    case 0o120000: what = "a symbolic link"
    case 0o160000: what = "a submodule"
    case 0o040000: what = "a folder"
    default: what = "a file of the odd mode \(String(mode, radix: 8))"
    }
    if !isManifest() {
      return .unfit(
        Finding(
          PolicyRules.fileKind, "`\(path)` is \(what), and manifests would lie below it", in: path,
          help: ["put a real folder there: `git rm --cached \(path)` and add the manifests themselves"]))
    }
    return .unfit(
      Finding(
        PolicyRules.fileKind, "`\(path)` is \(what), not a regular file", in: path,
        help: ["put a regular file there: `git rm --cached \(path)` and add the text itself"]))
  }

  static func tooLarge(_ size: Int, at path: RepositoryPath, limit: Int) -> FileContent {
    .unfit(
      Finding(
        PolicyRules.fileKind, "`\(path)` has \(size) bytes, and \(limit) is the most that is read", in: path,
        help: ["keep long texts in files of their own and link to them"]))
  }
}

/// The largest manifest that is read, in bytes.
let manifestSizeLimit = 256 * 1024
