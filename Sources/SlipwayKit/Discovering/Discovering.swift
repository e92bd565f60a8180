internal import Findings
internal import GitStore
internal import Paths
internal import Reading
internal import WorkflowModel

extension Desk {
  /// Reads the whole line for the stages that manifests were in.
  package func discover(_ terms: DiscoveryTerms) throws -> Discovery {
    try requireWholeHistory()
    guard let tip = try terms.revision.map(resolve) ?? headCommit()?.id else {
      throw Trouble(.usage, "there is no commit yet, so there is no history")
    }
    let workflow = try probe(terms)
    let apart = repository.reopeningApart
    let scan = try LineScan(
      fallback: workflow.layout, isFixed: true, here: repository, there: { try Repository.open(environment: apart) },
      repository.heads(from: tip))
    let versions = FeatureVersions(repository)
    var survey = Survey()
    var manifestsSeen: Set<RepositoryPath> = []
    for landing in scan.landings.reversed() {
      let manifests = landing.files.filter { workflow.layout.selects($0.path) }
      if survey.features == 0 { manifestsSeen.formUnion(manifests.map(\.path)) }
      let touches = try manifests.touches(from: workflow.layout, to: workflow.layout) { version in
        try versions.feature(version.entry, at: version.path, by: workflow)
      }
      let time = max(Int(landing.commit.seconds ?? 0), Int(landing.parent?.seconds ?? 0))
      for (id, touch) in touches.sorted(by: { $0.key < $1.key }) {
        let version = try touch.after.map { try versions.feature($0.entry, at: $0.path, by: workflow) }
        survey.note(id, version.map { $0?.stage.value }, at: time)
      }
    }
    if survey.features == 0, let one = manifestsSeen.min() {
      let key = escaped(terms.stageKey)
      throw Trouble(
        .usage,
        manifestsSeen.count == 1
          ? "`\(one)` matches, and never said its stage in `\(key)`"
          : "\(manifestsSeen.count) files match, `\(one)` for one, and none of them ever said its stage in `\(key)`",
        help: ["`--stage-key KEY` says where the stage stands, `--identity` what tells features apart"])
    }
    if survey.features == 0 {
      throw Trouble(
        .usage, "no file in this history matches \(terms.files.map { "`\(escaped($0))`" }.joined(separator: ", "))",
        help: ["`--files GLOB` says where the manifests are, `--files 'docs/**/proposal.yaml'` for instance"])
    }
    return survey.discovery(landings: scan.landings.count)
  }

  /// A workflow that reads manifests of this layout, whatever stage they are in.
  private func probe(_ terms: DiscoveryTerms) throws -> Workflow {
    let text = ProposedLayout(terms).lines.joined(separator: "\n")
    let reading = readWorkflow(
      SourceFile(
        path: PolicyFiles.workflow,
        bytes: Array(
          "workflow: probe\nrepository: 00000000000000000000000000000000\nversion: 1\n\(text)\nstages:\n  a: {}\n  b: {final: true}\n"
            .utf8)))
    guard let workflow = reading.model else { throw PolicyTrouble(findings: reading.findings) }
    return workflow
  }
}

/// The `manifests` block that a discovery reads by, and proposes.
struct ProposedLayout {
  let lines: [String]

  init(_ terms: DiscoveryTerms) {
    var lines = ["manifests:", "  files: \(Self.list(terms.files))"]
    if !terms.except.isEmpty { lines.append("  except: \(Self.list(terms.except))") }
    if terms.isFrontMatter { lines.append("  format: front-matter") }
    switch terms.identity {
    case "stem": lines.append("  identity: {from: stem}")
    case "folder": lines.append("  identity: {from: folder}")
    default: lines.append("  identity: {from: field, field: \(quoted(terms.identity))}")
    }
    lines.append("  stage: \(quoted(terms.stageKey))")
    if let stage = terms.stageIfAbsent { lines.append("  stage-if-absent: \(quoted(stage))") }
    self.lines = lines + ["  requires: []", "  unknown-keys: allowed"]
  }

