internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The last signal that asked this process to end while it was held; 0 for none.
private let caught = Atomic<Int32>(0)

/// Holds the signals that end a program until what must not be left behind is removed.
///
/// The programs started meanwhile get them as ever, so that Ctrl-C ends one that asks for a passphrase. One that stops
/// reading is no reason to end either.
enum HeldSignals {
  private struct State {
    /// How many hold them; handlers belong to the process, so the first sets them and the last puts them back.
    var holders = 0
    var before: [(signal: Int32, action: sigaction)] = []
  }

  private static let state = Mutex(State())

  static var hasCaught: Bool { caught.load(ordering: .relaxed) != 0 }

  static func hold() {
    state.withLock { state in
      state.holders += 1
      if state.holders > 1 { return }
      state.before = [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT].map { number in
        var action = sigaction()
        sigaction(number, nil, &action)
        return (number, action)
      }
      _ = signal(SIGPIPE, SIG_IGN)
      for (number, var action) in state.before.dropFirst() {
        // Compared as a number: 1, which stands for ignoring, is the address of no function.
        let former = unsafeBitCast(signal(number) { caught.store($0, ordering: .relaxed) }, to: Int.self)
        // Such as SIGHUP below `nohup`.
        if former == unsafeBitCast(SIG_IGN, to: Int.self) { sigaction(number, &action, nil) }
      }
    }
  }

  /// Lets them arrive; the one that was caught does so now.
  static func release() {
    state.withLock { state in
      state.holders -= 1
      if state.holders > 0 { return }
      for (number, var action) in state.before { sigaction(number, &action, nil) }
      let number = caught.exchange(0, ordering: .relaxed)
      if number != 0 { raise(number) }
    }
  }
}
