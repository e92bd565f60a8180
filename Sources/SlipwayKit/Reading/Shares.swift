internal import Dispatch
internal import Synchronization

/// Does work in equal shares on several threads, and puts the results together in order.
///
/// The first error in the order of the items is thrown, so a run fails the same way every time.
func inShares<Item: Sendable, Outcome: Sendable>(
  of items: [Item], count: Int, _ work: @Sendable (ArraySlice<Item>) throws -> [Outcome]
) throws -> [Outcome] {
  let outcomes = Mutex<[Int: Result<[Outcome], any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: count) { share in
    let start = items.count * share / count
    let end = items.count * (share + 1) / count
    let outcome = Result { try work(items[start..<end]) }
    outcomes.withLock { $0[share] = outcome }
  }
  let inOrder = outcomes.withLock { outcomes in (0..<count).compactMap { outcomes[$0] } }
  return try inOrder.flatMap { try $0.get() }
}
