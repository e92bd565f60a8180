/// What the history of a repository says of stages, without any workflow: who came where, how often, and for how long.
package struct Discovery: Sendable {
  package struct Edge: Hashable, Sendable {
    /// Nil where features begin.
    package let from: String?
    package let to: String
  }

  package struct StageSeen: Sendable {
    package let name: String
    /// How many features were there at any time.
    package let features: Int
    /// How many are there now.
    package let present: Int
    /// How many began there.
    package let entries: Int
    /// How long features stayed that have left, in seconds, sorted.
    package let stays: [Int]
    /// The name that it is probably a misspelling of.
    package let resembles: String?

    /// The middle one of all stays; nil where nobody ever left.
    package var medianStay: Int? { stays.isEmpty ? nil : stays[stays.count / 2] }
  }

  /// In the order in which features go through them, as well as that can be told; rare misspellings come last.
  package let stages: [StageSeen]
  /// How often each was taken.
  package let edges: [Edge: Int]
  package let features: Int
  package let landings: Int
  /// Versions that cannot be read.
  package let unreadable: Int
  /// Manifests that were there and are gone.
  package let gone: Int

  /// The stages that are more than somebody's slip.
  package var commonStages: [StageSeen] { stages.filter { $0.resembles == nil } }

  /// Whether an edge is so rare among those that leave a stage that it looks like a mistake.
  package func isRare(_ edge: Edge) -> Bool {
    let count = edges[edge] ?? 0
    let siblings = edges.filter { $0.key.from == edge.from }.values.reduce(0, +)
    return count <= 2 && count * 20 < siblings
  }

  /// The edges, the most frequent first.
  package var rankedEdges: [(edge: Edge, count: Int)] {
    edges.map { (edge: $0.key, count: $0.value) }.sorted { left, right in
      (right.count, left.edge.from ?? "", left.edge.to) < (left.count, right.edge.from ?? "", right.edge.to)
    }
  }
}

/// Where manifests are, and what in them says the stage, in a repository that has no workflow.
package struct DiscoveryTerms: Sendable {
  package var files: [String] = ["features/*.yaml"]
  package var except: [String] = []
  /// The path of the stage's key, with dots.
  package var stageKey = "stage"
  /// `stem`, `folder`, or the path of the field that holds it.
  package var identity = "stem"
  package var isFrontMatter = false
  /// The stage of a manifest without the key.
  package var stageIfAbsent: String?
  package var revision: String?

  package init() {}
}
