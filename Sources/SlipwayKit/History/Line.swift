internal import GitStore
internal import Paths
internal import WorkflowModel

/// The line: the first-parent history of a branch, newest landing first, with the manifests that each one changed, all or
/// those of one feature.
struct Line {
  /// One landing, and the manifests in it that its first parent holds differently.
  struct Landing {
    let commit: Commit
    let parent: Commit?
    let files: [ChangedFile]
    /// The layouts of the parent's tree and of the landing's; the present one where a tree has no readable policy.
    let layoutBefore: ManifestLayout
    let layoutAfter: ManifestLayout
  }

  private let repository: Repository
  private let policies: PolicyStore
  /// What selects manifests where a tree has no policy.
  private let fallback: ManifestLayout
  private var commits: FirstParentLine
  private var next: Commit?
  private var isStarted = false
  private let isFixed: Bool
  private let feature: String?

  /// - Parameters:
  ///   - layout: What selects manifests where a tree has no policy that can be read.
  ///   - isFixed: Whether it selects them everywhere, whatever the trees say.
  ///   - feature: Whose manifests are told, as far as paths tell whose they are; all if nil.
  init(
    _ repository: Repository, from tip: ObjectID, policies: PolicyStore, layout: ManifestLayout, isFixed: Bool = false,
    of feature: String? = nil
  ) {
    self.repository = repository
    self.feature = feature
    self.isFixed = isFixed
    self.policies = policies
    fallback = layout
    commits = repository.firstParentLine(from: tip)
  }

  /// The next older landing; nil behind the first one.
  mutating func nextLanding() throws -> Landing? {
    if !isStarted {
      isStarted = true
      next = try commits.next()
    }
    guard let commit = next else { return nil }
    next = commit.parents.isEmpty ? nil : try commits.next()
    let parent = next
    let after = try layout(of: commit) ?? fallback
    let before = try parent.map { try layout(of: $0) ?? fallback } ?? after
    let files = try repository.changedFiles(from: parent?.tree, to: commit.tree) { folder in
      before.mayHold(folder) || after.mayHold(folder)
    }
    return Landing(
      commit: commit, parent: parent, files: files.filter { tells($0.path, before) || tells($0.path, after) },
      layoutBefore: before, layoutAfter: after)
  }

  private func tells(_ path: RepositoryPath, _ layout: ManifestLayout) -> Bool {
    feature.map { layout.maySelect(path, as: $0) } ?? layout.selects(path)
  }

  private func layout(of commit: Commit) throws -> ManifestLayout? {
    if isFixed { return fallback }
    return try policies.state(in: commit.tree).policy?.workflow.layout
  }
}

extension [ChangedFile] {
  var byPath: [RepositoryPath: ChangedFile] {
    Dictionary(map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
