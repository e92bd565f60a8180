internal import Dispatch
internal import Synchronization

/// Does work on a long row of items on two threads, each of which goes through one half of them from the end to the
/// beginning, so that what it read for one item is at hand for the next.
///
/// `work` gets ranges, the last one of its half first, and has to go backwards through each itself. Whoever is done takes
/// over from the far end of the other half. Of several errors the one nearest to the beginning is thrown.
func inHalves<Context, Outcome: Sendable>(
  count: Int, opening open: @Sendable (_ worker: Int) throws -> Context,
  _ work: @Sendable (Range<Int>, Context) throws -> [Outcome]
) throws -> [Outcome] {
  let workers = count < 500 ? 1 : 2
  let middle = workers == 1 ? 0 : count / 2
  let halves = Mutex([middle..<count, 0..<middle])
  let outcomes = Mutex<[(start: Int, outcome: Result<[Outcome], any Error>)]>([])
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    let context = Result { try open(worker) }
    while let range = halves.withLock({ take(from: &$0, worker) }) {
      let outcome = Result { try work(range, context.get()) }
      outcomes.withLock { $0.append((range.lowerBound, outcome)) }
    }
  }
  return try outcomes.withLock { $0 }.sorted { $0.start < $1.start }.flatMap { try $0.outcome.get() }
}

private func take(from halves: inout [Range<Int>], _ worker: Int) -> Range<Int>? {
  let size = 512
  if !halves[worker].isEmpty {
    let own = halves[worker]
    let start = max(own.lowerBound, own.upperBound - size)
    halves[worker] = own.lowerBound..<start
    return start..<own.upperBound
  }
  let other = halves[1 - worker]
  if other.isEmpty { return nil }
  let end = min(other.upperBound, other.lowerBound + size)
  halves[1 - worker] = end..<other.upperBound
  return other.lowerBound..<end
}
