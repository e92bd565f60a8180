/// How large a text may be before it is refused.
///
/// The size is judged before anything is read, so it also bounds nodes, memory and time.
package struct Limits: Sendable {
  /// In bytes.
  package var size: Int
  /// How many collections may lie inside each other, the root counted.
  package var depth: Int

  /// Limits other than the standard ones, for texts that need less or more room.
  package init(size: Int, depth: Int) {
    self.size = size
    self.depth = depth
  }

  /// 256 KiB and 32 levels: far above what people write, far below what hurts.
  package static let standard = Limits(size: 256 * 1024, depth: 32)
}

extension Limits {
  /// For lists that a tool writes and that grow with the repository: 4 MiB.
  package static let large = Limits(size: 4 * 1024 * 1024, depth: 32)
}
