internal import GitStore
internal import Paths
internal import WorkflowModel

/// The record of a line that grows as somebody asks: walked once, and only as far back as an answer lies.
///
/// Who asks about several tips of one line asks about the newest first: about one that lies above what was walked, the
/// walk begins anew.
final class LineTouches {
  private let begin: (ObjectID) -> NotedLine
  private var record: LineRecord
  private var line: NotedLine?

  /// - Parameter record: What is known of a whole line; nil where nothing is.
  init(knowing record: LineRecord? = nil, _ begin: @escaping (ObjectID) -> NotedLine) {
    self.begin = begin
    self.record = record ?? LineRecord(newest: 0)
  }

  /// The number of a commit on the line that is being walked, which begins anew where it is on another one.
  func number(of tip: ObjectID, _ read: (ManifestVersion) throws -> Feature?) throws -> Int {
    defer { line?.saveNotes() }
    while record.number(of: tip) == nil, try walk(read) {}
    if let number = record.number(of: tip) { return number }
    record = LineRecord(newest: 0)
    line = begin(tip)
    _ = try walk(read)
    return 0
  }

  func time(of number: Int) -> Int { record.time(of: number) }

  func landing(of number: Int) -> ObjectID { record.landing(of: number) }

  /// Asks each touch of a feature at or before a landing, the newest first, until there is an answer.
  ///
  /// - Parameter ask: Takes the touch and the number of its landing.
  func firstAnswer<Answer>(
    of id: String, from start: Int, _ read: (ManifestVersion) throws -> Feature?,
    _ ask: (FeatureTouch, Int) throws -> Answer?
  ) throws -> Answer? {
    defer { line?.saveNotes() }
    var index = record.firstTouch(of: id, from: start)
    while true {
      while let (number, touch) = record.touch(id, index) {
        index += 1
        if number > start { continue }
        if let answer = try ask(touch, number) { return answer }
      }
      if try !walk(read) { return nil }
    }
  }

  /// The identity that the file at `path` had when it could last be read, where identities stand in the files.
  func lastIdentity(
    of path: RepositoryPath, from start: Int, _ read: (ManifestVersion) throws -> Feature?
  ) throws -> String? {
    defer { line?.saveNotes() }
    while true {
      if let last = record.identity(of: path, from: start) { return last }
      if try !walk(read) { return nil }
    }
  }

  /// Goes one landing back; false at the end of the line.
  private func walk(_ read: (ManifestVersion) throws -> Feature?) throws -> Bool {
    guard let landing = try line?.nextLanding() else { return false }
    try record.addOlder(landing, read)
    return true
  }
}
