internal import Paths
internal import Rules
internal import WorkflowModel

extension CommitMessage {
  /// What a landing's commit says: the one place where a landing is told, whoever makes the commit.
  ///
  /// The tree is the truth, and this its projection. Nil where there is nothing to tell.
  init?(telling landed: Landed) {
    let policy = landed.policy.map { [Story(of: $0)] } ?? []
    let stories = policy + landed.features.compactMap { Story(of: $0) }
    guard let weight = stories.map(\.weight).max() else { return nil }
    let first = stories.filter { $0.weight == weight }
    let others = stories.filter { $0.weight != weight }
    subject = Self.subject(of: first, weight)
    paragraphs =
      (first.count == 1 ? first.map(\.lines) : first.map { [$0.subject] + $0.lines })
      + others.map { [$0.subject] + $0.lines }
    trailers = (first + others).flatMap(\.trailers)
  }

  /// The message that a squash of this change should carry; nil where there is nothing to tell.
  ///
  /// Where each commit of the change lands by itself, each has a message already.
  package init?(squashing judgement: Judgement) throws {
    if judgement.landed.count > 1 {
      throw Trouble(
        .usage,
        "the workflow's `landing` is `rebase`, and \(judgement.landed.count) commits land, each with its own message",
        help: ["make them one commit to have one message: `git rebase --interactive`"])
    }
    guard let landed = judgement.landed.first, let message = CommitMessage(telling: landed) else { return nil }
    self = message
  }

  /// The widest subject that tells of several features by name.
  private static let width = 72

  private static func subject(of stories: [Story], _ weight: Story.Weight) -> String {
    guard let story = stories.first, stories.count > 1 else { return stories.first?.subject ?? "" }
    let names = stories.compactMap(\.feature)
    let isOneType = stories.allSatisfy { $0.type == story.type }
    let text: String
    if isOneType, stories.allSatisfy({ $0.what == story.what }) {
      text = "\(story.type)(\(names.joined(separator: ", "))): \(story.what)"
    } else {
      let each = stories.map { "\($0.feature ?? "") \($0.what)" }.joined(separator: ", ")
      text = "\(isOneType ? story.type : "features"): \(each)"
    }
    if text.count <= width { return text }
    switch weight {
    case .move: return "stage: \(stories.count) features move"
    case .beginning: return "new: \(stories.count) features begin"
    case .record, .policy: return "features: \(stories.count) of them change"
    }
  }
}

/// A part of what a landing's commit tells: what becomes of one feature, or of the policy.
struct Story {
  /// What a subject tells first.
  enum Weight: Int, Comparable {
    case record, beginning, policy, move

    static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  let weight: Weight
  let type: String
  /// Nil for the policy.
  let feature: String?
  /// What the subject says behind its colon.
  let what: String
  let lines: [String]
  let trailers: [(key: String, value: String)]

  var subject: String { "\(type)\(feature.map { "(\($0))" } ?? ""): \(what)" }
}

extension Story {
  fileprivate init(of policy: Landed.PolicyChange) {
    let version = policy.after?.version.value
    let what: String
    switch (policy.before?.version.value, version) {
    case (let before?, let after?) where before != after: what = "version \(before) -> \(after)"
    case (nil, _?): what = "begin with \(policy.after?.name ?? "")"
    case (_, let after?): what = "restore version \(after)"
    case (_, nil): what = "gone"
    }
    self.init(
      weight: .policy, type: "policy", feature: nil, what: what,
      lines: ["Changed: " + policy.paths.map(\.description).joined(separator: ", ")],
      trailers: version.map { [("Policy-Version", "\($0)")] } ?? [])
  }
}
