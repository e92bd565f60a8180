internal import GitStore
internal import Paths
internal import WorkflowModel

/// Which landings touch which features, as far back as somebody looked: compact, as a line can be very long.
struct LineRecord: Sendable {
  /// A manifest at one landing; paths and layouts are numbered, as there are few.
  struct Version: Sendable {
    let id: ObjectID
    let mode: UInt32
    let path: Int32
    let layout: Int32
  }

  /// A landing that touches a feature, by its place on the line: 0 is the newest.
  struct Touch: Sendable {
    let position: Int32
    let before: Version?
    let after: Version?
  }

  /// Where each landing stands on the line.
  private(set) var positions: [ObjectID: Int] = [:]
  /// When each landing landed, in seconds since 1970.
  private(set) var times: [Int] = []
  /// The newest first.
  private var touches: [String: [Touch]] = [:]
  /// The identities that a path had, the newest first, where they stand in the files.
  private var identities: [RepositoryPath: [(position: Int, id: String)]] = [:]

  private var paths: [RepositoryPath] = []
  private var numbers: [RepositoryPath: Int32] = [:]
  private var layouts: [ManifestLayout] = []

  mutating func reserve(_ landings: Int) {
    positions.reserveCapacity(landings)
    times.reserveCapacity(landings)
  }

  /// The landing at a position; looked for, as hardly anybody asks.
  func landing(at position: Int) -> ObjectID? { positions.first { $0.value == position }?.key }

  /// The first touch of a feature at or before a position, as an index for ``touch(_:_:)``.
  func firstTouch(of id: String, from position: Int) -> Int {
    guard let touches = touches[id] else { return 0 }
    var range = 0..<touches.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = touches[middle].position < position ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  /// A feature's touch of that number; nil behind the last one.
  func touch(_ id: String, _ index: Int) -> (position: Int, touch: FeatureTouch)? {
    guard let touches = touches[id], index < touches.count else { return nil }
    let touch = touches[index]
    return (Int(touch.position), FeatureTouch(before: touch.before.map(version), after: touch.after.map(version)))
  }

  /// The identity that a path had last at or before a position.
  func identity(of path: RepositoryPath, from position: Int) -> String? {
    identities[path]?.first { $0.position >= position }?.id
  }

  private func version(_ version: Version) -> ManifestVersion {
    let path = paths[Int(version.path)]
    return ManifestVersion(
      entry: TreeEntry(name: Array(path.name), mode: version.mode, id: version.id), path: path,
      layout: layouts[Int(version.layout)])
  }

  // MARK: Growing

  /// Takes down the next older landing.
  ///
  /// - Parameter read: Called only where identities stand in the files.
  mutating func add(
    _ commit: ObjectID, landed time: Int, _ files: [ChangedFile], from layoutBefore: ManifestLayout,
    to layoutAfter: ManifestLayout, _ read: (ManifestVersion) throws -> Feature?
  ) throws {
    let position = times.count
    positions[commit] = position
    times.append(time)
    if files.isEmpty { return }
    for (id, touch) in try files.touches(from: layoutBefore, to: layoutAfter, read) {
      touches[id, default: []].append(
        Touch(position: Int32(position), before: touch.before.map { number($0) }, after: touch.after.map { number($0) }))
      for version in [touch.after, touch.before].compactMap({ $0 })
      where version.layout.identity(of: version.path) == nil {
        if try read(version)?.id == id { identities[version.path, default: []].append((position, id)) }
      }
    }
  }

  private mutating func number(_ version: ManifestVersion) -> Version {
    var path = numbers[version.path]
    if path == nil {
      path = Int32(paths.count)
      numbers[version.path] = path
      paths.append(version.path)
    }
    var layout = layouts.lastIndex(of: version.layout)
    if layout == nil {
      layout = layouts.count
      layouts.append(version.layout)
    }
    return Version(id: version.entry.id, mode: version.entry.mode, path: path ?? 0, layout: Int32(layout ?? 0))
  }
}
