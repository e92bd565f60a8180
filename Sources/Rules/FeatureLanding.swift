internal import Findings
package import Paths
internal import SignOffs
package import WorkflowModel

/// What a landing does to one feature, and all that is needed to judge it: values only.
package struct FeatureLanding: Sendable {
  package enum After: Sendable {
    case feature(Feature)
    /// The file is there, but nobody can read it; its findings say why.
    case unreadable
    case absent
  }

  package let id: String
  package let path: RepositoryPath
  /// The feature in the first parent, or in the last landing before it that could be read.
  package let before: Feature?
  package let after: After
  /// How the feature came to its present stage; nil where that was not looked up.
  package let entry: StageEntry?
  /// The first parent's policy: it judges.
  package let policy: Policy
  package let facts: LandingFacts

  package let move: Move
  /// The gates that the move passes and the skips that it uses, each judged.
  package let passages: [Passage]

  package init(
    id: String, path: RepositoryPath, before: Feature?, after: After, entry: StageEntry?, policy: Policy,
    facts: LandingFacts
  ) {
    self.id = id
    self.path = path
    self.before = before
    self.after = after
    self.entry = entry
    self.policy = policy
    self.facts = facts
    guard case .feature(let feature) = after else {
      move = .none
      passages = []
      return
    }
    let stage = Self.startingStage(of: id, before: before, by: policy)
    let move = Move(of: feature, before: before, from: stage, entry: entry, by: policy.workflow)
    self.move = move
    // A commit may state any date: a difference that no integer holds has soaked nothing.
    let elapsed =
      entry.map { facts.now.subtractingReportingOverflow($0.since) }.map { $0.overflow ? 0 : max(0, $0.partialValue) }
      ?? 0
    var passages: [Passage] = []
    if case .forward(let passing, let over) = move {
      for (index, stage) in passing.enumerated() {
        passages.append(
          Passage(
            leaving: stage, in: feature, before: before, elapsed: index == 0 ? elapsed : 0, facts, by: policy))
      }
      passages += over.map { Passage(skipping: $0, in: feature, before: before, facts, by: policy) }
    }
    self.passages = passages
  }

  /// The stage that the feature moves from: the one it was in, else the one that the baseline gives it; nil for a
  /// feature that was nowhere yet.
  package static func startingStage(of id: String, before: Feature?, by policy: Policy) -> String? {
    if let stage = before?.stage.value, policy.workflow.stage(stage) != nil { return stage }
    return policy.baseline.stages[id]?.value
  }

  package var stageBefore: String? { Self.startingStage(of: id, before: before, by: policy) }

  /// The feature as it lands; nil where there is none to read.
  package var feature: Feature? {
    if case .feature(let feature) = after { feature } else { nil }
  }

  package var workflow: Workflow { policy.workflow }
  package var now: Int { facts.now }
  package var today: Day { Day(epochSeconds: now) }
}

extension FeatureLanding {
  /// The passages of the move; where nothing moves forward, the gate that is open and the skips that are proposed.
  var judgedPassages: [Passage] {
    guard passages.isEmpty, let feature, let stage = workflow.stage(feature.stage.value), !stage.isFinal else {
      return passages
    }
    var found: [Passage] = []
    // Without records there is nothing to say, and a fingerprint costs more than reading a manifest.
    if let record = feature.gate(stage.name.value), !record.signOffs.isEmpty || !record.waivers.isEmpty {
      found.append(Passage(leaving: stage, in: feature, before: before, elapsed: 0, facts, by: policy))
    }
    for stage in workflow.optionalStages(after: stage.name.value) {
      guard let record = feature.gate(stage.name.value), record.skipped != nil, !record.signOffs.isEmpty else {
        continue
      }
      found.append(Passage(skipping: stage, in: feature, before: before, facts, by: policy))
    }
    return found
  }
}

/// How a feature came to the stage it is in, as the line tells it.
package struct StageEntry: Sendable {
  /// When the landing landed that brought it there: its committer date in seconds since 1970.
  package let since: Int
  /// The feature before that landing; nil where the landing created it.
  package let before: Feature?
  /// The feature as that landing left it.
  package let after: Feature
  /// The versions that landed since then in this stage, the newest first: what a sign-off may have covered.
  package var versions: [Feature] = []
  /// Where that landing undid a move: the feature before the landing that had brought it to the stage in the first
  /// place, in the same pass; nil where none did.
  package var origin: Feature?
  /// The stages that undone moves before that landing had led to, in the same pass.
  package var undoneStages: [String] = []

  package init(since: Int, before: Feature?, after: Feature) {
    self.since = since
    self.before = before
    self.after = after
  }

  /// The move that the landing undid; nil where it undid none, and where another pass has begun since.
  ///
  /// A landing that goes back along the order without an entry in `returned` undoes the forward move before it.
  package func undoneMove(by workflow: Workflow) -> (from: String, to: String)? {
    guard let before, before.pass == after.pass, versions.allSatisfy({ $0.pass == after.pass }),
      let from = workflow.position(of: before.stage.value),
      let to = workflow.position(of: after.stage.value), to < from
    else { return nil }
    return (before.stage.value, after.stage.value)
  }
}
