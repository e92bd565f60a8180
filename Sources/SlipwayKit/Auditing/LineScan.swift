internal import GitStore
internal import Paths
internal import Synchronization
internal import WorkflowModel

/// A landing of a line that was read as a whole.
struct ScannedLanding: Sendable {
  let commit: CommitHead
  /// The first parent; nil for a root commit.
  let parent: CommitHead?
  /// The manifests and policy files that the first parent holds differently.
  let files: [ChangedFile]
  /// What selects manifests on both sides, as an index into ``LineScan/layouts``.
  let layoutBefore: Int
  let layoutAfter: Int
  /// Whether both trees have a policy that can be read.
  let hasPolicies: Bool
}

/// A whole line, read by two threads where it is long: every landing with what it changes, the newest first.
struct LineScan: Sendable {
  let landings: [ScannedLanding]
  let layouts: [ManifestLayout]
  /// For each layout that some tree has, one from whose policy it can be read again.
  let grounds: [ManifestLayout: ObjectID]

  /// Some neighbours on the line, the newest first, and the first parent of the last one.
  private struct Part: Sendable {
    var heads: [CommitHead] = []
    var older: CommitHead?
  }

  /// A landing is compared with the one before it, so neighbours are best read by one thread.
  private static let partSize = 128
  /// Opening a repository again costs about as much as reading a few hundred commits.
  private static let leastForTwo = 4

  /// - Parameters:
  ///   - older: The first parent of the last commit; nil where that is a root commit.
  ///   - fallback: What selects manifests where a tree has no policy that can be read.
  ///   - isFixed: Whether it selects them everywhere, whatever the trees say.
  ///   - repository: Where this thread reads.
  ///   - open: Opens it again for another thread.
  ///   - next: Tells the next commit of the line, the newest first; nil behind the last.
  init(
    onto older: CommitHead? = nil, fallback: ManifestLayout, isFixed: Bool, progress: AuditProgress? = nil,
    here repository: Repository, there open: @escaping @Sendable () throws -> Repository,
    _ next: () throws -> CommitHead?
  ) throws {
    let layouts = LayoutTable(fallback)
    var following = try next()
    func findPart() throws -> Part? {
      var part = Part()
      while let head = following, part.heads.count < Self.partSize {
        part.heads.append(head)
        following = try next()
      }
      part.older = following ?? older
      return part.heads.isEmpty ? nil : part
    }
    landings = try whileFinding(
      findPart, secondThreadFrom: Self.leastForTwo, here: LandingScanner(repository, layouts, isFixed: isFixed),
      there: { try LandingScanner(open(), layouts, isFixed: isFixed) }
    ) { part, scanner in
      progress?.step(part.heads.count)
      return try part.heads.indices.map { index in
        try scanner.scan(part.heads[index], onto: index + 1 < part.heads.count ? part.heads[index + 1] : part.older)
      }
    }
    self.layouts = layouts.all
    grounds = layouts.grounds
  }
}

/// The layouts of a line, numbered; the first is the fallback.
private final class LayoutTable: Sendable {
  private struct Entry {
    let layout: ManifestLayout
    /// A tree that has it; nil as long as none was seen.
    var tree: ObjectID?
  }

  private let known: Mutex<[Entry]>

  init(_ fallback: ManifestLayout) { known = Mutex([Entry(layout: fallback, tree: nil)]) }

  var all: [ManifestLayout] { known.withLock { $0.map(\.layout) } }

  var grounds: [ManifestLayout: ObjectID] {
    known.withLock { known in
      Dictionary(
        known.compactMap { entry in entry.tree.map { (entry.layout, $0) } }, uniquingKeysWith: { first, _ in first })
    }
  }

  func number(of layout: ManifestLayout, in tree: ObjectID) -> Int {
    known.withLock { known in
      let index = known.firstIndex { $0.layout == layout } ?? known.count
      if index == known.count { known.append(Entry(layout: layout, tree: tree)) }
      if known[index].tree == nil { known[index].tree = tree }
      return index
    }
  }
}

/// Reads single landings, on a thread of its own.
private final class LandingScanner {
  /// What a tree says of where its manifests are.
  private struct Ground {
    let layout: Int
    let hasPolicy: Bool
  }

  private let repository: Repository
  private let policies: PolicyStore
  private let layouts: LayoutTable
  private let isFixed: Bool
  private var selectors: [Int: LayoutSelector] = [:]
  /// By the policy's folder: most trees have the same one as the tree before.
  private var grounds: [ObjectID?: Ground] = [:]

  init(_ repository: Repository, _ layouts: LayoutTable, isFixed: Bool) {
    self.repository = repository
    self.layouts = layouts
    self.isFixed = isFixed
    policies = PolicyStore(repository)
  }

  func scan(_ commit: CommitHead, onto parent: CommitHead?) throws -> ScannedLanding {
    let after = try ground(of: commit.tree)
    let before = try parent.map { try ground(of: $0.tree) } ?? Ground(layout: after.layout, hasPolicy: false)
    var files: [ChangedFile] = []
    if parent?.tree != commit.tree {
      let (old, new) = (selector(before.layout), selector(after.layout))
      let isSame = before.layout == after.layout
      files = try repository.changedFiles(from: parent?.tree, to: commit.tree) { folder in
        old.mayHold(folder) || !isSame && new.mayHold(folder)
      }
      files = files.filter { old.concerns($0.path) || !isSame && new.concerns($0.path) }
    }
    return ScannedLanding(
      commit: commit, parent: parent, files: files, layoutBefore: before.layout, layoutAfter: after.layout,
      hasPolicies: before.hasPolicy && after.hasPolicy)
  }

  private func ground(of tree: ObjectID) throws -> Ground {
    // Where a policy stands in for all of them, no tree is asked.
    if isFixed { return Ground(layout: 0, hasPolicy: true) }
    let entry = try repository.entry(at: PolicyFiles.folder, in: tree)
    let folder = entry?.isFolder == true ? entry?.id : nil
    if let known = grounds[folder] { return known }
    let policy = try policies.state(in: tree).policy
    let layout = policy.map { layouts.number(of: $0.workflow.layout, in: tree) }
    let ground = Ground(layout: layout ?? 0, hasPolicy: policy != nil)
    grounds[folder] = ground
    return ground
  }

  private func selector(_ number: Int) -> LayoutSelector {
    if let known = selectors[number] { return known }
    let selector = LayoutSelector(layouts.all[number])
    selectors[number] = selector
    return selector
  }
}

/// A layout's answers about paths, each worked out once.
private final class LayoutSelector {
  private let layout: ManifestLayout
  private var folders: [RepositoryPath: Bool] = [:]
  private var paths: [RepositoryPath: Bool] = [:]

  init(_ layout: ManifestLayout) { self.layout = layout }

  /// Whether manifests or policy could lie below a folder.
  func mayHold(_ folder: RepositoryPath) -> Bool {
    if let known = folders[folder] { return known }
    let answer = folder == PolicyFiles.folder || layout.mayHold(folder)
    folders[folder] = answer
    return answer
  }

  /// Whether a change at a path is judged.
  func concerns(_ path: RepositoryPath) -> Bool {
    if let known = paths[path] { return known }
    let answer = PolicyFiles.judged.contains(path) || layout.selects(path) || layout.keepsManifestsBelow(path)
    paths[path] = answer
    return answer
  }
}
