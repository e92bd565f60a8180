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
    /// Whether these are the manifests of all features.
    let isWhole: Bool
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
  /// Among more manifests than these, those of one feature are picked out.
  static let few = 64

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
    let changes = try repository.treeChanges(
      from: parent?.tree, to: commit.tree, mentioning: pathPart(before, after)
    ) { folder in
      before.mayHold(folder) || after.mayHold(folder)
    }
    var files = changes.files.filter { before.selects($0.path) || after.selects($0.path) }
    var isWhole = changes.isWhole
    if let feature, files.count > Self.few {
      files.removeAll { !before.maySelect($0.path, as: feature) && !after.maySelect($0.path, as: feature) }
      isWhole = false
    }
    return Landing(
      commit: commit, parent: parent, files: files, isWhole: isWhole, layoutBefore: before, layoutAfter: after)
  }

  /// What stands in the path of every manifest that is asked for; nil where nothing does.
  private func pathPart(_ before: ManifestLayout, _ after: ManifestLayout) -> [UInt8]? {
    guard let feature, let part = before.pathPart(of: feature), part == after.pathPart(of: feature) else { return nil }
    return part
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
