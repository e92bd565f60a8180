internal import GitStore
internal import Paths
internal import WorkflowModel

/// The record of a line that grows as somebody asks: walked once, and only as far back as an answer lies.
final class LineTouches {
  private let begin: (ObjectID) -> Line
  /// What was noted of landings; nil where that is not what this line tells.
  private let notes: LandingNotes?
  private var record: LineRecord
  /// The landing that comes next; nil where no walk has begun, and behind the first landing.
  private var next: ObjectID?
  /// From the next landing on, where the last one was not noted.
  private var line: Line?

  init(noted notes: LandingNotes?, _ begin: @escaping (ObjectID) -> Line) {
    self.begin = begin
    self.notes = notes
    record = LineRecord(newest: 0)
  }

  /// Takes over what is known of a whole line.
  init(knowing record: LineRecord, _ begin: @escaping (ObjectID) -> Line) {
    self.begin = begin
    self.record = record
    notes = nil
  }

  /// The number of a commit on the line that is being walked, which begins anew where it is on another one.
  func number(of tip: ObjectID, _ read: (ManifestVersion) throws -> Feature?) throws -> Int {
    defer { notes?.save() }
    while record.number(of: tip) == nil, try walk(read) {}
    if let number = record.number(of: tip) { return number }
    record = LineRecord(newest: 0)
    (next, line) = (tip, nil)
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
    defer { notes?.save() }
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
    defer { notes?.save() }
    while true {
      if let last = record.identity(of: path, from: start) { return last }
      if try !walk(read) { return nil }
    }
  }

  /// Goes one landing back; false at the end of the line.
  private func walk(_ read: (ManifestVersion) throws -> Feature?) throws -> Bool {
    guard let commit = next else { return false }
    if let noted = try notes?.landing(commit) {
      (next, line) = (noted.parent, nil)
      try record.addOlder(noted.entry, read)
      return true
    }
    if line == nil { line = begin(commit) }
    guard let landing = try line?.nextLanding() else { return false }
    next = landing.parent?.id
    try notes?.add(landing)
    let entry = LineRecord.Entry(
      commit: landing.commit.id, time: landing.time, files: landing.files, layoutBefore: landing.layoutBefore,
      layoutAfter: landing.layoutAfter)
    try record.addOlder(entry, read)
    return true
  }
}
