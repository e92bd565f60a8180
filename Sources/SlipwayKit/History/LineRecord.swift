internal import GitStore
internal import Paths
internal import WorkflowModel

/// Which landings touch which features, as far back as somebody looked: compact, as a line can be very long.
///
/// Landings are numbered, and a newer one has a greater number; where counting begins is the caller's affair.
struct LineRecord: Sendable {
  /// A manifest at one landing; paths and layouts are numbered, as there are few.
  struct Version: Sendable {
    let id: ObjectID
    let mode: UInt32
    let path: Int32
    let layout: Int32
  }

  /// That a landing touches a feature.
  struct Touch: Sendable {
    let number: Int32
    let before: Version?
    let after: Version?
  }

  struct PastIdentity: Sendable {
    let number: Int
    let id: String
  }

  /// The number of the newest landing.
  private(set) var newest: Int
  /// When each landing landed, in seconds since 1970, the newest first.
  private(set) var times: [Int] = []
  private(set) var commits: [ObjectID] = []
  /// The newest first.
  private(set) var touches: [String: [Touch]] = [:]
  /// The identities that a path had, the newest first, where they stand in the files.
  private(set) var identities: [RepositoryPath: [PastIdentity]] = [:]

  private(set) var paths: [RepositoryPath] = []
  private(set) var layouts: [ManifestLayout] = []
  private var numbers: [ObjectID: Int32] = [:]
  private var pathNumbers: [RepositoryPath: Int32] = [:]
  /// The identities that the last layout reads from paths.
  private var pathIdentities: [RepositoryPath: String] = [:]
  private var identifyingLayout: Int32 = -1

  /// - Parameter newest: The number of the landing that is added first.
  init(newest: Int, expecting landings: Int = 0) {
    self.newest = newest
    commits.reserveCapacity(landings)
    times.reserveCapacity(landings)
    numbers.reserveCapacity(landings)
  }

  /// Takes over what was written down.
  init(
    newest: Int, commits: [ObjectID], times: [Int], touches: [String: [Touch]],
    identities: [RepositoryPath: [PastIdentity]], paths: [RepositoryPath], layouts: [ManifestLayout]
  ) {
    self.init(newest: newest)
    self.commits = commits
    self.times = times
    self.touches = touches
    self.identities = identities
    self.paths = paths
    self.layouts = layouts
    for (index, path) in paths.enumerated() { pathNumbers[path] = Int32(index) }
  }

  /// The number of a landing; nil where it is not on the line, or not yet recorded.
  func number(of commit: ObjectID) -> Int? {
    if let number = numbers[commit] { return Int(number) }
    // What was taken over is in no table, as little of it is asked for.
    return commits[numbers.count...].firstIndex(of: commit).map { newest - $0 }
  }

  func time(of number: Int) -> Int { times[newest - number] }

  func landing(of number: Int) -> ObjectID { commits[newest - number] }

