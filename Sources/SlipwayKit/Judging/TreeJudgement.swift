internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// What can be wrong among the manifests of one tree.
struct TreeJudgement {
  /// Those that were there before come first, so that a pair is the fault of the one that came.
  private let files: [ManifestFile]
  private let stagePlace: (ManifestFile) -> Place?

  /// - Parameters:
  ///   - touched: The paths that a landing touches; empty where files are judged without history.
  ///   - stagePlace: Where a manifest says its stage, asked for the few that share an identity.
  init(
    files: [ManifestFile], touched: Set<RepositoryPath> = [],
    stagePlace: @escaping (ManifestFile) -> Place? = { $0.feature?.stagePlace }
  ) {
    self.stagePlace = stagePlace
    self.files =
      touched.isEmpty
      ? files : files.filter { !touched.contains($0.path) } + files.filter { touched.contains($0.path) }
  }

  /// Two files with one identity, at the second.
  var duplicateIdentities: [Finding] {
    var first = Dictionary<String, ManifestFile>(minimumCapacity: files.count)
    return files.compactMap { file in
      guard let id = file.identity else { return nil }
      guard let other = first.updateValue(file, forKey: id) else { return nil }
      first[id] = other
      return Finding(
        PolicyRules.identity, "`\(id)` is the identity of another manifest too", in: file.path,
        notes: [.init("the other one is `\(other.path)`", at: stagePlace(other))],
        help: ["give one of them another identity, or remove it"])
    }
  }

  /// Two paths that many file systems take for one.
  var collisions: [Finding] {
    // Plain paths that differ still differ when folded; nearly all repositories have no others.
    if files.allSatisfy({ $0.path.bytes.allSatisfy(isPlain) }) { return [] }
    var first: [String: RepositoryPath] = [:]
    return files.compactMap { file in
      // Swift compares strings by canonical equivalence, so the folded text stands for every normalisation.
      let folded = String(decoding: file.path.bytes, as: UTF8.self).lowercased()
      guard let other = first.updateValue(file.path, forKey: folded) else { return nil }
      return Finding(
        PolicyRules.collision, "`\(file.path)` differs from `\(other)` only in letter case or normalisation",
        in: file.path, help: ["rename one of them"])
    }
  }

  /// Whether a byte of a path stands for itself and nothing else, whatever a file system makes of case and accents.
  private func isPlain(_ byte: UInt8) -> Bool {
    byte < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  var findings: [Finding] { duplicateIdentities + collisions }
}
