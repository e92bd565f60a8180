internal import Dispatch
internal import Synchronization

/// How many items are worth a second thread: opening a repository again costs about as much as reading a few hundred
/// manifests.
let leastManifestsForTwo = 500

/// Does work on this thread, and where there is much on another one, part by part, and puts the results together in
/// order.
///
/// The other thread opens a context of its own, and each takes the next part whenever it is done with one, so that a
/// slow core does less. The first error in the order of the items is thrown, so a run fails the same way every time.
///
/// - Parameters:
///   - find: Finds the items.
///   - expectsMany: Whether the other thread shall begin to open its context before the items are found.
///   - partSize: How many items are taken at a time: little enough that both threads end together.
func inParts<Item: Sendable, Context, Outcome: Sendable>(
  of find: @autoclosure () throws -> [Item], expectingMany expectsMany: Bool, taking partSize: Int,
  here context: Context, there open: @escaping @Sendable () throws -> Context,
  _ work: @escaping @Sendable (ArraySlice<Item>, Context) throws -> [Outcome]
) throws -> [Outcome] {
  let early = expectsMany ? OtherThread(opening: open) : nil
  defer { early?.end() }
  let items = try find()
  if items.count < leastManifestsForTwo { return try work(items[...], context) }
  let parts = Parts<Outcome>(count: (items.count + partSize - 1) / partSize)
  @Sendable func takeParts(_ context: Result<Context, any Error>) {
    while let part = parts.next() {
      let range = part * partSize..<min(items.count, (part + 1) * partSize)
      parts.finish(part, Result { try work(items[range], context.get()) })
    }
  }
  let other = early ?? OtherThread(opening: open)
  other.run(takeParts)
  takeParts(.success(context))
  other.end()
  return try parts.inOrder()
}

/// A thread that opens a context, and then waits to be told what to do with it.
///
/// Until it runs and has opened something, the first one could have read a hundred manifests.
private final class OtherThread<Context>: Sendable {
  typealias Task = @Sendable (Result<Context, any Error>) -> Void

  private let task = Mutex<Task?>(nil)
  private let isTold = DispatchSemaphore(value: 0)
  private let running = DispatchGroup()

  init(opening open: @escaping @Sendable () throws -> Context) {
    DispatchQueue.global().async(group: running) { [self] in
      let context = Result { try open() }
      isTold.wait()
      task.withLock { $0 }?(context)
    }
  }

  func run(_ task: @escaping Task) {
    self.task.withLock { $0 = task }
    isTold.signal()
  }

  /// Waits until it has done what it was told, or opened its context for nothing.
  func end() {
    isTold.signal()
    running.wait()
  }
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