  /// The first touch of a feature at or before a landing, as an index for ``touch(_:_:)``.
  func firstTouch(of id: String, from number: Int) -> Int {
    guard let touches = touches[id] else { return 0 }
    var range = 0..<touches.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = touches[middle].number > number ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  /// A feature's touch of that index; nil behind the last one.
  func touch(_ id: String, _ index: Int) -> (number: Int, touch: FeatureTouch)? {
    guard let touches = touches[id], index < touches.count else { return nil }
    let touch = touches[index]
    return (Int(touch.number), FeatureTouch(before: touch.before.map(version), after: touch.after.map(version)))
  }

  /// The identity that a path had last at or before a landing.
  func identity(of path: RepositoryPath, from number: Int) -> String? {
    identities[path]?.first { $0.number <= number }?.id
  }

  private func version(_ version: Version) -> ManifestVersion {
    let path = paths[Int(version.path)]
    return ManifestVersion(
      entry: TreeEntry(name: Array(path.name), mode: version.mode, id: version.id), path: path,
      layout: layouts[Int(version.layout)])
  }

  // MARK: Growing

  /// A landing as it is taken down.
  struct Entry {
    let commit: ObjectID
    let time: Int
    let files: [ChangedFile]
    let layoutBefore: ManifestLayout
    let layoutAfter: ManifestLayout
  }

  /// Takes down the next older landing.
  ///
  /// - Parameter read: Called only where identities stand in the files.
  mutating func addOlder(_ entry: Entry, _ read: (ManifestVersion) throws -> Feature?) throws {
    assert(commits.count == numbers.count, "nothing older is known of a line that was taken over")
    let number = newest - commits.count
    commits.append(entry.commit)
    times.append(entry.time)
    try add(entry, as: number, read) { list, touch in
      list.append(touch)
    } _: { list, past in
      list.append(past)
    }
  }

  /// Takes down the landings that came since, the newest first.
  mutating func addNewer(_ entries: [Entry], _ read: (ManifestVersion) throws -> Feature?) throws {
    commits.insert(contentsOf: entries.lazy.map(\.commit), at: 0)
    times.insert(contentsOf: entries.lazy.map(\.time), at: 0)
    for entry in entries.reversed() {
      newest += 1
      try add(entry, as: newest, read) { list, touch in
        list.insert(touch, at: 0)
      } _: { list, past in
        list.insert(past, at: 0)
      }
    }
  }

  private mutating func add(
    _ entry: Entry, as number: Int, _ read: (ManifestVersion) throws -> Feature?,
    _ addTouch: (inout [Touch], Touch) -> Void, _ addIdentity: (inout [PastIdentity], PastIdentity) -> Void
  ) throws {
    numbers[entry.commit] = Int32(number)
    if entry.files.isEmpty { return }
    let (before, after) = (layoutNumber(entry.layoutBefore), layoutNumber(entry.layoutAfter))
    // Nearly all landings change one file, and nearly all files tell their identity by their path.
    if before == after, entry.files.count == 1, let file = entry.files.first,
      let id = pathIdentity(of: file.path, layout: after, entry.layoutAfter)
    {
      let path = pathNumber(file.path)
      func version(_ entry: TreeEntry) -> Version {
        Version(id: entry.id, mode: entry.mode, path: path, layout: after)
      }
      addTouch(
        &touches[id, default: []],
        Touch(number: Int32(number), before: file.before.map(version), after: file.after.map(version)))
      return
    }
    for (id, touch) in try entry.files.touches(from: entry.layoutBefore, to: entry.layoutAfter, read) {
      addTouch(
        &touches[id, default: []],
        Touch(
          number: Int32(number), before: touch.before.map { compact($0, layout: before) },
          after: touch.after.map { compact($0, layout: after) }))
      for version in [touch.after, touch.before].compactMap({ $0 })
      where version.layout.identity(of: version.path) == nil {
        if try read(version)?.id == id {
          addIdentity(&identities[version.path, default: []], PastIdentity(number: number, id: id))
        }
      }
    }
  }

  private mutating func layoutNumber(_ layout: ManifestLayout) -> Int32 {
    if let index = layouts.lastIndex(of: layout) { return Int32(index) }
    layouts.append(layout)
    return Int32(layouts.count - 1)
  }

  private mutating func compact(_ version: ManifestVersion, layout: Int32) -> Version {
    Version(id: version.entry.id, mode: version.entry.mode, path: pathNumber(version.path), layout: layout)
  }

  private mutating func pathNumber(_ path: RepositoryPath) -> Int32 {
    if let known = pathNumbers[path] { return known }
    let number = Int32(paths.count)
    pathNumbers[path] = number
    paths.append(path)
    return number
  }

  /// The identity that a selected path gives; nil where it gives none, or is not selected.
  private mutating func pathIdentity(of path: RepositoryPath, layout number: Int32, _ layout: ManifestLayout) -> String?
  {
    if identifyingLayout != number { (pathIdentities, identifyingLayout) = ([:], number) }
    if let known = pathIdentities[path] { return known }
    guard layout.selects(path), let id = layout.identity(of: path) else { return nil }
    pathIdentities[path] = id
    return id
  }
}