  private static func list(_ globs: [String]) -> String {
    "[" + globs.map(quoted).joined(separator: ", ") + "]"
  }
}

/// A text as YAML in double quotes, unless it is plain beyond doubt.
func quoted(_ text: String) -> String {
  let isPlain =
    !text.isEmpty
    && text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
  if isPlain, let first = text.utf8.first, first != UInt8(ascii: "-") { return text }
  return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

/// What is counted while the line is read, oldest landing first.
private struct Survey {
  private struct Traveller {
    var stage: String
    var since: Int
    var isThere = true
    var visited: [String]
  }

  private var travellers: [String: Traveller] = [:]
  private var edges: [Discovery.Edge: Int] = [:]
  private var stays: [String: [Int]] = [:]
  private var unreadable = 0

  var features: Int { travellers.count }

  /// - Parameter stage: Nil where the manifest is gone; nil inside where it cannot be read.
  mutating func note(_ id: String, _ stage: String??, at time: Int) {
    guard let version = stage else {
      travellers[id]?.isThere = false
      return
    }
    guard let stage = version else {
      unreadable += 1
      return
    }
    guard var traveller = travellers[id] else {
      edges[Discovery.Edge(from: nil, to: stage), default: 0] += 1
      travellers[id] = Traveller(stage: stage, since: time, visited: [stage])
      return
    }
    traveller.isThere = true
    if traveller.stage != stage {
      edges[Discovery.Edge(from: traveller.stage, to: stage), default: 0] += 1
      stays[traveller.stage, default: []].append(max(0, time - traveller.since))
      traveller.stage = stage
      traveller.since = time
      traveller.visited.append(stage)
    }
    travellers[id] = traveller
  }

  func discovery(landings: Int) -> Discovery {
    var features: [String: Int] = [:]
    var present: [String: Int] = [:]
    for traveller in travellers.values {
      for stage in Set(traveller.visited) { features[stage, default: 0] += 1 }
      if traveller.isThere { present[traveller.stage, default: 0] += 1 }
    }
    let common = features.filter { $0.value > max(1, travellers.count / 100) }.map(\.key)
    let stages = order(of: Array(features.keys)).map { name in
      Discovery.StageSeen(
        name: name, features: features[name] ?? 0, present: present[name] ?? 0,
        entries: edges[Discovery.Edge(from: nil, to: name)] ?? 0, stays: (stays[name] ?? []).sorted(),
        resembles: common.contains(name) ? nil : nearest(to: name, among: common.sorted()))
    }
    return Discovery(
      stages: stages.filter { $0.resembles == nil } + stages.filter { $0.resembles != nil }, edges: edges,
      features: travellers.count, landings: landings, unreadable: unreadable,
      gone: travellers.values.count { !$0.isThere })
  }

  /// The order with few and rare edges against it: Eades, Lin and Smyth, "A fast and effective heuristic for the
  /// feedback arc set problem".
  private func order(of names: [String]) -> [String] {
    var rest = Set(names)
    var (front, back): ([String], [String]) = ([], [])
    func flow(_ name: String, out: Bool) -> Int {
      edges.reduce(0) { sum, entry in
        guard let from = entry.key.from else { return sum }
        let (own, other) = out ? (from, entry.key.to) : (entry.key.to, from)
        return own == name && rest.contains(other) ? sum + entry.value : sum
      }
    }
    while !rest.isEmpty {
      let ranked = rest.sorted()
      // What nobody leaves comes last, what nobody enters first; else whoever is left most often.
      if let sink = ranked.first(where: { name in !edges.keys.contains { $0.from == name && rest.contains($0.to) } }),
        rest.count > 1
      {
        back.append(sink)
        rest.remove(sink)
        continue
      }
      let next = ranked.max { left, right in
        (flow(left, out: true) - flow(left, out: false), right) < (
          flow(right, out: true) - flow(right, out: false), left
        )
      }
      guard let next else { break }
      front.append(next)
      rest.remove(next)
    }
    return front + back.reversed()
  }
}
