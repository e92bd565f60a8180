#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Tries again while others hold a lock, for a bounded time.
struct Patience {
  private let end: Int
  private var pause = 1_000

  init(milliseconds: Int) {
    end = Self.now + milliseconds
  }

  /// Waits a moment, each time longer, by a random part so that waiters do not move in step; false once time is up.
  mutating func wait() -> Bool {
    if Self.now >= end { return false }
    usleep(UInt32.random(in: UInt32(pause / 2)...UInt32(pause)))
    pause = min(pause * 2, 30_000)
    return true
  }

  /// Runs `body` until it finds no lock in its way; throws its `.locked` once time is up.
  mutating func retry<Result: ~Copyable>(_ body: () throws(GitError) -> Result) throws(GitError) -> Result {
    while true {
      do throws(GitError) {
        return try body()
      } catch {
        guard case .locked = error.kind, wait() else { throw error }
      }
    }
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
