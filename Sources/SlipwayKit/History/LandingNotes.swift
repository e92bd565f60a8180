internal import GitStore
internal import Paths
internal import WorkflowModel

/// Notes in the Git folder of what landings changed, made by whoever walks past them, so that the next walk need not
/// compare their trees.
///
/// A note repeats what the landing's own trees say, which can never change, so it holds on whatever line that commit lies.
/// Landings that change the policy or many manifests are not noted, nor those that no policy laid out.
final class LandingNotes {
  private static let name = "landings"

  private let repository: Repository
  private let policies: PolicyStore
  /// How long the file gets, in bytes.
  private let limit: Int
  private lazy var file = NoteFile(repository.privateFile(Self.name) ?? [])
  /// Not yet in the file, the newest landing first.
  private var fresh: [[UInt8]] = []
  private var freshSize = 0
  /// Whether what comes now lies behind landings that are in the file.
  private var isBehindOthers = false
  /// Whether there was no room for one: those behind it would leave a gap that every walk meets.
  private var isFull = false

  /// - Parameter limit: How long the file gets, in bytes; by default some 25,000 notes, read in a few milliseconds.
  init(_ repository: Repository, policies: PolicyStore, limit: Int = 4 << 20) {
    self.repository = repository
    self.policies = policies
    self.limit = limit
  }

  /// The note of a landing; nil where nobody made one, or it is broken.
  func note(of commit: ObjectID) -> LandingNote? {
    guard let note = file.note(of: commit).flatMap({ try? LandingNote(sealed: $0) }) else { return nil }
    isBehindOthers = true
    return note
  }

  /// Notes a landing, if that is worth it.
  func add(_ landing: Line.Landing) throws {
    guard !isFull, landing.isWhole, landing.files.count <= Line.few, !landing.commit.isTrial,
      let parent = landing.parent,
      let policy = try policies.folder(in: landing.commit.tree), try policies.folder(in: parent.tree) == policy,
      try policies.state(in: landing.commit.tree).policy != nil
    else { return }
    let note = LandingNote(commit: landing.commit.id, policy: policy, files: landing.files).sealed
    let size = NoteFile.size(of: note)
    // The other half is for landings to come: older ones must not drive them out.
    isFull = freshSize + size > limit / 2 - (isBehindOthers ? file.size : 0)
    if isFull { return }
    fresh.append(note)
    freshSize += size
  }

  /// Writes down what is not yet in the file.
  func save() {
    if fresh.isEmpty { return }
    switch file.add(fresh.reversed(), limit: limit) {
    case .append(let bytes): repository.appendToPrivateFile(Self.name, bytes, limit: limit)
    case .replace(let bytes): repository.writePrivateFile(Self.name, bytes)
    }
    (fresh, freshSize, isBehindOthers) = ([], 0, true)
  }
}
