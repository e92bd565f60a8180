internal import Dispatch
internal import Synchronization

/// How many items are worth a second thread: opening a repository again costs about as much as reading a few hundred
/// manifests.
private let leastForTwo = 500

/// Does work on this thread, and where there is much on another one, part by part, and puts the results together in
/// order.
///
/// The other thread opens a context of its own, and each takes the next part whenever it is done with one, so that a
/// slow core does less. The first error in the order of the items is thrown, so a run fails the same way every time.
///
/// - Parameter partSize: How many items are taken at a time: little enough that both threads end together.
func inParts<Item: Sendable, Context, Outcome: Sendable>(
  of items: [Item], taking partSize: Int, here context: Context, there open: @escaping @Sendable () throws -> Context,
  _ work: @escaping @Sendable (ArraySlice<Item>, Context) throws -> [Outcome]
) throws -> [Outcome] {
  if items.count < leastForTwo { return try work(items[...], context) }
  let parts = Parts<Outcome>(count: (items.count + partSize - 1) / partSize)
  @Sendable func takeParts(_ context: Result<Context, any Error>) {
    while let part = parts.next() {
      let range = part * partSize..<min(items.count, (part + 1) * partSize)
      parts.finish(part, Result { try work(items[range], context.get()) })
    }
  }
  let other = DispatchGroup()
  DispatchQueue.global().async(group: other) { takeParts(Result { try open() }) }
  takeParts(.success(context))
  other.wait()
  return try parts.inOrder()
}

/// The parts of a work, handed out one by one.
private final class Parts<Outcome: Sendable>: Sendable {
  private let taken = Atomic(0)
  private let outcomes: Mutex<[Result<[Outcome], any Error>?]>
  private let count: Int

  init(count: Int) {
    self.count = count
    outcomes = Mutex(Array(repeating: nil, count: count))
  }

  func next() -> Int? {
    let part = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return part < count ? part : nil
  }

  func finish(_ part: Int, _ outcome: Result<[Outcome], any Error>) {
    outcomes.withLock { $0[part] = outcome }
  }

  func inOrder() throws -> [Outcome] {
    try outcomes.withLock { try $0.flatMap { try $0?.get() ?? [] } }
  }
}
