internal import Dispatch
internal import Synchronization

/// How many items are taken at a time: little enough that workers end together, enough that taking costs nothing.
private let partSize = 128

/// Does work on several threads, part by part, and puts the results together in order.
///
/// Each worker opens a context of its own and takes the next part whenever it is done with one, so that a slow core does
/// less. The first error in the order of the items is thrown, so a run fails the same way every time.
func inParts<Item: Sendable, Context, Outcome: Sendable>(
  of items: [Item], workers: Int, opening open: @Sendable () throws -> Context,
  _ work: @Sendable (ArraySlice<Item>, Context) throws -> [Outcome]
) throws -> [Outcome] {
  let count = (items.count + partSize - 1) / partSize
  let next = Mutex(0)
  let outcomes = Mutex([Result<[Outcome], any Error>?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    let context = Result { try open() }
    while case let part = next.withLock({ next in
      defer { next += 1 }; return next
    }), part < count {
      let range = part * partSize..<min(items.count, (part + 1) * partSize)
      let outcome = Result { try work(items[range], context.get()) }
      outcomes.withLock { $0[part] = outcome }
    }
  }
  var inOrder: [Outcome] = []
  inOrder.reserveCapacity(items.count)
  for outcome in outcomes.withLock({ $0 }) { try inOrder += outcome?.get() ?? [] }
  return inOrder
}
