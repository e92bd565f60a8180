internal import Findings
internal import Paths
internal import Reading
internal import WorkflowModel

/// A discovery as a workflow file to begin with.
package struct ProposedWorkflow {
  private let discovery: Discovery
  private let layout: ProposedLayout
  private let identifier: String

  /// - Parameter identifier: What is written as `repository`: 16 to 64 hexadecimal digits.
  package init(_ discovery: Discovery, _ terms: DiscoveryTerms, identifier: String) {
    self.discovery = discovery
    layout = ProposedLayout(terms)
    self.identifier = identifier
  }

  /// The text; readable by our own reader whatever the stages are called.
  package var text: String {
    var lines = [
      "# Proposed by `slipway discover` from \(discovery.landings) landings and \(discovery.features) features.",
      "# It allows what happened often; read it, name the gates, and try it: slipway audit --workflow FILE",
      "# A stage with `from` asks for a `withdrawn` record, which the past does not have.",
      "workflow: discovered", "repository: \(identifier)", "version: 1", "",
    ]
    lines += layout.lines + ["", "stages:"]
    lines += stages.flatMap(stageLines)
    let unfit = discovery.commonStages.filter { !isFit($0.name) }
    if !unfit.isEmpty {
      lines += ["", "# A stage's name has no white space and is not empty, so these cannot be stages as they are:"]
      lines += unfit.map { "#   \(name($0.name)), in \(features($0.features))" }
    }
    let rare = discovery.rankedEdges.filter { discovery.isRare($0.edge) }
    if !rare.isEmpty {
      lines += ["", "# Seen, but so rarely that it looks like a mistake:"]
      lines += rare.map { "#   \(name($0.edge.from)) -> \(name($0.edge.to)): \($0.count)" }
    }
    let slips = discovery.stages.filter { $0.resembles != nil }
    if !slips.isEmpty {
      lines += ["", "# Names that are probably misspelt:"]
      lines += slips.map { "#   \(name($0.name)), in \(features($0.features)): \(name($0.resembles))?" }
    }
    return (lines + ["", "landing: merge", "hops: many", ""]).joined(separator: "\n")
  }

  private var stages: [Discovery.StageSeen] { discovery.commonStages.filter { isFit($0.name) } }

  private func isFit(_ name: String) -> Bool {
    !name.isEmpty && !name.unicodeScalars.contains(where: \.properties.isWhitespace)
  }

  private func features(_ count: Int) -> String { "\(count) feature\(count == 1 ? "" : "s")" }

  private func stageLines(_ stage: Discovery.StageSeen) -> [String] {
    var comment = "  # \(features(stage.features)), \(stage.present) now"
    if let stay = stage.medianStay { comment += "; left after \(TimeSpan(seconds: stay)) in the middle" }
    if stage.entries > 0 { comment += "; \(stage.entries) began here" }
    let settings = self.settings(of: stage)
    return [comment, "  \(quoted(stage.name)): {\(settings.joined(separator: ", "))}"]
  }

  private func settings(of stage: Discovery.StageSeen) -> [String] {
    let out = leaving(stage.name)
    if out.isEmpty {
      // Where features end that came from several stages is no step of the order.
      let origins = stages.map(\.name).filter { isCommon(from: $0, to: stage.name) && !leaving($0).isEmpty }
      if origins.count > 1 || stage.name != lastEnd {
        return origins.isEmpty
          ? ["final: true", "from: any"] : ["final: true", "from: [\(origins.map(quoted).joined(separator: ", "))]"]
      }
      return ["final: true"]
    }
    var settings: [String] = []
    if isPassedOver(stage.name) { settings.append("optional: {}") }
    let back = out.filter { (position($0) ?? 0) < (position(stage.name) ?? 0) }
    if !back.isEmpty { settings.append("back-to: [\(back.map(quoted).joined(separator: ", "))]") }
    return settings
  }

  /// The end that most features come to: the last step of the order.
  private var lastEnd: String? {
    stages.filter { leaving($0.name).isEmpty }.max { ($0.features, $1.name) < ($1.features, $0.name) }?.name
  }

  /// Where features commonly go from a stage.
  private func leaving(_ name: String) -> [String] {
    stages.map(\.name).filter { isCommon(from: name, to: $0) }
  }

  private func isCommon(from: String, to: String) -> Bool {
    let edge = Discovery.Edge(from: from, to: to)
    return (discovery.edges[edge] ?? 0) > 0 && !discovery.isRare(edge)
  }

  private func isPassedOver(_ name: String) -> Bool {
    guard let own = position(name), own > 0 else { return false }
    return stages[..<own].contains { before in
      stages[(own + 1)...].contains { behind in
        isCommon(from: before.name, to: behind.name) && !leaving(behind.name).isEmpty
      }
    }
  }

  private func position(_ name: String) -> Int? { stages.firstIndex { $0.name == name } }

  private func name(_ stage: String?) -> String { stage.map(escaped) ?? "(begins)" }
}
