internal import GitStore
internal import Paths
internal import Rules
internal import WorkflowModel

/// What the line says of single features.
///
/// A version counts if it can be read and its stage is one of the judging workflow's; where it does not, or is absent,
/// the feature keeps the stage of the last one that counts.
///
/// The line is walked once, only as far back as somebody asks, and remembered by feature: asking about every feature at
/// every landing costs no more than the walk.
final class FeatureHistory {
  private let versions: FeatureVersions
  private let workflow: Workflow
  private let touches: LineTouches
  private var readers: [ManifestLayout: Workflow] = [:]

  init(_ touches: LineTouches, versions: FeatureVersions, workflow: Workflow) {
    self.touches = touches
    self.versions = versions
    self.workflow = workflow
  }

  /// How the feature came to the stage that it has at `tip`; nil where no landing tells.
  func entry(of feature: Feature, at tip: ObjectID) throws -> StageEntry? {
    var search = EntrySearch(feature: feature, workflow: workflow)
    return try firstAnswer(of: feature.id, at: tip) { change, number in
      search.look(at: change, landed: touches.time(of: number))
    } ?? search.soFar
  }

  /// The landing that brought a sign-off to a feature which has it at `tip`; nil where no landing tells.
  ///
  /// One before which the manifest could not be read, or not all of it, brought nothing: what it mended may have held
  /// the sign-off.
  func landing(thatBrought signOff: SignOff, to id: String, at tip: ObjectID) throws -> ObjectID? {
    try firstAnswer(of: id, at: tip) { change, number in
      let isHere = change.after?.holds(signOff) ?? false
      let mayHaveBeen = change.before.map { $0.holds(signOff) || !$0.isWhole } ?? change.wasThere
      return isHere && !mayHaveBeen ? touches.landing(of: number) : nil
    }
  }

  /// The last version on the line from `tip` that counts; nil where there never was one.
  func lastReadable(_ id: String, at tip: ObjectID) throws -> Feature? {
    try firstAnswer(of: id, at: tip) { change, _ in change.after ?? change.before }
  }

  /// The identity that the file at `path` had when it could last be read, where identities stand in the files.
  func lastIdentity(of path: RepositoryPath, at tip: ObjectID) throws -> String? {
    let start = try touches.number(of: tip, feature)
    return try touches.lastIdentity(of: path, from: start, feature)
  }

  /// What one landing did to one feature; nil versions are absent or do not count.
  struct FeatureChange {
    let before: Feature?
    let after: Feature?
    let wasThere: Bool
  }

  /// What a version says; nil where it cannot be read.
  func feature(_ version: ManifestVersion) throws -> Feature? {
    let reader: Workflow
    if version.layout == workflow.layout {
      reader = workflow
    } else if let known = readers[version.layout] {
      reader = known
    } else {
      reader = workflow.reading(by: version.layout)
      readers[version.layout] = reader
    }
    return try versions.feature(version.entry, at: version.path, by: reader)
  }

  /// The first answer that is not nil, asking each landing at and before `tip` that touches the feature.
  ///
  /// - Parameter ask: Takes what the landing did, and its number.
  private func firstAnswer<Answer>(
    of id: String, at tip: ObjectID, _ ask: (FeatureChange, Int) throws -> Answer?
  ) throws -> Answer? {
    let start = try touches.number(of: tip, feature)
    return try touches.firstAnswer(of: id, from: start, feature) { touch, number in
      let change = FeatureChange(
        before: try touch.before.flatMap(counting), after: try touch.after.flatMap(counting),
        wasThere: touch.before != nil)
      return try ask(change, number)
    }
  }

  private func counting(_ version: ManifestVersion) throws -> Feature? {
    try feature(version).flatMap { workflow.stage($0.stage.value) == nil ? nil : $0 }
  }
}
