import Findings
import Foundation
import ManifestText
import Paths
import Reading
import Rules
import SSHSignatures
import SignOffs
import TestSupport
import Testing
import WorkflowModel

/// Whatever is done to a signed manifest voids its sign-offs, or changes nothing that they cover.
///
/// What a record means is read from the YAML here, and not by the code that makes statements. A failure names its seed;
/// `PROPERTY_SCALE=10` tries ten times as much.
@Suite struct SignedMutationTests {
  private static let scale = ProcessInfo.processInfo.environment["PROPERTY_SCALE"].flatMap { Int($0) } ?? 1

  @Test(arguments: 0..<4) func everyChangeVoidsOrChangesNothing(block: Int) throws {
    let sample = try SignedManifest.shared.get()
    let said = meanings(of: sample.feature.source)
    let signed = Set(try standing(sample.feature, in: sample).map { try #require(said[$0]) })
    #expect(signed.count == 5)
    var (unread, voided, unchanged) = (0, 0, 0)
    for number in 0..<Self.scale * 250 {
      let seed = UInt64(block * 1_000_000 + number)
      var mutation = TextMutation(seed: seed)
      let path = mutation.number(0..<20) == 0 ? "features/import.yaml" : "features/export.yaml"
      let file = SourceFile(path: RepositoryPath(path), bytes: mutation.mutated(sample.text))
      guard let feature = readManifest(file, by: sample.policy.workflow).feature else {
        unread += 1
        continue
      }
      let said = meanings(of: file)
      let held = standing(feature, in: sample).map { said[$0] }
      #expect(
        held.allSatisfy { $0.map(signed.contains) ?? false },
        "seed \(seed)\n\(String(decoding: file.bytes, as: UTF8.self))")
      if Set(held).count == signed.count { unchanged += 1 } else { voided += 1 }
    }
    print("block \(block): \(unread) cannot be read, \(voided) void something, \(unchanged) change nothing")
    #expect(voided > Self.scale * 50 && unchanged > Self.scale * 10 && unread > Self.scale * 10)
  }

  @Test func aSignatureHoldsForNoOtherStatement() throws {
    let sample = try SignedManifest.shared.get()
    for number in 0..<Self.scale * 200 {
      let seed = UInt64(9_000_000 + number)
      var mutation = TextMutation(seed: seed)
      let record = sample.records[number % sample.records.count]
      var statement = record.statement
      switch mutation.number(0..<3) {
      case 0: statement = mutation.bytesMutated(statement)
      case 1: statement = mutation.mutated(String(decoding: statement, as: UTF8.self))
      default:
        // The same members in another order.
        let members = String(decoding: statement.dropFirst().dropLast(), as: UTF8.self).components(separatedBy: ",\"")
        let turned = members.dropFirst().map { "\"" + $0 } + members.prefix(1)
        statement = Array("{\(turned.joined(separator: ","))}".utf8)
      }
      let signature = try SSHSignature(base64: record.signed)
      let isValid = signature.verify(message: statement, namespace: Agreement.namespace) == .valid
      #expect(isValid == (statement == record.statement), "seed \(seed)")
    }
  }

  // MARK: What holds

  /// A record that holds: of which gate's list, for what, and where it stands.
  private struct Held: Hashable {
    let gate: String
    let decision: String
    let start: Int
  }

  private func standing(_ feature: Feature, in sample: SignedManifest) -> [Held] {
    let facts = LandingFacts(now: SignedManifest.moment, keyMoment: SignedManifest.moment, knownCommits: [])
    return sample.policy.workflow.order.flatMap { stage -> [Held] in
      let leaving = Passage(
        leaving: stage, in: feature, before: sample.feature, elapsed: 0, facts, by: sample.policy)
      let skipping = Passage(skipping: stage, in: feature, before: sample.feature, facts, by: sample.policy)
      func held(_ signOffs: some Sequence<SignOff>, for decision: String) -> [Held] {
        signOffs.map { Held(gate: stage.name.value, decision: decision, start: $0.range.lowerBound) }
      }
      return held(leaving.signOffs.entries.filter(\.standing.holds).map(\.signOff), for: "leave")
        + held(skipping.signOffs.entries.filter(\.standing.holds).map(\.signOff), for: "skip")
        + held(leaving.waivers?.holding.map(\.signOff) ?? [], for: "waive")
    }
  }

  // MARK: What is said

  /// What each record says and covers, whatever it is for; nil where the text is no YAML.
  private func meanings(of file: SourceFile) -> [Held: YAMLValue] {
    guard let root = Document.parse(file).document?.root else { return [:] }
    // The identity is the name of the file, and an error where `feature` says something else.
    let passes = root["returned"].map { Array($0.items).count } ?? 0
    let common = part(of: root, ["title", "owner", "audience", "notes"])
    var found: [Held: YAMLValue] = [:]
    for gate in root["gates"]?.entries.map({ $0 }) ?? [] {
      for (list, decision, covered) in [
        ("sign-offs", "leave", "criteria"), ("sign-offs", "skip", "skipped"), ("waived", "waive", "none"),
      ] {
        for record in gate.value[list]?.items.map({ $0 }) ?? [] {
          found[Held(gate: gate.key.text, decision: decision, start: record.range.lowerBound)] = .list([
            common, .text("\(file.path) \(gate.key.text) \(decision) \(passes)"), part(of: gate.value, [covered]),
            part(of: record, ["team", "by", "on", "waives", "because", "until", "retracted"]),
          ])
        }
      }
    }
    return found
  }

  private func part(of map: Node, _ keys: [String]) -> YAMLValue {
    .map(keys.compactMap { key in map[key].map { YAMLValue.Entry(key, $0.value) } })
  }
}
