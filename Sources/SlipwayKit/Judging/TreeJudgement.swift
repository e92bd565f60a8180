internal import Findings
internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// What can be wrong among the manifests of one tree.
struct TreeJudgement {
  private let policy: Policy
  /// Those that were there before come first, so that a pair is the fault of the one that came.
  private let files: [ManifestFile]

  /// - Parameter touched: The paths that a landing touches; empty where files are judged without history.
  init(policy: Policy, files: [ManifestFile], touched: Set<RepositoryPath> = []) {
    self.policy = policy
    self.files = files.filter { !touched.contains($0.path) } + files.filter { touched.contains($0.path) }
  }

  /// Two files with one identity, at the second.
  var duplicateIdentities: [Finding] {
    var first: [String: ManifestFile] = [:]
    return files.compactMap { file in
      let layout = policy.workflow.layout
      guard layout.selects(file.path), let id = file.feature?.id ?? layout.identity(of: file.path) else { return nil }
      guard let other = first.updateValue(file, forKey: id) else { return nil }
      first[id] = other
      return Finding(
        PolicyRules.identity, "`\(id)` is the identity of another manifest too", in: file.path,
        notes: [.init("the other one is `\(other.path)`", at: other.feature?.stagePlace)],
        help: ["give one of them another identity, or remove it"])
    }
  }

  /// Two paths that many file systems take for one.
  var collisions: [Finding] {
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

  var findings: [Finding] { duplicateIdentities + collisions }
}
