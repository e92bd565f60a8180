internal import Findings
internal import GitStore
internal import Paths
internal import SlipwayKit

/// A judgement in the format that was asked for.
struct CheckRenderer {
  let format: CheckFormat
  let isQuiet: Bool
  let style: Style

  func render(_ judgement: Judgement) throws -> String {
    let shown = judgement.findings.filter { !isQuiet || $0.severity == .error }
    let renderer = FindingText(style: style)
    switch format {
    case .json:
      return try JSONEnvelope(kind: "check", body: CheckJSON(judgement)).text() + "\n"
    case .oneline:
      return shown.map { renderer.oneline($0) + "\n" }.joined()
    case .github:
      return GitHubAnnotations.render(shown) + (isQuiet ? "" : summary(judgement) + "\n")
    case .text:
      var blocks = shown.map(renderer.render)
      if !isQuiet {
        blocks += transitions(of: judgement)
        blocks += judgement.notices.map { style.cyan("note:") + " \($0)" }
        blocks.append(summary(judgement))
      }
      return blocks.map { $0 + "\n" }.joined()
    }
  }

  /// What moves, a line each; what an error stands in the way of is refused.
  func transitions(of judgement: Judgement) -> [String] {
    let flawed = Set(judgement.findings.filter { $0.severity == .error }.compactMap { $0.place?.path ?? $0.path })
    return judgement.transitions.map { transition in
      let verb =
        switch transition.kind {
        case _ where flawed.contains(transition.path): "refused:"
        case .created: "begins in"
        case .undone: "undone:"
        case .refused: "refused:"
        case .forward, .back, .aside: "moves:"
        }
      let way = transition.from.map { "\($0) -> \(transition.to)" } ?? transition.to
      return "\(transition.feature) \(verb) \(way)"
    }
  }

  private func summary(_ judgement: Judgement) -> String {
    let count = judgement.manifests
    let subject =
      switch judgement.subject {
      case .workingTree: "the working tree as a landing on HEAD"
      case .workingTreeOnto(let base): "the working tree as it would land on \(base.hex.prefix(12))"
      case .index: "the index as a landing on HEAD"
      case .commit(let id): "the landing \(id.hex.prefix(12))"
      case .pullRequest(let head, let base): "\(head.hex.prefix(12)) as it would land on \(base.hex.prefix(12))"
      case .tree: "the files, without history"
      }
    let text = "\(totals(judgement.findings)); judged \(subject), \(count) \(count == 1 ? "manifest" : "manifests")"
    return judgement.findings.errors > 0 ? style.red(text) : style.green(text)
  }
}

/// A judgement as JSON.
struct CheckJSON: Encodable {
  struct Subject: Encodable {
    let kind: String
    var commit: String?
    var base: String?
  }

  struct Move: Encodable {
    let feature: String
    let path: String
    let from: String?
    let to: String
    let move: String

    enum CodingKeys: String, CodingKey {
      case feature, path, from, to, move
    }

    /// `from` is there even where it is null: the feature did not exist.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(feature, forKey: .feature)
      try container.encode(path, forKey: .path)
      try container.encode(from, forKey: .from)
      try container.encode(to, forKey: .to)
      try container.encode(move, forKey: .move)
    }
  }

  let subject: Subject
  let findings: [FindingJSON]
  let transitions: [Move]
  let manifests: Int
  let policyChanged: Bool
  let notices: [String]
  let errors: Int
  let warnings: Int

  init(_ judgement: Judgement) {
    subject =
      switch judgement.subject {
      case .workingTree: Subject(kind: "working-tree")
      case .workingTreeOnto(let base): Subject(kind: "working-tree", base: base.hex)
      case .index: Subject(kind: "index")
      case .pullRequest(let head, let base): Subject(kind: "pull-request", commit: head.hex, base: base.hex)
      case .commit(let id): Subject(kind: "commit", commit: id.hex)
      case .tree: Subject(kind: "tree")
      }
    findings = judgement.findings.map(FindingJSON.init)
    transitions = judgement.transitions.map { transition in
      Move(
        feature: transition.feature, path: transition.path.description, from: transition.from, to: transition.to,
        move: transition.kind.rawValue)
    }
    manifests = judgement.manifests
    policyChanged = judgement.isPolicyChanged
    notices = judgement.notices
    errors = judgement.findings.errors
    warnings = judgement.findings.warnings
  }
}
