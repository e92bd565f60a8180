internal import Findings
internal import GitStore
internal import Paths
internal import Reading
internal import Rules
internal import WorkflowModel

/// What the newest tree acknowledges of a line.
struct Acknowledgements {
  private let list: [Acknowledgement]
  /// What cannot be read of the list.
  let flaws: [Finding]

  /// Reads the list of a tree.
  init(in snapshot: some Snapshot) throws {
    switch try snapshot.content(of: PolicyFiles.acknowledged, atMost: PolicyFiles.sizeLimit) {
    case nil: (list, flaws) = ([], [])
    case .unfit(let finding): (list, flaws) = ([], [finding])
    case .bytes(let bytes):
      let reading = readAcknowledgements(SourceFile(path: PolicyFiles.acknowledged, bytes: bytes))
      (list, flaws) = (reading.model ?? [], reading.findings)
    }
  }

  /// The landings with what is acknowledged marked so; and what is wrong with the list itself.
  func settled(_ landings: [AuditedLanding]) -> (landings: [AuditedLanding], findings: [Finding]) {
    if list.isEmpty { return (landings, flaws) }
    var used: Set<Int> = []
    let byLanding = Dictionary(grouping: list.indices) { list[$0].landing.value }
    let settled = landings.map { landing in
      guard let entries = byLanding[landing.commit.hex] else { return landing }
      var landing = landing
      for index in landing.findings.indices {
        let finding = landing.findings[index]
        let fitting = entries.filter { list[$0].concerns(finding) }
        used.formUnion(fitting)
        landing.findings[index].acknowledgement = fitting.first.map { list[$0] }
      }
      return landing
    }
    let stale = list.indices.filter { !used.contains($0) }.map { index in
      Finding(
        PolicyRules.acknowledgement,
        "nothing in the landing \(list[index].landing.value.prefix(12)) breaks the rule `\(escaped(list[index].rule.value))`"
          + (list[index].feature.map { " for `\(escaped($0.value))`" } ?? ""),
        at: list[index].place, help: ["remove the entry, or mend its `landing`, `rule` or `feature`"])
    }
    return (settled, flaws + stale)
  }
}

extension Acknowledgement {
  fileprivate func concerns(_ audited: AuditedFinding) -> Bool {
    audited.finding.rule.id == rule.value && feature?.value == audited.feature
  }
}
