internal import GitStore
internal import Paths
internal import WorkflowModel

/// What landings changed, noted in the Git folder by whoever walks past them, so that nobody compares their trees again.
///
/// A note tells nothing but what the landing's own objects say, which can never change, so it holds wherever that commit
/// lies. Landings that change the policy or very many manifests are not noted, nor those that no policy laid out.
final class LandingNotes {
  private static let name = "landings"
  /// How long the file gets, in bytes: some 20,000 notes, read in a few milliseconds.
  private static let limit = 4 << 20
  /// Landings of more manifests are not noted.
  private static let mostFiles = 64

  private let repository: Repository
  private let policies: PolicyStore
  private lazy var file = NoteFile(repository.privateFile(Self.name) ?? [])
  /// Not yet in the file, the newest landing first.
  private var fresh: [[UInt8]] = []
  private var freshSize = 0
  /// Whether some landing was found in the file: those that come now are older.
  private var isAmongOld = false

  init(_ repository: Repository, policies: PolicyStore) {
    self.repository = repository
    self.policies = policies
  }

  /// A landing as it was noted.
  struct Noted {
    let parent: ObjectID
    let entry: LineRecord.Entry
  }

  /// Nil where nobody noted it.
  func landing(_ commit: ObjectID) throws -> Noted? {
    guard let note = file.note(of: commit).flatMap({ try? LandingNote(sealed: $0) }),
      let layout = try policies.state(of: note.policy, in: note.tree).policy?.workflow.layout
    else { return nil }
    isAmongOld = true
    return Noted(
      parent: note.parent,
      entry: LineRecord.Entry(
        commit: commit, time: note.time, files: note.files, layoutBefore: layout, layoutAfter: layout))
  }

  /// Notes a landing, if that is worth it.
  func add(_ landing: Line.Landing) throws {
    guard landing.isWhole, landing.files.count <= Self.mostFiles, let parent = landing.parent,
      let policy = try policies.folder(in: landing.commit.tree), try policies.folder(in: parent.tree) == policy,
      try policies.state(of: policy, in: landing.commit.tree).policy != nil
    else { return }
    let note = LandingNote(
      commit: landing.commit.id, parent: parent.id, tree: landing.commit.tree, policy: policy, time: landing.time,
      files: landing.files
    ).sealed
    // In a full file, old ones would drive out newer ones.
    if freshSize + note.count > (isAmongOld ? Self.limit - file.size : Self.limit / 2) { return }
    fresh.append(note)
    freshSize += note.count
  }

  /// Writes down what is not yet in the file.
  func save() {
    if fresh.isEmpty { return }
    switch file.add(fresh.reversed(), limit: Self.limit) {
    case .append(let bytes): repository.appendToPrivateFile(Self.name, bytes)
    case .replace(let bytes): repository.writePrivateFile(Self.name, bytes)
    }
    (fresh, freshSize) = ([], 0)
  }
}
