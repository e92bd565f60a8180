internal import Synchronization

/// How far an audit is, for whoever waits for it: asked from another thread.
package final class AuditProgress: Sendable {
  private let total = Atomic(0)
  private let done = Atomic(0)

  package init() {}

  /// Between 0 and 1; nil before it is known how much there is to do.
  package var fraction: Double? {
    let total = self.total.load(ordering: .relaxed)
    return total == 0 ? nil : Double(done.load(ordering: .relaxed)) / Double(total)
  }

  /// Every landing is read once and judged once.
  func expect(_ landings: Int) { total.store(2 * landings, ordering: .relaxed) }

  func step(_ landings: Int) { done.wrappingAdd(landings, ordering: .relaxed) }
}
