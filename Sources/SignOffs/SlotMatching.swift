internal import WorkflowModel

/// Fills as many places of the slots as possible, each person at most one.
///
/// Somebody who signed for two teams stands where they are needed most: augmenting paths find the largest matching
/// (Kuhn's algorithm), so no order of records or slots can lose a place that could be filled.
func bestMatching(of signOffs: [(by: String, team: String)], to slots: [Slot]) -> [JudgedSignOffs.FilledSlot] {
  var people: [String] = []
  for signOff in signOffs where !people.contains(signOff.by) { people.append(signOff.by) }
  let places = slots.indices.flatMap { Array(repeating: $0, count: slots[$0].count) }
  var personAt: [Int?] = Array(repeating: nil, count: places.count)

  func canFill(_ person: String, _ place: Int) -> Bool {
    signOffs.contains { $0.by == person && slots[places[place]].teams.contains($0.team) }
  }
  func seat(_ person: Int, tried: inout Set<Int>) -> Bool {
    for place in places.indices where canFill(people[person], place) && tried.insert(place).inserted {
      guard let seated = personAt[place] else {
        personAt[place] = person
        return true
      }
      if seat(seated, tried: &tried) {
        personAt[place] = person
        return true
      }
    }
    return false
  }
  for person in people.indices {
    var tried: Set<Int> = []
    _ = seat(person, tried: &tried)
  }
  return slots.indices.map { slot in
    let seated = places.indices.filter { places[$0] == slot }.compactMap { personAt[$0] }.sorted()
    return JudgedSignOffs.FilledSlot(slot: slots[slot], people: seated.map { people[$0] })
  }
}
