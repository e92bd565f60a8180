internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// What a history says of stages, as two tables.
struct DiscoveryText {
  let printer: Printer

  func text(_ discovery: Discovery) -> String {
    var stages = Table("STAGE", "FEATURES", "NOW", "BEGAN", "MEDIAN STAY", "REMARK")
    for stage in discovery.stages {
      stages.add(
        escaped(stage.name), String(stage.features), String(stage.present), String(stage.entries),
        stage.medianStay.map { printer.isTerminal ? "\(TimeSpan(seconds: $0))" : String($0) } ?? "-",
        stage.resembles.map { "misspelt? \(escaped($0))" } ?? "")
    }
    var edges = Table("FROM", "TO", "COUNT", "REMARK")
    for (edge, count) in discovery.rankedEdges {
      edges.add(
        edge.from.map(escaped) ?? "-", escaped(edge.to), String(count), discovery.isRare(edge) ? "rare" : "")
    }
    let tables = [stages, edges].map {
      $0.text(isTerminal: printer.isTerminal, columns: printer.columns, style: printer.style)
    }
    let summary =
      "\(discovery.features) features in \(discovery.landings) landings; \(discovery.gone) gone, "
      + "\(discovery.unreadable) versions cannot be read"
    return tables.joined(separator: "\n") + "\n" + summary
  }
}

/// The same as JSON.
struct DiscoveryJSON: Encodable {
  struct Stage: Encodable {
    let stage: String
    let features: Int
    let present: Int
    let began: Int
    let medianStaySeconds: Int?
    let resembles: String?
  }

  struct Edge: Encodable {
    let from: String?
    let to: String
    let count: Int
    let rare: Bool
  }

  let stages: [Stage]
  let edges: [Edge]
  let features: Int
  let landings: Int
  let unreadable: Int
  let gone: Int

  init(_ discovery: Discovery) {
    stages = discovery.stages.map { stage in
      Stage(
        stage: stage.name, features: stage.features, present: stage.present, began: stage.entries,
        medianStaySeconds: stage.medianStay, resembles: stage.resembles)
    }
    edges = discovery.rankedEdges.map { edge, count in
      Edge(from: edge.from, to: edge.to, count: count, rare: discovery.isRare(edge))
    }
    (features, landings) = (discovery.features, discovery.landings)
    (unreadable, gone) = (discovery.unreadable, discovery.gone)
  }
}
