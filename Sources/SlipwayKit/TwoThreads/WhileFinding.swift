internal import Dispatch
internal import Synchronization

/// Does work on the parts of a row while they are still being found: this thread finds them, another one works on them
/// from the beginning, and in the end both do.
///
/// Each takes the next part whenever it is done with one, so that a slow core does less. The results come in the order of
/// the parts; of several errors the one nearest to the beginning is thrown, so a run fails the same way every time.
///
/// - Parameters:
///   - find: Tells the next part; nil behind the last.
///   - least: How many parts are worth the other thread: opening what it works with has to pay. It begins when that many
///     are found, and with 0 before the first one is looked for.
///   - context: What this thread works with.
///   - open: Makes what the other thread works with.
func whileFinding<Part: Sendable, Context, Outcome: Sendable>(
  _ find: () throws -> Part?, secondThreadFrom least: Int, here context: Context,
  there open: @escaping @Sendable () throws -> Context,
  _ work: @escaping @Sendable (Part, Context) throws -> [Outcome]
) throws -> [Outcome] {
  let queue = PartQueue<Part, Outcome>()
  @Sendable func takeParts(_ context: Result<Context, any Error>) {
    while let (index, part) = queue.next() { queue.finish(index, Result { try work(part, context.get()) }) }
  }
  let other = DispatchGroup()
  func startOther() { DispatchQueue.global().async(group: other) { takeParts(Result { try open() }) } }
  if least == 0 { startOther() }
  let search = Result {
    while let part = try find() {
      if queue.add(part) == least { startOther() }
    }
  }
  queue.close()
  takeParts(.success(context))
  other.wait()
  // What went wrong with a part lies nearer to the beginning than what went wrong with the search.
  let outcomes = try queue.inOrder()
  try search.get()
  return outcomes
}

/// Parts that are handed out one by one, to two threads at most, while more are added.
private final class PartQueue<Part: Sendable, Outcome: Sendable>: Sendable {
  private struct State {
    var parts: [Part?] = []
    var taken = 0
    var outcomes: [Result<[Outcome], any Error>?] = []
  }

  private let state = Mutex(State())
  /// Counts the parts that nobody has taken yet, and in the end one for each thread that finds none any more.
  private let waiting = DispatchSemaphore(value: 0)

  /// Adds a part, and returns how many there were.
  func add(_ part: Part) -> Int {
    let count = state.withLock { state in
      state.parts.append(part)
      state.outcomes.append(nil)
      return state.parts.count
    }
    waiting.signal()
    return count
  }

  func close() {
    waiting.signal()
    waiting.signal()
  }

  /// The next part, as soon as there is one; nil behind the last.
  func next() -> (index: Int, part: Part)? {
    waiting.wait()
    return state.withLock { state in
      guard state.taken < state.parts.count, let part = state.parts[state.taken] else { return nil }
      defer { state.taken += 1 }
      state.parts[state.taken] = nil
      return (state.taken, part)
    }
  }

  func finish(_ index: Int, _ outcome: Result<[Outcome], any Error>) {
    state.withLock { $0.outcomes[index] = outcome }
  }

  func inOrder() throws -> [Outcome] {
    try state.withLock { try $0.outcomes.flatMap { try $0?.get() ?? [] } }
  }
}
