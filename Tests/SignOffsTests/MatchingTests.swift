import SeededRandom
import SignOffs
import TestSupport
import Testing
import WorkflowModel

@Suite struct MatchingTests {
  @Test("no way of seating people fills more places than the one that is found")
  func bruteForce() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let names = ["p0", "p1", "p2", "p3", "p4"]
    let teams = ["t0", "t1", "t2"]
    let allPeople = "people:\n" + names.map { "  \($0): {name: N, emails: [\($0)@example.com]}\n" }.joined()
    let allTeams = "teams:\n" + teams.map { "  \($0): [\(names.joined(separator: ", "))]\n" }.joined()
    for _ in 0..<150 {
      let slots = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        let wanted = teams.shuffled(using: &generator).prefix(Int.random(in: 1...2, using: &generator))
        return wanted.count == 1
          ? "{\(wanted[0]): \(Int.random(in: 1...2, using: &generator))}"
          : "{any: [\(wanted.joined(separator: ", "))]}"
      }
      let policy = try policy(
        """
        workflow: w
        repository: 0123456789abcdef
        version: 1
        stages: {a: {gate: {sign-offs: [\(slots.joined(separator: ", "))]}}, b: {final: true}}
        """, teams: allPeople + allTeams)
      let head = "feature: export\ntitle: T\nowner: nobody\nstage: a\n"
      let statement = Statement(on: try feature(head, by: policy), gate: "a", decision: .leave, by: policy.workflow)
      let given = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        (by: names.randomElement(using: &generator) ?? "", team: teams.randomElement(using: &generator) ?? "")
      }
      let list = given.map {
        "{team: \($0.team), by: \($0.by), on: 2026-01-02, covers: \(statement.fingerprint)}"
      }
      let signed = try feature(
        head + "gates: {a: {sign-offs: [\(list.joined(separator: ", "))]}}\n", by: policy)
      let judged = JudgedSignOffs(
        signed.gate("a")?.signOffs ?? [], to: statement.agreement, slots: policy.workflow.stages[0].gate.signOffs,
        asking: .named,
        in: SignOffSetting(owner: nil, owners: [], policy: policy, moment: 0, origins: RecordOrigins()))
      let places = judged.slots.flatMap { slot in Array(repeating: slot.slot.teams, count: slot.slot.count) }
      let filled = judged.slots.reduce(0) { $0 + $1.people.count }
      #expect(filled == best(places[...], given, used: []), "seed \(seed): \(slots) by \(given)")
      let seated = judged.slots.flatMap(\.people)
      #expect(Set(seated).count == seated.count, "seed \(seed)")
      for slot in judged.slots {
        #expect(slot.people.count <= slot.slot.count)
        #expect(
          slot.people.allSatisfy { person in given.contains { $0.by == person && slot.slot.teams.contains($0.team) } },
          "seed \(seed)")
      }
    }
  }

  /// Tries everybody in every place.
  private func best(_ places: ArraySlice<[String]>, _ given: [(by: String, team: String)], used: Set<String>) -> Int {
    guard let place = places.first else { return 0 }
    let rest = places.dropFirst()
    let able = Set(given.filter { place.contains($0.team) }.map(\.by)).subtracting(used)
    return able.map { 1 + best(rest, given, used: used.union([$0])) }.max().map {
      max($0, best(rest, given, used: used))
    }
      ?? best(rest, given, used: used)
  }
}
