internal import GitStore
internal import WorkflowModel

/// The line as it is taken down, newest landing first: the commits as they are, and what each changed from notes where
/// somebody walked past before.
struct NotedLine {
  private let repository: Repository
  private let policies: PolicyStore
  private let notes: LandingNotes?
  private let begin: (ObjectID) -> Line
  private let tip: ObjectID
  private var isStarted = false
  /// The landing that comes next; nil behind the first one.
  private var upcoming: CommitHead?
  /// From the next landing on, where the last one was not noted.
  private var line: Line?

  /// - Parameters:
  ///   - notes: Where landings are noted; nil where trees are compared always.
  ///   - begin: What walks from a landing that is not noted.
  init(
    _ repository: Repository, from tip: ObjectID, policies: PolicyStore, notes: LandingNotes?,
    _ begin: @escaping (ObjectID) -> Line
  ) {
    self.repository = repository
    self.policies = policies
    self.notes = notes
    self.begin = begin
    self.tip = tip
  }

  /// The next older landing; nil behind the first one.
  mutating func nextLanding() throws -> LineRecord.Entry? {
    if !isStarted {
      isStarted = true
      upcoming = try repository.commitHead(tip)
    }
    guard let commit = upcoming else { return nil }
    if let entry = try noted(commit) { return entry }
    if line == nil { line = begin(commit.id) }
    guard let landing = try line?.nextLanding() else { return nil }
    upcoming = landing.parent?.head
    try notes?.add(landing)
    return LineRecord.Entry(
      commit: commit.id, time: commit.landingTime(on: upcoming), files: landing.files,
      layoutBefore: landing.layoutBefore, layoutAfter: landing.layoutAfter)
  }

  private mutating func noted(_ commit: CommitHead) throws -> LineRecord.Entry? {
    guard let note = notes?.note(of: commit.id),
      let layout = try policies.state(of: note.policy, in: commit.tree)?.policy?.workflow.layout
    else { return nil }
    (upcoming, line) = (try commit.parent.map { try repository.commitHead($0) }, nil)
    return LineRecord.Entry(
      commit: commit.id, time: commit.landingTime(on: upcoming), files: note.files, layoutBefore: layout,
      layoutAfter: layout)
  }

  /// Writes down what was not noted before.
  func saveNotes() { notes?.save() }
}

extension CommitHead {
  /// When it landed, in seconds since 1970: never before its first parent, so that a date set by hand gains nothing.
  fileprivate func landingTime(on parent: CommitHead?) -> Int { Int(max(seconds ?? 0, parent?.seconds ?? 0)) }
}
