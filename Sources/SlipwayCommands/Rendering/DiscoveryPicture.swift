internal import Paths
internal import SlipwayKit

/// Stages and edges as a graph in text.
struct DiscoveryPicture {
  private let discovery: Discovery

  init(_ discovery: Discovery) { self.discovery = discovery }

  /// For Graphviz.
  var dot: String {
    var lines = ["digraph stages {", "  rankdir=LR;", "  node [shape=box];", "  begin [shape=point];"]
    for stage in discovery.stages {
      lines.append(
        "  \(id(stage.name)) [label=\"\(label(stage.name))\\n\(stage.features)\"\(rare(stage.resembles != nil))];")
    }
    for (edge, count) in discovery.rankedEdges {
      let from = edge.from.map(id) ?? "begin"
      lines.append("  \(from) -> \(id(edge.to)) [label=\"\(count)\"\(rare(discovery.isRare(edge)))];")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  /// For Mermaid, which many forges draw in Markdown.
  var mermaid: String {
    var lines = ["stateDiagram-v2"]
    for stage in discovery.stages {
      lines.append("  state \"\(label(stage.name).replacing("\\\"", with: "'"))\" as \(id(stage.name))")
    }
    for (edge, count) in discovery.rankedEdges {
      lines.append(
        "  \(edge.from.map(id) ?? "[*]") --> \(id(edge.to)): \(count)\(discovery.isRare(edge) ? " (rare)" : "")")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Names may hold anything, so nodes are numbered.
  private func id(_ stage: String) -> String {
    "s\(discovery.stages.firstIndex { $0.name == stage } ?? 0)"
  }

  private func label(_ text: String) -> String {
    escaped(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private func rare(_ isRare: Bool) -> String { isRare ? ", style=dashed" : "" }
}
